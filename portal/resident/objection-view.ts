import type { Viewer } from '../frame.tsx';

export type WordKind = 'bezwaar' | 'klopt-niet' | 'weg';
export type ObjectionFault = 'faultKind' | 'faultPurpose' | 'faultLong';

/** An objection of before, and what became of it. */
export interface ShownObjection {
  readonly id: string;
  readonly purpose: string;
  readonly at: Date;
  readonly decideBy: Date;
  readonly state: 'open' | 'upheld' | 'dismissed' | 'withdrawn';
  readonly officerSaid: string | undefined;
}

export interface ObjectionView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly kind: WordKind | undefined;
  readonly purpose: string | undefined;
  readonly purposes: readonly string[];
  readonly faults: readonly ObjectionFault[];
  readonly said: readonly ShownObjection[];
  /** What was typed; of too much how much it was, and how much fits. */
  readonly text: string;
  readonly tooLong: { readonly characters: number; readonly most: number } | undefined;
}

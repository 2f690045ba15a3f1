import type { Viewer } from '../frame.tsx';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownExchange, ShownLaw, ShownNo, ShownYes } from './shown.ts';

export interface OverviewView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly role: 'resident' | 'representative' | 'helper';
  readonly questions: readonly ShownExchange[];
  readonly yes: readonly ShownYes[];
  readonly no: readonly ShownNo[];
  readonly law: readonly ShownLaw[];
}

/** What each part of the page is made of. */
export interface OverviewPart {
  readonly view: OverviewView;
  readonly words: PageTexts['overview'];
  readonly translation: Translation;
}

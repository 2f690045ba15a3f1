import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Viewer } from '../frame.tsx';
import type { AskedText } from './asked-text.tsx';
import type { ShownExchange } from './shown.ts';

export type Choices = Readonly<Record<FieldId, 'ja' | 'nee' | undefined>>;

export interface QuestionView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly exchange: ShownExchange;
  readonly text: AskedText;
  readonly until: Date;
  readonly laws: readonly string[];
  /** What would be told; nothing when the source cannot say so now. */
  readonly values: ReadonlyMap<FieldId, FieldValue> | undefined;
  readonly choices: Choices;
  /** The fields for which nothing was chosen, after trying to go on. */
  readonly missing: readonly FieldId[];
  readonly mayAnswer: 'yes' | 'helper' | 'out-of-reach';
}

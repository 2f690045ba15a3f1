import type { Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import type { TextFinding } from './findings.tsx';
import type { Fault, FormKey, Typed } from './form-parts.tsx';

/** A question as it is read aloud: in the words of the resident, without any value. */
export interface AloudQuestion {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly items: readonly { readonly field: string; readonly word: string }[];
}

/** What every page of the reading shows. */
export interface AloudPage {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly question: AloudQuestion;
}

export interface AloudItem extends AloudPage {
  readonly field: string;
  readonly chosen: 'ja' | 'nee' | undefined;
  readonly isMissing: boolean;
}

export interface AloudTalk extends AloudPage {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
}

/** How the talk went, as it was written down. */
export interface Talk {
  readonly present: readonly string[];
  readonly language: string;
  readonly interpreter: string;
  readonly back: string;
  readonly words: string;
}

export interface AloudCheck extends AloudPage {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly until: Date;
  readonly talk: Talk;
  readonly refused: readonly string[];
}

export const readingPath = ({
  head,
  question,
}: {
  readonly head: Pick<CaseHead, 'id'>;
  readonly question: Pick<AloudQuestion, 'id'>;
}): string => `/casussen/${head.id}/voorlezen/${question.id}`;

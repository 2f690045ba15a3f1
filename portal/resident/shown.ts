import type { FieldId } from '../../policies/vocabulary.ts';

/** Something between two organisations, as it is shown. */
export interface ShownExchange {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
  /** Agreed in good time for bad times: it counts only when those come. */
  readonly sleeps: boolean;
}

export interface ShownYes extends ShownExchange {
  readonly until: Date;
  /** Somebody who speaks for the resident chose it. */
  readonly byOther: boolean;
  /** Said at the table while somebody else wrote: it ends unless the resident says it again. */
  readonly waitsForWord: boolean;
}

/** Something that was decided, as it stands now. */
export interface ShownDecision extends ShownExchange {
  readonly kind: 'yes' | 'no' | 'stopped' | 'waits' | 'ended';
  readonly at: Date;
}

export interface ShownNo extends ShownExchange {
  readonly how: 'said' | 'stopped' | 'ended';
  readonly at: Date;
}

export interface ShownLaw {
  readonly rule: string;
  readonly sentence: string;
  readonly law: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
  readonly canObject: boolean;
  readonly isStopped: boolean;
}

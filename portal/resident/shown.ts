import type { FieldId } from '../../policies/vocabulary.ts';

/** Something between two organisations, as it is shown. */
export interface ShownExchange {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
}

export interface ShownYes extends ShownExchange {
  readonly until: Date;
  readonly sleeps: boolean;
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

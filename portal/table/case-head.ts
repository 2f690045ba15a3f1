import { fill, tableTexts } from './texts.ts';

export type Invited = keyof (typeof tableTexts)['invitation']['short'];

/** Somebody at the table. */
export interface Seated {
  readonly name: string;
  readonly professional: string;
  readonly partner: string;
  readonly since: Date;
  readonly isYou: boolean;
}

/** What the head of every page of one case shows. */
export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly label: string | undefined;
  readonly purpose: string | undefined;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  readonly invited: Invited | undefined;
  readonly members: readonly Seated[];
}

export const nameOfCase = ({ label, number }: Pick<CaseHead, 'label' | 'number'>): string =>
  label ?? fill(tableTexts.cases.number, { nummer: number });

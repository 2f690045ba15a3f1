import type { Acting, HeldRegister } from './change-register.ts';

/** What the privacy officer has to look at. */
export const OFFICER_ITEM_KINDS = [
  'notice-unconfirmed',
  'resident-opposes',
  'objection',
  'minor',
  'identity-doubt',
  'resident-wrote',
  'restriction',
] as const;
export type OfficerItemKind = (typeof OFFICER_ITEM_KINDS)[number];

interface RaisedItem {
  readonly kind: OfficerItemKind;
  readonly resident: string;
  /** The objection, decision, message or minority it is about. */
  readonly about: string;
  readonly dueAt?: Date;
}

type Held = Pick<HeldRegister, 'sql'>;

/** Puts something before the officer; what lies there already is not put there twice, and what was done is opened again. */
export async function raiseItem(
  { sql }: Held,
  id: string,
  { kind, resident, about, dueAt }: RaisedItem,
  now: Date,
): Promise<void> {
  await sql.query(
    `INSERT INTO officer_item (id, kind, resident, about, raised_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (kind, about) DO UPDATE SET done_at = NULL, raised_at = excluded.raised_at, due_at = excluded.due_at
      WHERE officer_item.done_at IS NOT NULL`,
    [id, kind, resident, about, now, dueAt ?? null],
  );
}

/** How something that lay before the officer ended; with reasons when the officer decided. */
export interface ItemOutcome {
  readonly about: string;
  readonly outcome: string;
  readonly reasons?: string;
}

export async function closeItem(
  { sql }: Held,
  { about, outcome, reasons }: ItemOutcome,
  { actor }: Acting,
  now: Date,
): Promise<void> {
  await sql.query(
    `UPDATE officer_item SET done_at = $2, outcome = $3, reasons = $4, decided_by = $5
      WHERE about = $1 AND done_at IS NULL`,
    [about, now, outcome, reasons ?? null, actor],
  );
}

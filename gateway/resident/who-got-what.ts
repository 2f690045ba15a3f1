import type { FieldId } from '../../policies/vocabulary.ts';
import type { Database } from '../database.ts';
import { hiddenAmong } from '../oversight/delay-visibility.ts';
import { findEntries, type FoundEntry } from '../ledger/queries.ts';

/** One time that something about the resident left: names of fields, never what was in them. */
export interface Told {
  readonly index: number;
  readonly at: Date;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly { readonly field: FieldId; readonly rule: string | undefined }[];
}

export interface WhoGotWhat {
  readonly told: readonly Told[];
  /** How often somebody asked and got nothing; who that was is the officer's to see. */
  readonly refusals: number;
  /** Whether there is more than is shown. */
  readonly isMore: boolean;
}

const MOST_SHOWN = 100;
const MOST_COUNTED = 200;

/** Who received what about this resident, the newest first, from the ledger itself; without what an officer shows later. */
export async function readWhoGotWhat(
  database: Database,
  subject: Buffer,
  now: Date,
  recipient?: string,
): Promise<WhoGotWhat> {
  const of = recipient === undefined ? { subject } : { subject, recipient };
  const told = await findEntries(database, { ...of, event: 'released', limit: MOST_SHOWN });
  const refused = await findEntries(database, { subject, event: 'refused', limit: MOST_COUNTED });
  const hidden = await hiddenAmong(
    database,
    told.entries.map(({ index }) => index),
    now,
  );
  return {
    told: told.entries.map(toldIn).filter(({ index, fields }) => fields.length > 0 && !hidden.has(index)),
    refusals: refused.entries.length,
    isMore: told.next !== undefined,
  };
}

const toldIn = ({ index, at, leaf }: FoundEntry): Told => ({
  index,
  at,
  purpose: leaf.purpose,
  sender: leaf.sender,
  recipient: leaf.recipient,
  fields: Object.entries(leaf.fields).flatMap(([field, { decision, rule }]) =>
    decision === 'released' ? [{ field: field as FieldId, rule }] : [],
  ),
});

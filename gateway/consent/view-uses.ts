import type { Sql } from '../database.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { findConsent, type StoredConsent } from './consent-store.ts';
import type { RegisterContext } from './register-context.ts';

/** How often an advance choice was used: each release under it counts, as the ledger has it. */
export interface Uses {
  readonly count: number;
  readonly since: Date;
}

/** Counts the uses of an advance choice for the officer; nothing when there is no such choice. */
export async function viewUses(
  id: string,
  acting: Acting,
  context: RegisterContext,
): Promise<Uses | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const consent = await findConsent(sql, id);
    if (consent?.circumstance !== 'advance') return undefined;
    const uses = await usesOf(sql, consent, context.subjectTag);
    await record(consent.resident, { what: 'uses-viewed', viewed: id });
    return uses;
  });
}

interface ReleasedLeaf {
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: Readonly<Record<string, { readonly decision: string }>>;
}

export async function usesOf(
  sql: Sql,
  consent: Pick<StoredConsent, 'id' | 'resident' | 'purpose' | 'sender' | 'recipient' | 'fields'>,
  subjectTag: RegisterContext['subjectTag'],
): Promise<Uses> {
  const [first] = await sql.query<{ at: Date }>(
    'SELECT min(at) AS at FROM consent_event WHERE consent = $1 HAVING count(*) > 0',
    [consent.id],
  );
  const since = first?.at ?? new Date(0);
  const rows = await sql.query<{ leaf: string }>(
    `SELECT leaf FROM ledger_entry WHERE subject = $1 AND recorded_at >= $2 AND leaf LIKE '%"event":"released"%'`,
    [subjectTag(consent.resident), since],
  );
  const count = rows.filter(({ leaf }) => isUse(JSON.parse(leaf) as ReleasedLeaf, consent)).length;
  return { count, since };
}

const isUse = (
  { purpose, sender, recipient, fields }: ReleasedLeaf,
  consent: Pick<StoredConsent, 'purpose' | 'sender' | 'recipient' | 'fields'>,
): boolean =>
  purpose === consent.purpose &&
  sender === consent.sender &&
  recipient === consent.recipient &&
  consent.fields.some(field => fields[field]?.decision === 'released');

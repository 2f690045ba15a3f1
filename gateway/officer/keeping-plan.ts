import type { Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';
import { KEPT_YEARS, planRetention } from '../ledger/retention.ts';

export const KEPT = [
  'logboek',
  'dossier',
  'wachtend',
  'sessies',
  'toestemmingen',
  'bezorgd',
  'oproepen',
  'budget',
  'inzageverzoeken',
] as const;
export type KeptKind = (typeof KEPT)[number];

/** What of one kind has passed its term and is still there: what would go if its job ran now. */
export interface KeptPart {
  readonly kind: KeptKind;
  readonly due: number;
  readonly oldest: Date | undefined;
}

/** What went lately because its term had passed, or because somebody asked. */
export interface Gone {
  readonly at: Date;
  readonly event: 'expired' | 'erased';
  readonly index: number;
}

export interface KeepingPlan {
  readonly parts: readonly KeptPart[];
  readonly gone: readonly Gone[];
}

/** Their terms stand in one place, beside the function by which they go (`forget_past_terms`). */
type PastTerm = 'bezorgd' | 'oproepen' | 'budget';

interface Counted {
  readonly kind: PastTerm;
  readonly due: number;
  readonly oldest: Date | null;
}

const counted = ({ oldest, ...rest }: Counted): KeptPart => ({ ...rest, oldest: oldest ?? undefined });

/** Per kind, counted as its job would; each term is that of the handreiking (8.2). */
const DUE: Readonly<Record<Exclude<KeptKind, 'logboek' | PastTerm>, string>> = {
  dossier: `SELECT count(*)::int AS due, min(closed) AS oldest FROM (
      SELECT max(closed_at) AS closed FROM case_file_key JOIN social_case USING (resident)
       GROUP BY resident HAVING bool_and(closed_at IS NOT NULL) AND max(closed_at) <= $1::timestamptz - interval '365 days') AS old`,
  wachtend: `SELECT count(*)::int AS due, min(deadline) AS oldest FROM waiting_delivery WHERE state = 'waiting' AND deadline <= $1`,
  sessies: 'SELECT count(*)::int AS due, min(ends_at) AS oldest FROM person_session WHERE ends_at < $1',
  inzageverzoeken: `SELECT count(*)::int AS due, min(ended) AS oldest FROM (
      SELECT coalesce(sent_at, CASE WHEN refused IS NOT NULL THEN recorded_at END) AS ended FROM access_request WHERE resident IS NOT NULL) AS old
     WHERE ended <= $1::timestamptz - interval '2 years'`,
  toestemmingen: `SELECT count(*)::int AS due, min(ended) AS oldest FROM (
      SELECT max(event.at) AS ended FROM consent_event AS event JOIN consent ON consent.id = event.consent
       GROUP BY consent.id, consent.valid_until
      HAVING greatest(max(event.at), consent.valid_until) <= $1::timestamptz - interval '${KEPT_YEARS} years') AS old`,
};

const GONE = `
SELECT facet.recorded_at AS at, word.word AS event, facet.index::text AS index
  FROM ledger_facet AS facet JOIN ledger_word AS word ON word.id = facet.event AND word.word IN ('expired', 'erased')
 ORDER BY facet.recorded_at DESC, facet.index DESC LIMIT 20`;

/** A dry run of everything that is kept for a term; changes nothing. */
export async function planKeeping(sql: Sql, now: Date): Promise<KeepingPlan> {
  await followLog(sql);
  const ledger = await planRetention(sql, now);
  const parts: KeptPart[] = [{ kind: 'logboek', due: ledger.entries, oldest: ledger.oldest }];
  for (const [kind, statement] of Object.entries(DUE)) {
    const [row] = await sql.query<{ due: number; oldest: Date | null }>(statement, [now]);
    parts.push({ kind: kind as KeptKind, due: row?.due ?? 0, oldest: row?.oldest ?? undefined });
  }
  parts.push(
    ...(await sql.query<Counted>('SELECT kind, due, oldest FROM past_terms($1)', [now])).map(counted),
  );
  const gone = await sql.query<{ at: Date; event: Gone['event']; index: string }>(GONE);
  return { parts, gone: gone.map(each => ({ ...each, index: Number(each.index) })) };
}

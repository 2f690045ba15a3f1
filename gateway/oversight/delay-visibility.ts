import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { OfficerContext } from '../officer/officer-context.ts';
import { isReason } from './judge-finding.ts';

/** Why a resident may see something later: each with its article. There is no other. */
export const DELAY_GROUNDS = {
  opsporing: 'Opsporing van strafbare feiten (AVG 23 lid 1d, UAVG 41)',
  'veiligheid-ander': 'Veiligheid of rechten van iemand anders (AVG 23 lid 1i, UAVG 41)',
  'veiligheid-bewoner': 'Bescherming van de bewoner zelf (AVG 23 lid 1i, UAVG 41)',
  toezicht: 'Taak van een toezichthouder (AVG 23 lid 1h, UAVG 41)',
} as const;
export type DelayGround = keyof typeof DELAY_GROUNDS;

export interface Delay {
  readonly entry: number;
  readonly ground: DelayGround;
  readonly reason: string;
  readonly until: Date;
}

export interface KeptDelay extends Delay {
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export type DelayFault = 'no-reason' | 'no-end' | 'too-long' | 'not-released';

/** The last moment it may end: three months on, by the calendar, and never a day that is not there. */
export function latestEnd(now: Date): Date {
  const end = new Date(now);
  end.setUTCMonth(now.getUTCMonth() + 3);
  // The thirtieth of November and three months is in no February: then its last day.
  if (end.getUTCDate() !== now.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** What is wrong with it, besides whether there is such a line. */
export function faultOf(
  { reason, until }: Pick<Delay, 'reason' | 'until'>,
  now: Date,
): DelayFault | undefined {
  if (!isReason(reason)) return 'no-reason';
  if (Number.isNaN(until.getTime()) || until <= now) return 'no-end';
  return until > latestEnd(now) ? 'too-long' : undefined;
}

const RELEASED = `SELECT 1 FROM ledger_entry WHERE index = $1 AND leaf::jsonb ->> 'event' = 'released'`;

/** Hides one line from the resident until then. It ends by itself; for longer it is decided again. */
export async function delayVisibility(
  delay: Delay,
  acting: Acting,
  context: OfficerContext,
): Promise<DelayFault | undefined> {
  const now = context.clock();
  const fault = faultOf(delay, now);
  if (fault !== undefined) return fault;
  return await changeRegister(acting, context, async ({ sql, record }): Promise<DelayFault | undefined> => {
    if ((await sql.query(RELEASED, [delay.entry])).length === 0) return 'not-released';
    await sql.query(
      `INSERT INTO delayed_visibility (id, entry, ground, reason, decided_by, decided_at, hidden_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [context.newId(), delay.entry, delay.ground, delay.reason, acting.actor, now, delay.until],
    );
    await record(undefined, { what: 'visibility-delayed', entry: delay.entry, ground: delay.ground });
    return undefined;
  });
}

/** Every time it was decided, what still hides on top. */
export const listDelays = async (sql: Sql): Promise<readonly KeptDelay[]> =>
  await sql.query<KeptDelay>(
    `SELECT entry::int, ground, reason, hidden_until AS until, decided_by AS "decidedBy", decided_at AS "decidedAt"
       FROM delayed_visibility ORDER BY hidden_until DESC, id LIMIT 200`,
  );

/** Which of these lines a resident does not see yet. */
export async function hiddenAmong(
  sql: Sql,
  entries: readonly number[],
  now: Date,
): Promise<ReadonlySet<number>> {
  if (entries.length === 0) return new Set();
  const rows = await sql.query<{ entry: number }>(
    'SELECT entry::int FROM delayed_visibility WHERE entry = ANY ($1::bigint[]) AND hidden_until > $2',
    [entries, now],
  );
  return new Set(rows.map(({ entry }) => entry));
}

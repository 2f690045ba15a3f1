import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { OfficerContext } from '../officer/officer-context.ts';
import { findSignals, type Finding } from './find-signals.ts';
import { countEntries, observe, type Period } from './observe.ts';
import { inForce, readPolicies } from './review-policies.ts';
import type { ReviewPolicy } from './review-policy.ts';

/** One time that the log was gone through. */
export interface ReviewRun extends Period {
  readonly at: Date;
  readonly entries: number;
  readonly findings: number;
}

const LONGEST_MS = 31 * 86_400_000;

export async function readRuns(sql: Sql): Promise<readonly ReviewRun[]> {
  return await sql.query<ReviewRun>(
    `SELECT looked_from AS "from", looked_until AS until, at, entries::int, findings FROM review_run
      ORDER BY looked_until DESC LIMIT 60`,
  );
}

/** From where the last time ended; at most a month back, because older is not what one goes through on a working day. */
export function nextPeriod(last: Pick<ReviewRun, 'until'> | undefined, now: Date): Period {
  const furthest = new Date(now.getTime() - LONGEST_MS);
  const from = last === undefined || last.until < furthest ? furthest : last.until;
  return { from, until: now };
}

/**
 * Goes through the log since the last time, and keeps what is found. What spans days is seen again over the days before: what
 * was found already keeps its place, and its verdict.
 */
export async function reviewLog(acting: Acting, context: OfficerContext): Promise<ReviewRun> {
  const { database, clock, subjectTag, newId } = context;
  const now = clock();
  const policy = inForce(await readPolicies(database));
  const period = nextPeriod((await readRuns(database))[0], now);
  const seenFrom = new Date(Math.min(period.from.getTime(), now.getTime() - 7 * 86_400_000));
  const findings = findSignals(await observe(database, { ...period, from: seenFrom }, subjectTag), policy);
  const entries = await countEntries(database, period);
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const isNew = await keepFindings(sql, findings, newId, now);
    const run = { ...period, at: now, entries, findings: isNew };
    await sql.query(
      `INSERT INTO review_run (looked_until, looked_from, at, policy, entries, findings, officer)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [period.until, period.from, now, policy.version, entries, isNew, acting.actor],
    );
    await record(undefined, { what: 'log-reviewed', policy: policy.version, entries, findings: isNew });
    return run;
  });
}

async function keepFindings(
  sql: Sql,
  findings: readonly Finding[],
  newId: () => string,
  now: Date,
): Promise<number> {
  if (findings.length === 0) return 0;
  // The head is held, so an erasure waits for this or has been: who is in the log no more does not come back in a finding.
  const rows = await sql.query(
    `INSERT INTO review_finding (id, key, signal, severity, sentence, reasons, partner, actor, subject, happened_at, raised_at)
     SELECT (each ->> 'id')::uuid, each ->> 'key', each ->> 'signal', each ->> 'severity', each ->> 'sentence',
            ARRAY (SELECT jsonb_array_elements_text(each -> 'reasons')), each ->> 'partner', each ->> 'actor', each ->> 'subject',
            (each ->> 'day')::timestamp AT TIME ZONE 'Europe/Amsterdam', $2
       FROM jsonb_array_elements($1::jsonb) AS each
      WHERE each ->> 'subject' IS NULL
         OR EXISTS (SELECT FROM ledger_facet AS facet WHERE facet.subject = decode(each ->> 'subject', 'hex'))
     ON CONFLICT (key) DO NOTHING RETURNING id`,
    [JSON.stringify(findings.map(each => ({ ...each, id: newId() }))), now],
  );
  return rows.length;
}

/** What other thresholds would have found in the month before: how many, per signal. Nothing is kept. */
export async function simulate(
  policy: Pick<ReviewPolicy, 'signals' | 'thresholds'>,
  { database, clock, subjectTag }: OfficerContext,
): Promise<ReadonlyMap<string, number>> {
  const until = clock();
  const observed = await observe(
    database,
    { from: new Date(until.getTime() - LONGEST_MS), until },
    subjectTag,
  );
  const counts = new Map<string, number>();
  for (const { signal } of findSignals(observed, policy)) counts.set(signal, (counts.get(signal) ?? 0) + 1);
  return counts;
}

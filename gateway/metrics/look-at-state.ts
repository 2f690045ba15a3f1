import type { Sql } from '../database.ts';
import type { Metrics } from './prometheus.ts';

/** Looks up in the database what waits, and sets the gauges; counts and ages only, never about whom. */
export async function lookAtState(sql: Sql, metrics: Metrics, now: Date): Promise<void> {
  try {
    metrics.meet(
      (await sql.query<{ id: string }>('SELECT id FROM partner ORDER BY id LIMIT 500')).map(({ id }) => id),
    );
    await lookAtQueues(sql, metrics, now);
    await lookAtOfficer(sql, metrics, now);
    metrics.set('wijkpoort_toestand_gelezen', 1);
  } catch {
    metrics.set('wijkpoort_toestand_gelezen', 0);
  }
}

interface Queue {
  readonly waiting: string;
  readonly since: Date | null;
}

const QUEUES = {
  melding: `SELECT count(*) AS waiting, min(created_at) AS since FROM waiting_delivery WHERE state = 'waiting'`,
  bericht: `SELECT count(*) AS waiting, min(created_at) AS since FROM notice WHERE state IN ('queued', 'sent')`,
} as const;

async function lookAtQueues(sql: Sql, metrics: Metrics, now: Date): Promise<void> {
  for (const [rij, text] of Object.entries(QUEUES)) {
    const [row] = await sql.query<Queue>(text);
    metrics.set('wijkpoort_wachtrij_aantal', Number(row?.waiting ?? 0), { rij });
    const age = row?.since instanceof Date ? (now.getTime() - row.since.getTime()) / 1_000 : 0;
    metrics.set('wijkpoort_wachtrij_oudste_seconden', Math.max(0, age), { rij });
  }
}

// Also what nobody has gone through the log for yet: that has no finding.
const UNREVIEWED = `
SELECT count(*) AS open FROM ledger_facet AS facet
 WHERE facet.purpose = (SELECT id FROM ledger_word WHERE word = 'D06')
   AND facet.event = (SELECT id FROM ledger_word WHERE word = 'released')
   AND NOT EXISTS (SELECT FROM review_finding AS finding
                    WHERE finding.key = 'S7 ' || facet.index AND finding.closed_at IS NOT NULL)`;

async function lookAtOfficer(sql: Sql, metrics: Metrics, now: Date): Promise<void> {
  metrics.reset('wijkpoort_werklijst_open');
  const items = await sql.query<{ kind: string; open: string }>(
    'SELECT kind, count(*) AS open FROM officer_item WHERE done_at IS NULL GROUP BY kind',
  );
  for (const { kind, open } of items) metrics.set('wijkpoort_werklijst_open', Number(open), { soort: kind });
  const [emergencies] = await sql.query<{ open: string }>(UNREVIEWED);
  metrics.set('wijkpoort_noodgevallen_open', Number(emergencies?.open ?? 0));
  const [road] = await sql.query<{ open_until: Date | null }>('SELECT open_until FROM emergency_road');
  const open = road?.open_until instanceof Date ? (road.open_until.getTime() - now.getTime()) / 1_000 : 0;
  metrics.set('wijkpoort_noodweg_open_seconden', Math.max(0, open));
}

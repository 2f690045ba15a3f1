import { OFFICER_ITEM_KINDS } from '../consent/officer-items.ts';
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

interface Waiting {
  readonly waiting: string;
  readonly since: Date | null;
}

/** How long the oldest has waited; nothing that waits is no time at all. */
const secondsOf = (row: Waiting | undefined, now: Date): number =>
  row?.since instanceof Date ? Math.max(0, (now.getTime() - row.since.getTime()) / 1_000) : 0;

const QUEUES = {
  melding: `SELECT count(*) AS waiting, min(created_at) AS since FROM waiting_delivery WHERE state = 'waiting'`,
  bericht: `SELECT count(*) AS waiting, min(created_at) AS since FROM notice WHERE state IN ('queued', 'sent')`,
} as const;

async function lookAtQueues(sql: Sql, metrics: Metrics, now: Date): Promise<void> {
  for (const [rij, text] of Object.entries(QUEUES)) {
    const [row] = await sql.query<Waiting>(text);
    metrics.set('wijkpoort_wachtrij_aantal', Number(row?.waiting ?? 0), { rij });
    metrics.set('wijkpoort_wachtrij_oudste_seconden', secondsOf(row, now), { rij });
  }
}

const WAITING = `SELECT kind, count(*) AS waiting, min(raised_at) AS since FROM officer_item WHERE done_at IS NULL GROUP BY kind`;

// Also what nobody has gone through the log for yet: that has no finding.
const UNREVIEWED = `
SELECT count(*) AS waiting, min(facet.recorded_at) AS since FROM ledger_facet AS facet
 WHERE facet.purpose = (SELECT id FROM ledger_word WHERE word = 'D06')
   AND facet.event = (SELECT id FROM ledger_word WHERE word = 'released')
   AND NOT EXISTS (SELECT FROM review_finding AS finding
                    WHERE finding.key = 'S7 ' || facet.index AND finding.closed_at IS NOT NULL)`;

async function lookAtOfficer(sql: Sql, metrics: Metrics, now: Date): Promise<void> {
  const items = new Map(
    (await sql.query<Waiting & { kind: string }>(WAITING)).map(each => [each.kind, each] as const),
  );
  // Every kind every time: a series that comes and goes is one that an alert loses sight of.
  for (const soort of OFFICER_ITEM_KINDS) {
    metrics.set('wijkpoort_werklijst_open', Number(items.get(soort)?.waiting ?? 0), { soort });
    metrics.set('wijkpoort_werklijst_oudste_seconden', secondsOf(items.get(soort), now), { soort });
  }
  const [emergencies] = await sql.query<Waiting>(UNREVIEWED);
  metrics.set('wijkpoort_noodgevallen_open', Number(emergencies?.waiting ?? 0));
  metrics.set('wijkpoort_noodgevallen_oudste_seconden', secondsOf(emergencies, now));
  const [road] = await sql.query<{ open_until: Date | null }>('SELECT open_until FROM emergency_road');
  const open = road?.open_until instanceof Date ? (road.open_until.getTime() - now.getTime()) / 1_000 : 0;
  metrics.set('wijkpoort_noodweg_open_seconden', Math.max(0, open));
}

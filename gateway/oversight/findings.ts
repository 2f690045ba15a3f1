import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { OfficerContext } from '../officer/officer-context.ts';
import { judge, type Outcome, type Verdict } from './judge-finding.ts';
import type { SignalId } from './review-policy.ts';

export interface KeptFinding {
  readonly id: string;
  readonly signal: SignalId;
  readonly severity: 'ernstig' | 'let-op';
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly partner: string;
  readonly actor: string | undefined;
  readonly subject: string | undefined;
  readonly happenedAt: Date;
  readonly raisedAt: Date;
  readonly closedAt: Date | undefined;
  readonly verdicts: readonly KeptVerdict[];
}

export interface KeptVerdict {
  readonly verdict: Verdict;
  readonly justified: boolean | null;
  readonly reason: string;
  readonly officer: string;
  readonly at: string;
}

const FINDINGS = `
SELECT finding.id, signal, severity, sentence, reasons, partner, actor, subject, happened_at AS "happenedAt", raised_at AS "raisedAt",
       closed_at AS "closedAt", coalesce(said.verdicts, '[]') AS verdicts
  FROM review_finding AS finding
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('verdict', verdict, 'justified', justified, 'reason', reason, 'officer', officer, 'at', at)
                     ORDER BY position) AS verdicts
      FROM review_verdict WHERE finding = finding.id) AS said ON true`;

type Row = { readonly [name in keyof KeptFinding]: KeptFinding[name] | null };
const fromRow = (row: Row): KeptFinding =>
  Object.fromEntries(
    Object.entries(row).map(([name, said]) => [name, said ?? undefined]),
  ) as unknown as KeptFinding;

/** What waits, the serious first and then the oldest; of one signal alone when asked. */
export async function openFindings(sql: Sql, signal?: SignalId): Promise<readonly KeptFinding[]> {
  const rows = await sql.query<Row>(
    `${FINDINGS} WHERE closed_at IS NULL AND ($1::text IS NULL OR signal = $1)
      ORDER BY severity = 'let-op', happened_at, finding.id LIMIT 200`,
    [signal ?? null],
  );
  return rows.map(fromRow);
}

/** Every emergency, what waits on top. */
export async function emergencies(sql: Sql): Promise<readonly KeptFinding[]> {
  const rows = await sql.query<Row>(
    `${FINDINGS} WHERE signal = 'S7' ORDER BY closed_at IS NOT NULL, happened_at DESC, finding.id LIMIT 200`,
  );
  return rows.map(fromRow);
}

export async function findFinding(sql: Sql, id: string): Promise<KeptFinding | undefined> {
  const [row] = await sql.query<Row>(`${FINDINGS} WHERE finding.id = $1`, [id]);
  return row === undefined ? undefined : fromRow(row);
}

/** Opening one is looking at people: that the officer did stands in the ledger. */
export async function openFinding(
  id: string,
  acting: Acting,
  context: OfficerContext,
): Promise<KeptFinding | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const finding = await findFinding(sql, id);
    if (finding !== undefined) await record(undefined, { what: 'finding-opened', finding: id });
    return finding;
  });
}

export interface Judgement {
  readonly finding: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly justified: boolean | undefined;
  /** How many verdicts the officer saw when deciding. */
  readonly seen: number;
}

/** What it came to; or that another officer was first, and it is to be looked at again. */
export async function judgeFinding(
  { finding: id, verdict, reason, justified, seen }: Judgement,
  acting: Acting,
  context: OfficerContext,
): Promise<Outcome | { readonly kind: 'somebody-was-first' } | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const finding = await findFinding(sql, id);
    if (finding === undefined) return undefined;
    if (finding.closedAt !== undefined || finding.verdicts.length !== seen)
      return { kind: 'somebody-was-first' };
    const outcome = judge(finding.severity, finding.verdicts, { verdict, officer: acting.actor });
    if (outcome.kind === 'same-officer') return outcome;
    const now = context.clock();
    await sql.query(
      `INSERT INTO review_verdict (finding, position, verdict, justified, reason, officer, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, seen + 1, verdict, justified ?? null, reason, acting.actor, now],
    );
    if (outcome.kind === 'closed')
      await sql.query('UPDATE review_finding SET closed_at = $2 WHERE id = $1', [id, now]);
    await record(undefined, { what: 'finding-judged', finding: id, verdict });
    return outcome;
  });
}

/** Per month and signal how often it was right, of what was closed. */
export async function precision(sql: Sql): Promise<
  readonly {
    readonly month: string;
    readonly signal: SignalId;
    readonly closed: number;
    readonly right: number;
  }[]
> {
  return await sql.query(
    `SELECT to_char(closed_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM') AS month, signal, count(*)::int AS closed,
            count(*) FILTER (WHERE last.justified)::int AS right
       FROM review_finding AS finding
       JOIN LATERAL (SELECT justified FROM review_verdict WHERE finding = finding.id ORDER BY position DESC LIMIT 1) AS last ON true
      WHERE closed_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT 60`,
  );
}

import { hash } from 'node:crypto';
import { explains } from '../../consent/objection.ts';
import type { BreachFacts } from '../../portal/desk/breach-facts.ts';
import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { canonicalJson, type Canonical } from '../ledger/canonical-json.ts';
import type { LedgerFault } from '../ledger/ledger-fault.ts';
import { recordAside } from '../ledger/record-aside.ts';
import { TILE_WIDTH } from '../ledger/tile.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { retireCertificate } from '../identity/retire-certificate.ts';
import { suspendPartner } from '../identity/suspend-partner.ts';
import { breachFacts, type BreachQuestion } from './breach-facts.ts';
import { checkEntries } from './check-entries.ts';
import { snapshotNow, type LedgerSnapshot } from './ledger-snapshot.ts';
import type { OfficerContext } from './officer-context.ts';
import { recordSwitch } from './record-switch.ts';

/** What came out, and whether the log that says so is what was written. */
export interface Examined {
  readonly facts: BreachFacts;
  readonly snapshot: LedgerSnapshot;
  readonly fault: LedgerFault | undefined;
  /** Of question and facts, as they were counted up to the snapshot. */
  readonly sha256: string;
}

/** Counts what may have leaked. That the officer looked stands in the log first. */
export async function examineBreach(
  question: BreachQuestion,
  acting: Acting,
  context: OfficerContext,
): Promise<Examined> {
  const snapshot = await snapshotNow(context.database);
  await recordAside(
    {
      event: 'viewed',
      reason: 'datalek',
      purpose: 'D15',
      sender: 'unstated',
      recipient: 'unstated',
      ...acting,
    },
    context,
  );
  return await examineAt(question, snapshot, context.database);
}

/** Counts again up to a place in the log: the same comes out, or the log is not the same any more. */
export async function examineAt(
  question: BreachQuestion,
  snapshot: LedgerSnapshot,
  sql: Sql,
): Promise<Examined> {
  const { facts, tiles } = await breachFacts(sql, question, snapshot.size);
  const told = { vraag: wordsOf(question), uitkomst: factsAsJson(facts) };
  return {
    facts,
    snapshot,
    fault: await faultAmong(sql, tiles),
    sha256: hash('sha256', canonicalJson(told)),
  };
}

const MOST_TILES = 400;

/** A few stretches are looked at one by one; of many, everything from the first to the last. */
async function faultAmong(sql: Sql, tiles: readonly number[]): Promise<LedgerFault | undefined> {
  if (tiles.length <= MOST_TILES)
    return await checkEntries(
      sql,
      tiles.map(tile => tile * TILE_WIDTH),
    );
  const range = { begin: Math.min(...tiles) * TILE_WIDTH, end: (Math.max(...tiles) + 1) * TILE_WIDTH };
  return (await verifyLedger(sql, { range })).fault;
}

type QuestionWords = {
  readonly [key in 'ontvanger' | 'handelde' | 'veld' | 'certificaat' | 'van' | 'tot']?: string;
};

const wordsOf = ({ recipient, actor, field, certificate, from, until }: BreachQuestion): QuestionWords => ({
  ...(recipient === undefined ? {} : { ontvanger: recipient }),
  ...(actor === undefined ? {} : { handelde: actor.toString('hex') }),
  ...(field === undefined ? {} : { veld: field }),
  ...(certificate === undefined ? {} : { certificaat: certificate }),
  van: from.toISOString(),
  tot: until.toISOString(),
});

const questionFrom = ({
  ontvanger,
  handelde,
  veld,
  certificaat,
  van = '',
  tot = '',
}: QuestionWords): BreachQuestion => ({
  ...(ontvanger === undefined ? {} : { recipient: ontvanger }),
  ...(handelde === undefined ? {} : { actor: Buffer.from(handelde, 'hex') }),
  ...(veld === undefined ? {} : { field: veld }),
  ...(certificaat === undefined ? {} : { certificate: certificaat }),
  from: new Date(van),
  until: new Date(tot),
});

const factsAsJson = (facts: BreachFacts): Canonical =>
  Object.fromEntries(
    Object.entries(facts as unknown as Readonly<Record<string, Canonical | undefined>>).filter(
      (each): each is [string, Canonical] => each[1] !== undefined,
    ),
  );

/** Writes the breach down (AVG 33(5)); resolves to its number. */
export async function recordBreach(
  question: BreachQuestion,
  discoveredAt: Date,
  examined: Examined,
  { actor }: Acting,
  { database, newId, clock }: OfficerContext,
): Promise<string> {
  const id = newId();
  await database.query(
    `INSERT INTO breach (id, discovered_at, question, ledger_size, ledger_root, facts, sha256, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      discoveredAt,
      JSON.stringify(wordsOf(question)),
      examined.snapshot.size,
      examined.snapshot.root,
      JSON.stringify(examined.facts),
      examined.sha256,
      actor,
      clock(),
    ],
  );
  return id;
}

export const BREACH_STEPS = [
  'partner-geschorst',
  'sleutel-ingetrokken',
  'gemeld-ap',
  'niet-gemeld-ap',
  'bewoners-verteld',
  'bewoners-niet-verteld',
  'gesloten',
] as const;
export type BreachStep = (typeof BREACH_STEPS)[number];

export interface StepTaken {
  readonly step: BreachStep;
  readonly subject: string;
  readonly reasons: string | undefined;
  readonly by: string;
  readonly at: Date;
}

/** A breach as it was written down, with what was done about it. */
export interface Breach {
  readonly id: string;
  readonly discoveredAt: Date;
  readonly question: BreachQuestion;
  readonly snapshot: LedgerSnapshot;
  readonly facts: BreachFacts;
  readonly sha256: string;
  readonly steps: readonly StepTaken[];
}

interface Row {
  readonly id: string;
  readonly discovered_at: Date;
  readonly question: QuestionWords;
  readonly ledger_size: string;
  readonly ledger_root: string;
  readonly facts: BreachFacts;
  readonly sha256: string;
}

/** The newest first. */
export async function listBreaches(sql: Sql): Promise<readonly Breach[]> {
  const rows = await sql.query<Row>('SELECT * FROM breach ORDER BY discovered_at DESC LIMIT 200');
  const steps = await stepsOf(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map(row => fromRow(row, steps.get(row.id) ?? []));
}

export async function findBreach(sql: Sql, id: string): Promise<Breach | undefined> {
  const [row] = await sql.query<Row>('SELECT * FROM breach WHERE id::text = $1', [id]);
  return row === undefined ? undefined : fromRow(row, (await stepsOf(sql, [id])).get(id) ?? []);
}

const fromRow = (row: Row, steps: readonly StepTaken[]): Breach => ({
  id: row.id,
  discoveredAt: row.discovered_at,
  question: questionFrom(row.question),
  snapshot: { size: Number(row.ledger_size), root: row.ledger_root },
  facts: row.facts,
  sha256: row.sha256,
  steps,
});

async function stepsOf(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, readonly StepTaken[]>> {
  const rows = await sql.query<
    Omit<StepTaken, 'reasons'> & { readonly breach: string; readonly reasons: string | null }
  >(
    'SELECT breach, step, subject, reasons, by, at FROM breach_step WHERE breach = ANY ($1::uuid[]) ORDER BY at',
    [ids],
  );
  const steps = new Map<string, StepTaken[]>();
  for (const { breach, reasons, ...step } of rows)
    steps.set(breach, [...(steps.get(breach) ?? []), { ...step, reasons: reasons ?? undefined }]);
  return steps;
}

/** What was decided not to do, and closing, is explained. */
const NEEDS_REASONS: ReadonlySet<BreachStep> = new Set([
  'niet-gemeld-ap',
  'bewoners-niet-verteld',
  'gesloten',
]);

export type StepOutcome = 'done' | 'no-reasons' | 'nothing-to-do' | 'no-such-breach';

/** Takes a step: suspending a partner or retiring a key works at the very next request. */
export async function takeStep(
  id: string,
  {
    step,
    subject,
    reasons,
  }: { readonly step: BreachStep; readonly subject: string; readonly reasons?: string },
  acting: Acting,
  context: OfficerContext,
): Promise<StepOutcome> {
  const breach = await findBreach(context.database, id);
  if (breach === undefined) return 'no-such-breach';
  if (NEEDS_REASONS.has(step) && !explains(reasons ?? '')) return 'no-reasons';
  if (!(await act(step, subject, breach, acting, context))) return 'nothing-to-do';
  const written = await context.database.query(
    `INSERT INTO breach_step (breach, step, subject, reasons, by, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING step`,
    [id, step, subject, reasons ?? null, acting.actor, context.clock()],
  );
  return written.length === 0 ? 'nothing-to-do' : 'done';
}

async function act(
  step: BreachStep,
  subject: string,
  { question }: Breach,
  acting: Acting,
  context: OfficerContext,
): Promise<boolean> {
  const { database, clock } = context;
  const change = { by: acting.actor, now: clock() };
  if (step === 'partner-geschorst') {
    if (!(await suspendPartner(database, subject, 'datalek', change))) return false;
    await recordSwitch('partner-geschorst', subject, acting, context);
  }
  if (step === 'sleutel-ingetrokken') {
    if (!(await retireCertificate(database, question.recipient ?? '', subject, change))) return false;
    await recordSwitch('sleutel-ingetrokken', question.recipient ?? 'unstated', acting, context);
  }
  return true;
}

import { hash } from 'node:crypto';
import {
  accessAnswer,
  type AccessAnswer,
  type AccessParty,
  type AccessWords,
} from '../../consent/access-answer.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { findVersion } from '../handreiking-versions.ts';
import { canonicalJson, type Canonical } from '../ledger/canonical-json.ts';
import type { LedgerFault } from '../ledger/ledger-fault.ts';
import { findEntries, type FoundEntry } from '../ledger/queries.ts';
import { recordAside } from '../ledger/record-aside.ts';
import { readParties } from '../resident/parties.ts';
import { accessAsJson, type DecisionTold } from './access-json.ts';
import { checkEntries } from './check-entries.ts';
import { snapshotNow, stillBegins, type LedgerSnapshot } from './ledger-snapshot.ts';
import type { OfficerContext } from './officer-context.ts';

/** The whole answer to a request to see, and what makes it the same answer tomorrow. */
export interface AccessFile {
  readonly answer: AccessAnswer;
  readonly decisions: readonly DecisionTold[];
  readonly snapshot: LedgerSnapshot;
  /** Of the answer as JSON in its one canonical form. */
  readonly sha256: string;
  readonly json: Canonical;
  /** How many lines may not be told yet; for the officer's own note, never in the answer. */
  readonly hidden: number;
}

export type MadeAccess =
  | { readonly kind: 'made'; readonly file: AccessFile }
  | { readonly kind: 'not-yet-known-who' | 'refused' | 'no-such-request' | 'too-much' }
  /** The log is not what was written: nothing is told that may be untrue, and somebody has to look. */
  | { readonly kind: 'tampered'; readonly fault: LedgerFault };

/** What may not be told at this moment (AVG 23, UAVG 41): as it was decided then, so that an answer of then stays the same. */
async function hiddenAt(sql: Sql, indexes: readonly number[], moment: Date): Promise<ReadonlySet<number>> {
  const rows = await sql.query<{ entry: string }>(
    `SELECT entry FROM delayed_visibility
      WHERE entry = ANY ($1::bigint[]) AND decided_at <= $2 AND hidden_until > $2`,
    [indexes, moment],
  );
  return new Set(rows.map(({ entry }) => Number(entry)));
}

/**
 * Makes the answer in one go: that the officer looked stands in the log first, then everything up to there is read, checked and
 * told. Made anew at the same place in the log it is the same, to the letter.
 */
export async function makeAccessFile(
  request: string,
  acting: Acting,
  context: OfficerContext,
): Promise<MadeAccess> {
  const asked = await requestOf(context.database, request);
  if ('kind' in asked) return asked;
  const [snapshot, moment] = [await snapshotNow(context.database), context.clock()];
  await recordLook(asked.resident, acting, context);
  const made = await fileAt(asked.resident, { snapshot, moment }, context);
  if (made.kind === 'made') await keepAnswer(request, made.file, { ...acting, moment }, context);
  return made;
}

/** Before anything is shown it stands in the log who looked, and about whom. */
const recordLook = async (resident: string, acting: Acting, context: OfficerContext): Promise<unknown> =>
  await recordAside(
    {
      event: 'viewed',
      reason: 'inzage',
      purpose: 'D15',
      sender: 'unstated',
      recipient: 'unstated',
      resident,
      ...acting,
    },
    context,
  );

/** The answer as it was made before, made again at the same place in the log; `tampered` when it does not come to the same. */
export async function openAccessFile(
  request: string,
  acting: Acting,
  context: OfficerContext,
): Promise<MadeAccess | { readonly kind: 'not-made' } | { readonly kind: 'differs' }> {
  const asked = await requestOf(context.database, request);
  if ('kind' in asked) return asked;
  const [kept] = await context.database.query<{ size: string; root: string; sha256: string; moment: Date }>(
    `SELECT ledger_size AS size, ledger_root AS root, sha256, made_at AS moment FROM access_answer
      WHERE request = $1 ORDER BY ledger_size DESC LIMIT 1`,
    [request],
  );
  if (kept === undefined) return { kind: 'not-made' };
  await recordLook(asked.resident, acting, context);
  const { moment } = kept;
  const snapshot = { size: Number(kept.size), root: kept.root };
  if (!(await stillBegins(context.database, snapshot))) return { kind: 'differs' };
  const made = await fileAt(asked.resident, { snapshot, moment }, context);
  return made.kind === 'made' && made.file.sha256 !== kept.sha256 ? { kind: 'differs' } : made;
}

/** About whom, when it may be answered. */
async function requestOf(
  sql: Sql,
  request: string,
): Promise<
  { readonly resident: string } | { readonly kind: 'no-such-request' | 'refused' | 'not-yet-known-who' }
> {
  const [row] = await sql.query<{ resident: string | null; identity: string; refused: string | null }>(
    'SELECT resident, identity, refused FROM access_request WHERE id::text = $1',
    [request],
  );
  if (row === undefined) return { kind: 'no-such-request' };
  if (row.refused !== null || row.resident === null) return { kind: 'refused' };
  return row.identity === 'nog-niet' ? { kind: 'not-yet-known-who' } : { resident: row.resident };
}

const MOST_LINES = 10_000;

async function fileAt(
  resident: string,
  { snapshot, moment }: { readonly snapshot: LedgerSnapshot; readonly moment: Date },
  context: OfficerContext,
): Promise<MadeAccess> {
  const { database } = context;
  const entries = await entriesUpTo(snapshot.size, context.subjectTag(resident), context);
  if (entries === undefined) return { kind: 'too-much' };
  const indexes = entries.map(({ index }) => index);
  const fault = await checkEntries(database, indexes);
  if (fault !== undefined) return { kind: 'tampered', fault };
  const hidden = await hiddenAt(database, indexes, moment);
  const lines = entries.map(({ index, leaf }) => ({ ...leaf, index }));
  const answer = accessAnswer(lines, hidden, await wordsFor(entries, database));
  const decisions = await decisionsUpTo(database, resident, snapshot.size);
  const json = accessAsJson(answer, decisions, snapshot);
  const sha256 = hash('sha256', canonicalJson(json));
  return { kind: 'made', file: { answer, decisions, snapshot, sha256, json, hidden: hidden.size } };
}

async function entriesUpTo(
  size: number,
  subject: Buffer,
  { database }: OfficerContext,
): Promise<readonly FoundEntry[] | undefined> {
  const all: FoundEntry[] = [];
  let page = await findEntries(database, { subject, limit: 200 });
  all.push(...page.entries);
  while (page.next !== undefined && all.length <= MOST_LINES) {
    page = await findEntries(database, { subject, limit: 200, after: page.next });
    all.push(...page.entries);
  }
  return all.length > MOST_LINES ? undefined : all.filter(({ index }) => index < size);
}

async function wordsFor(entries: readonly FoundEntry[], sql: Sql): Promise<AccessWords> {
  const parties = await readParties(sql);
  const versions = new Map<string, Handreiking | undefined>();
  for (const version of new Set(entries.map(({ leaf }) => leaf.policyVersion)))
    versions.set(version, await findVersion(sql, version));
  return {
    party: (id): AccessParty => {
      const known = parties.get(id);
      return { name: known?.name ?? id, organisation: known?.organisation ?? id };
    },
    handreiking: version => versions.get(version),
  };
}

/** What the resident decided, as far as the log had it then. */
async function decisionsUpTo(sql: Sql, resident: string, size: number): Promise<readonly DecisionTold[]> {
  return await sql.query<DecisionTold>(
    `SELECT to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, event.state, consent.purpose,
            sender.name AS sender, recipient.name AS recipient, consent.fields
       FROM consent_event AS event JOIN consent ON consent.id = event.consent
       JOIN partner AS sender ON sender.id = consent.sender JOIN partner AS recipient ON recipient.id = consent.recipient
      WHERE consent.resident = $1 AND (event.ledger_index IS NULL OR event.ledger_index < $2)
      ORDER BY event.at, consent.id, event.position`,
    [resident, size],
  );
}

async function keepAnswer(
  request: string,
  { snapshot, sha256 }: AccessFile,
  { actor, moment }: Acting & { readonly moment: Date },
  { database }: OfficerContext,
): Promise<void> {
  await database.query(
    `INSERT INTO access_answer (request, ledger_size, ledger_root, sha256, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [request, snapshot.size, snapshot.root, sha256, actor, moment],
  );
}

import { checkContent } from './content-check.ts';
import { minimise } from '../../policies/minimise.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { findPartner, type Partner } from '../identity/partner-registry.ts';
import { birthsKnownOf } from '../identity/other-birth.ts';
import type { EmergencyJournal, JournalReceipt } from '../ledger/emergency-journal.ts';
import type { EntryKeys } from '../ledger/personal-part.ts';
import type { Disclosure } from './disclose.ts';
import type { DisclosureContext } from './context.ts';
import { entryFor, recordsOf, sealFor } from './entries.ts';
import { obtain, type Asked } from './obtain.ts';
import { doKeysDiffer, questionOf, releasedBy, turnBothKeys } from './policy.ts';
import type { DisclosureRequest, Trace } from './request.ts';
import { readSituation, type Situation } from './situation.ts';

/** The only purpose for which the journal may stand in for the ledger: saving a life (handreiking D06). */
export const EMERGENCY_PURPOSE = 'D06';

/** Facts older than this are no facts any more: then the road is closed, whatever the officer said. */
const FRESH_MS = 5 * 60_000;
const MOST_RUNNING = 1_000;

/** What was known of one declared emergency when the database could last be read. */
interface Running {
  readonly sender: Partner;
  readonly recipient: Partner;
  readonly koppelsleutel: string;
  readonly situation: Situation;
  readonly keys: EntryKeys;
  readonly births: readonly Buffer[];
  readonly until: Date | undefined;
}

interface Snapshot {
  readonly readAt: Date;
  readonly openUntil: Date | undefined;
  readonly running: ReadonlyMap<string, Running>;
}

/** What is asked while the database is away. */
export interface EmergencyQuestion {
  readonly sender: string;
  readonly koppelsleutel: string;
  readonly fields: readonly FieldId[];
  readonly socialCase: string | undefined;
  readonly assertedProfessional: string;
  readonly trace: Trace;
}

/** What left, resting on the journal. */
export interface EmergencyDisclosure extends Omit<Disclosure, 'receipt'> {
  readonly request: DisclosureRequest;
  readonly receipt: JournalReceipt;
}

export interface EmergencyRoad {
  /** Reads what would be needed if the database went away now. Rejects with a `DatabaseFailure` when it did. */
  readonly remember: () => Promise<void>;
  /** Whether something could leave by it now. */
  readonly isOpen: () => boolean;
  /** The partner, if an emergency runs in which it may ask; none when the road is closed. */
  readonly callerNamed: (id: string) => Partner | undefined;
  /** None when the road is closed, or no such emergency was declared: then nothing was asked and nothing written. */
  readonly disclose: (
    caller: Partner,
    question: EmergencyQuestion,
    signal: AbortSignal,
  ) => Promise<EmergencyDisclosure | undefined>;
}

/** The road beside the ledger, closed unless an officer opened it. */
export function createEmergencyRoad(context: DisclosureContext, journal: EmergencyJournal): EmergencyRoad {
  let snapshot: Snapshot | undefined;
  const open = (): Snapshot | undefined => {
    const now = context.clock();
    const isOpen =
      snapshot?.openUntil !== undefined &&
      snapshot.openUntil > now &&
      Math.abs(now.getTime() - snapshot.readAt.getTime()) <= FRESH_MS &&
      context.mayRelease(now);
    return isOpen ? snapshot : undefined;
  };
  return {
    remember: async () => void (snapshot = await readSnapshot(context)),
    isOpen: () => open() !== undefined,
    callerNamed: id =>
      [...(open()?.running.values() ?? [])].find(({ recipient }) => recipient.id === id)?.recipient,
    disclose: async (caller, question, signal) => {
      const running = open()?.running.get(placeOf(caller.id, question.koppelsleutel, question.sender));
      const isOver = running?.until !== undefined && running.until <= context.clock();
      return running === undefined || isOver
        ? undefined
        : await discloseIn(running, question, context, journal, signal);
    },
  };
}

const placeOf = (caller: string, koppelsleutel: string, sender: string): string =>
  `${caller} ${koppelsleutel.toLowerCase()} ${sender}`;

const RUNNING = `
SELECT declaration.sender, declaration.recipient, link.koppelsleutel, min(valid_until) AS until
  FROM declaration JOIN link ON link.partner = declaration.recipient AND link.resident = declaration.resident
 WHERE declaration.purpose = $1 AND fulfilled AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)
 GROUP BY declaration.sender, declaration.recipient, link.koppelsleutel LIMIT ${MOST_RUNNING}`;

async function readSnapshot(context: DisclosureContext): Promise<Snapshot> {
  const { database, clock } = context;
  const readAt = clock();
  const [row] = await database.query<{ open_until: Date | null }>('SELECT open_until FROM emergency_road');
  const openUntil = row?.open_until ?? undefined;
  const running = new Map<string, Running>();
  // While it is closed nothing about anyone is kept at hand.
  if (openUntil === undefined || openUntil <= readAt) return { readAt, openUntil, running };
  const rows = await database.query<{
    sender: string;
    recipient: string;
    koppelsleutel: string;
    until: Date | null;
  }>(RUNNING, [EMERGENCY_PURPOSE, readAt]);
  for (const each of rows) {
    const known = await knownOf(each, database, context);
    if (known !== undefined) running.set(placeOf(each.recipient, each.koppelsleutel, each.sender), known);
  }
  return { readAt, openUntil, running };
}

async function knownOf(
  declared: {
    readonly sender: string;
    readonly recipient: string;
    readonly koppelsleutel: string;
    readonly until: Date | null;
  },
  sql: Sql,
  context: DisclosureContext,
): Promise<Running | undefined> {
  const [sender, recipient] = [
    await findPartner(sql, declared.sender),
    await findPartner(sql, declared.recipient),
  ];
  if (sender === undefined || recipient === undefined) return undefined;
  const { koppelsleutel } = declared;
  const trace = { requestId: '', traceId: '', spanId: '', traceparent: '' };
  const request = requestFor({ sender, recipient }, { ...NOTHING_ASKED, koppelsleutel, trace });
  const situation = await readSituation(sql, request, context.policies, context.clock());
  const { resident } = situation;
  if (resident === undefined) return undefined;
  const keys = await context.subjectKeys.keysFor(sql, resident, situation.epoch);
  const births = await birthsKnownOf(sql, resident);
  return { sender, recipient, koppelsleutel, situation, keys, births, until: declared.until ?? undefined };
}

const NOTHING_ASKED = { sender: '', fields: [], socialCase: undefined, assertedProfessional: '' } as const;

const requestFor = (
  { sender, recipient }: Pick<Running, 'sender' | 'recipient'>,
  { koppelsleutel, fields, socialCase, assertedProfessional, trace }: EmergencyQuestion,
): DisclosureRequest => ({
  direction: 'ask',
  purpose: EMERGENCY_PURPOSE,
  sender,
  recipient,
  koppelsleutel,
  fields,
  socialCase,
  assertedProfessional,
  trace,
});

async function discloseIn(
  { sender, recipient, situation: known, keys, births }: Running,
  question: EmergencyQuestion,
  context: DisclosureContext,
  journal: EmergencyJournal,
  signal: AbortSignal,
): Promise<EmergencyDisclosure> {
  const request = requestFor({ sender, recipient }, question);
  // A yes may have been withdrawn meanwhile: in an emergency nothing rests on one.
  const situation = { ...known, consents: [], facts: { ...known.facts, consented: new Set<FieldId>() } };
  const decisions = turnBothKeys(situation.policy, questionOf(request), situation.facts);
  if (doKeysDiffer(decisions)) context.onKeysDiffer(request.trace);
  const asked: Asked = { request, situation, decisions, keys: Promise.resolve(keys), births };
  const { values: obtained, failed } = await obtain(asked, context, signal);
  const { passed, stopped } = checkContent(context.wordList, minimise(releasedBy(decisions), obtained));
  const fields = recordsOf(decisions, field => wordFor(field, passed, stopped, failed));
  const entry = entryFor(asked, passed.size > 0 ? 'released' : 'refused', fields, context);
  const late = { ...entry, public: { ...entry.public, late: true as const } };
  const receipt = await journal.append(sealFor(late, situation.resident, keys, context));
  return { values: passed, decisions, policy: situation.policy, stopped, request, receipt };
}

function wordFor(
  field: FieldId,
  passed: ReadonlyMap<FieldId, FieldValue>,
  stopped: ReadonlyMap<FieldId, unknown>,
  failed: ReadonlyMap<FieldId, unknown>,
) {
  if (passed.has(field)) return 'released';
  if (stopped.has(field)) return 'content-stopped';
  return failed.has(field) ? 'not-obtained' : 'empty-at-source';
}

import { SourceFailure } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { appendEntry, holdHead, type LedgerHead, type Receipt } from '../ledger/append.ts';
import type { Entry, FieldRecord, LedgerEvent, RecordedFacts } from '../ledger/entry.ts';
import type { Partner } from '../identity/partner-registry.ts';
import type { DisclosureContext } from './context.ts';
import type { Asked } from './obtain.ts';
import { questionOf, turnBothKeys, type KeyedDecision, type KeyedDecisions } from './policy.ts';
import { callerOf, type Direction, type DisclosureRequest, type Trace } from './request.ts';
import { readSituation, type Situation } from './situation.ts';

/** What stands in the ledger, and therefore may leave. */
export interface Recorded {
  readonly values: ReadonlyMap<FieldId, FieldValue>;
  readonly decisions: KeyedDecisions;
  readonly receipt: Receipt;
  /** For what is brought: how the recipient knows the resident. */
  readonly recipientKoppelsleutel: string | undefined;
}

/**
 * Writes the entry, durably, before anything leaves. The head of the ledger is held first; if any fact changed since the
 * decision, it is decided again under that hold, and only what both decisions allow remains. So a withdrawal that committed
 * before this entry always wins, on every replica.
 */
export async function record(
  asked: Asked,
  allowed: ReadonlyMap<FieldId, FieldValue>,
  context: DisclosureContext,
): Promise<Recorded> {
  return await context.database.transaction(async sql => {
    const head = await holdHead(sql);
    const now = await decideAgain(asked, head, sql, context);
    const values = new Map([...allowed].filter(([field]) => now.decisions.get(field)?.outcome === 'release'));
    const recipientKoppelsleutel = values.size > 0 ? await introduce(now, sql, context) : undefined;
    const fields = recordsOf(now.decisions, field => (values.has(field) ? 'released' : 'empty-at-source'));
    const event = values.size > 0 ? 'released' : 'refused';
    const receipt = await appendFor(
      sql,
      head,
      entryFor(now, event, fields, context),
      now.situation.resident,
      context,
    );
    return { values, decisions: now.decisions, receipt, recipientKoppelsleutel };
  });
}

async function decideAgain(
  asked: Asked,
  head: LedgerHead,
  sql: Sql,
  context: DisclosureContext,
): Promise<Asked> {
  const { request, situation, decisions } = asked;
  if (head.epoch === situation.epoch) return asked;
  const { policy, clock } = context;
  const current = await readSituation(sql, request, policy.handreiking.rules, clock());
  const again = turnBothKeys(policy, questionOf(request), current.facts);
  const narrowed = new Map(
    [...again].map(([field, later]) => [field, narrower(decisions.get(field), later)]),
  );
  return { request, situation: current, decisions: narrowed };
}

/** What opened only after the source was asked was not asked for: it waits for the next request. */
const narrower = (earlier: KeyedDecision | undefined, later: KeyedDecision): KeyedDecision =>
  later.outcome === 'release' && earlier !== undefined ? earlier : later;

/** Who receives something about a resident it did not know gets a koppelsleutel of its own for that resident. */
async function introduce(
  { request, situation }: Asked,
  sql: Sql,
  context: DisclosureContext,
): Promise<string | undefined> {
  if (request.direction === 'ask') return undefined;
  if (situation.otherKoppelsleutel !== undefined) return situation.otherKoppelsleutel;
  const koppelsleutel = context.newId();
  await sql.query('INSERT INTO link (partner, resident, koppelsleutel) VALUES ($1, $2, $3)', [
    request.recipient.id,
    situation.resident,
    koppelsleutel,
  ]);
  return koppelsleutel;
}

/**
 * Makes the handler of a failed source or delivery: writes down that it failed and how, then rejects with the same failure.
 * What was imitated is recorded as the refusal it truly was.
 */
export const recordFailure =
  (asked: Asked, event: 'source-failed' | 'not-delivered', context: DisclosureContext) =>
  async (error: unknown): Promise<never> => {
    if (!(error instanceof SourceFailure)) throw error;
    const fields = recordsOf(asked.decisions, () => 'not-obtained');
    const isReal = Object.values(fields).some(({ decision }) => decision === 'not-obtained');
    const entry = entryFor(asked, isReal ? event : 'refused', fields, context, error.code);
    await context.database.transaction(async sql => {
      await appendFor(sql, await holdHead(sql), entry, asked.situation.resident, context);
    });
    throw error;
  };

/** A request of a known partner that did not get past the door. What it did not say, or said wrongly, is `unstated`. */
export interface TurnedAway {
  readonly caller: Partner;
  readonly direction: Direction;
  readonly reason: string;
  readonly trace: Trace;
}

/** Records that a partner was turned away before anything was looked up about anyone. */
export async function recordTurnedAway(turned: TurnedAway, context: DisclosureContext): Promise<void> {
  const { caller, direction, reason, trace } = turned;
  const [sender, recipient] = direction === 'ask' ? ['unstated', caller.id] : [caller.id, 'unstated'];
  const shared = sharedParts({ direction, purpose: 'unstated', trace }, context);
  const entry: Entry = {
    public: { ...shared, sender, recipient, event: 'turned-away', reason, fields: {} },
    personal: { subject: 'not-looked-up', assertedActor: caller.id },
  };
  await context.database.transaction(async sql => {
    await appendFor(sql, await holdHead(sql), entry, undefined, context);
  });
}

const appendFor = async (
  sql: Sql,
  head: LedgerHead,
  entry: Entry,
  resident: string | undefined,
  { randomBytes, subjectTag }: DisclosureContext,
): Promise<Receipt> =>
  await appendEntry(sql, head, entry, {
    salt: randomBytes(32),
    subject: resident === undefined ? undefined : subjectTag(resident),
  });

const sharedParts = (
  { direction, purpose, trace }: Pick<DisclosureRequest, 'direction' | 'purpose' | 'trace'>,
  { policy, clock }: DisclosureContext,
) => ({
  at: clock(),
  direction,
  purpose,
  policyVersion: policy.version,
  requestId: trace.requestId,
  traceId: trace.traceId,
});

const entryFor = (
  { request, situation }: Asked,
  event: LedgerEvent,
  fields: Readonly<Record<FieldId, FieldRecord>>,
  context: DisclosureContext,
  reason?: string,
): Entry => ({
  public: {
    ...sharedParts(request, context),
    sender: request.sender.id,
    recipient: request.recipient.id,
    event,
    fields,
    facts: recordedFacts(situation),
    ...(reason === undefined ? {} : { reason }),
  },
  personal: {
    subject: situation.resident ?? 'unknown',
    assertedActor: `${callerOf(request).id}: ${request.assertedProfessional}`,
    ...(request.socialCase === undefined ? {} : { socialCase: request.socialCase }),
    consents: situation.consents,
    declarations: situation.declarations,
  },
});

function recordedFacts({ facts: { conditions, consented } }: Situation): RecordedFacts {
  const known = (wanted: boolean): string[] =>
    [...conditions].flatMap(([key, isMet]) => (isMet === wanted ? [key] : [])).sort();
  return { true: known(true), false: known(false), consent: [...consented].sort() };
}

const recordsOf = (
  decisions: KeyedDecisions,
  whenReleased: (field: FieldId) => FieldRecord['decision'],
): Record<FieldId, FieldRecord> =>
  Object.fromEntries(
    [...decisions].map(([field, each]) => [field, recordOf(each, () => whenReleased(field))]),
  );

function recordOf(decision: KeyedDecision, whenReleased: () => FieldRecord['decision']): FieldRecord {
  switch (decision.outcome) {
    case 'release':
      return { decision: whenReleased(), rule: decision.rule.id };
    case 'withheld':
      return { decision: 'withheld', rule: decision.rule.id, missing: decision.missing };
    case 'never':
    case 'no-rule':
    case 'keys-differ':
      return { decision: decision.outcome };
  }
}

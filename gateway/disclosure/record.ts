import { SourceFailure, type SourceAnswer } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { Partner } from '../identity/partner-registry.ts';
import type { Receipt } from '../ledger/append.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Checked } from './content-check.ts';
import type { DisclosureContext } from './context.ts';
import { entryFor, recordsOf, sealFor, sharedParts } from './entries.ts';
import type { Asked } from './obtain.ts';
import { questionOf, turnBothKeys, type KeyedDecision, type KeyedDecisions, type Policy } from './policy.ts';
import type { Direction, Trace } from './request.ts';
import { readSituation } from './situation.ts';

/** What stands in the ledger, and therefore may leave. */
export interface Recorded {
  readonly values: ReadonlyMap<FieldId, FieldValue>;
  readonly decisions: KeyedDecisions;
  readonly receipt: Receipt;
  readonly policy: Policy;
  /** For what is brought: how the recipient knows the resident. */
  readonly recipientKoppelsleutel: string | undefined;
}

/**
 * Writes the entry, durably, before anything leaves. If any fact changed since the decision, it is decided again first, and
 * only what both decisions allow remains. So a withdrawal that committed before this entry always wins, on every replica.
 */
export async function record(
  asked: Asked,
  { passed, stopped, failed }: Checked & Pick<SourceAnswer, 'failed'>,
  context: DisclosureContext,
): Promise<Recorded> {
  let now = asked;
  let keys = await asked.keys;
  const released = (): ReadonlyMap<FieldId, FieldValue> =>
    new Map([...passed].filter(([field]) => now.decisions.get(field)?.outcome === 'release'));
  if (asked.request.direction === 'bring' && passed.size > 0) await introduce(asked, context);
  const receipt = await context.ledger.append({
    epoch: () => now.situation.epoch,
    refresh: async sql => {
      now = await decideAgain(asked, sql, context);
      keys = await now.keys;
    },
    seal: () => {
      const values = released();
      const fields = recordsOf(now.decisions, field => {
        if (values.has(field)) return 'released';
        if (stopped.has(field)) return 'content-stopped';
        return failed.has(field) ? 'not-obtained' : 'empty-at-source';
      });
      const entry = entryFor(now, values.size > 0 ? 'released' : 'refused', fields, context);
      return sealFor(entry, now.situation.resident, keys, context);
    },
  });
  const { policy, otherKoppelsleutel: recipientKoppelsleutel } = now.situation;
  return { values: released(), decisions: now.decisions, receipt, policy, recipientKoppelsleutel };
}

async function decideAgain(asked: Asked, sql: Sql, context: DisclosureContext): Promise<Asked> {
  const { request, decisions } = asked;
  const { policies, clock } = context;
  const situation = await readSituation(sql, request, policies, clock());
  const again = turnBothKeys(situation.policy, questionOf(request), situation.facts);
  const narrowed = new Map(
    [...again].map(([field, later]) => [field, narrower(decisions.get(field), later)]),
  );
  // Not remembered: a key that is made here goes with this transaction when it does not commit.
  const keys = context.subjectKeys.keysFor(sql, situation.resident);
  return { ...asked, situation, decisions: narrowed, keys };
}

/** What opened only after the source was asked was not asked for: it waits for the next request. */
const narrower = (earlier: KeyedDecision | undefined, later: KeyedDecision): KeyedDecision =>
  later.outcome === 'release' && earlier !== undefined ? earlier : later;

/** Who receives something about a resident it did not know gets a koppelsleutel of its own for that resident. */
export async function introduce(
  { request, situation }: Pick<Asked, 'request' | 'situation'>,
  { database, newId }: DisclosureContext,
): Promise<void> {
  if (situation.otherKoppelsleutel !== undefined || situation.resident === undefined) return;
  await database.query(
    'INSERT INTO link (partner, resident, koppelsleutel) VALUES ($1, $2, $3) ON CONFLICT (partner, resident) DO NOTHING',
    [request.recipient.id, situation.resident, newId()],
  );
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
    await write(
      entryFor(asked, isReal ? event : 'refused', fields, context, error.code),
      asked.situation.resident,
      context,
    );
    throw error;
  };

/** A request of a known partner that did not get past the door. What it did not say, or said wrongly, is `unstated`. */
export interface TurnedAway {
  readonly caller: Partner;
  /** `record` for what was brought to the register: there the log that everyone reads names no partner (decision 0021). */
  readonly direction: Direction | 'record';
  readonly reason: string;
  readonly trace: Trace;
}

/** Records that a partner was turned away before anything was looked up about anyone. */
export async function recordTurnedAway(turned: TurnedAway, context: DisclosureContext): Promise<void> {
  const { caller, direction, reason, trace } = turned;
  const sender = direction === 'bring' ? caller.id : 'unstated';
  const recipient = direction === 'ask' ? caller.id : 'unstated';
  const shared = sharedParts({ direction, purpose: 'unstated', trace }, context.policies.latest(), context);
  await write(
    {
      public: { ...shared, sender, recipient, event: 'turned-away', reason, fields: {} },
      personal: { subject: 'not-looked-up', assertedActor: caller.id },
    },
    undefined,
    context,
  );
}

/** Writes an entry that releases nothing, and so rests on no facts. */
async function write(entry: Entry, resident: string | undefined, context: DisclosureContext): Promise<void> {
  const keys = await context.subjectKeys.keysFor(context.database, resident);
  const sealed = sealFor(entry, resident, keys, context);
  await context.ledger.append({
    epoch: () => undefined,
    refresh: async () => await Promise.resolve(),
    seal: () => sealed,
  });
}

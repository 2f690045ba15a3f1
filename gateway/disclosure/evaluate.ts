import type { Sql } from '../database.ts';
import type { Receipt } from '../ledger/append.ts';
import type { EntryKeys } from '../ledger/personal-part.ts';
import type { DisclosureContext } from './context.ts';
import { LedgerNotTrusted } from './disclose.ts';
import { entryFor, recordsOf, sealFor, sharedParts } from './entries.ts';
import {
  doKeysDiffer,
  questionOf,
  releasedBy,
  turnBothKeys,
  type KeyedDecisions,
  type Policy,
} from './policy.ts';
import { introduce } from './record.ts';
import type { DisclosureRequest, Trace } from './request.ts';
import { readSituation, type Situation } from './situation.ts';

/** What was decided for somebody else's enforcement point, and the proof that the decision is in the ledger. */
export interface Evaluation {
  readonly decisions: KeyedDecisions;
  readonly policy: Policy;
  readonly receipt: Receipt;
}

/**
 * What the asker does with a yes: nothing that we know of, or give the field at once from its own system. The last is a
 * disclosure, so that who received it gets word of a withdrawal.
 */
export type Follows = 'decision-only' | 'disclosed-elsewhere';

interface Judged {
  readonly situation: Situation;
  readonly decisions: KeyedDecisions;
  readonly keys: Promise<EntryKeys>;
}

/**
 * Decides without disclosing: nothing is obtained and nothing leaves, and the ledger says just that. As with a disclosure, a
 * withdrawal that committed before the entry wins. Rejects like `disclose`.
 */
export async function evaluate(
  request: DisclosureRequest,
  follows: Follows,
  context: DisclosureContext,
): Promise<Evaluation> {
  const { database, policies, subjectKeys, clock, ledger } = context;
  if (!context.mayRelease(clock())) throw new LedgerNotTrusted();
  const judge = async (sql: Sql, epochKnown: boolean): Promise<Judged> => {
    const situation = await readSituation(sql, request, policies, clock());
    const decisions = turnBothKeys(situation.policy, questionOf(request), situation.facts);
    // As at a disclosure: a key that is made under the lock is not remembered, for it goes when that does not commit.
    const keys = subjectKeys.keysFor(sql, situation.resident, ...(epochKnown ? [situation.epoch] : []));
    return { situation, decisions, keys };
  };
  let judged = await judge(database, true);
  let keys = await judged.keys;
  if (doKeysDiffer(judged.decisions)) context.onKeysDiffer(request.trace);
  if (follows === 'disclosed-elsewhere' && releasedBy(judged.decisions).length > 0)
    await introduce({ request, situation: judged.situation }, context);
  const receipt = await ledger.append({
    epoch: () => judged.situation.epoch,
    refresh: async sql => {
      judged = await judge(sql, false);
      keys = await judged.keys;
    },
    seal: () => {
      const { situation, decisions } = judged;
      const isGiven = follows === 'disclosed-elsewhere';
      const fields = recordsOf(decisions, () => (isGiven ? 'released' : 'opened'));
      const given = releasedBy(decisions).length > 0 ? 'released' : 'refused';
      const entry = entryFor({ request, situation }, isGiven ? given : 'evaluated', fields, context);
      return sealFor(entry, situation.resident, keys, context);
    },
  });
  return { decisions: judged.decisions, policy: judged.situation.policy, receipt };
}

/** Records that a partner asked for a decision which has nothing to do with anyone here. */
export async function recordNotEvaluated(
  caller: string,
  reason: string,
  trace: Trace,
  context: DisclosureContext,
): Promise<Receipt> {
  const shared = sharedParts(
    { direction: 'bring', purpose: 'unstated', trace },
    context.policies.latest(),
    context,
  );
  const keys = await context.subjectKeys.keysFor(context.database, undefined);
  const sealed = sealFor(
    {
      public: { ...shared, sender: caller, recipient: 'unstated', event: 'evaluated', reason, fields: {} },
      personal: { subject: 'not-looked-up', assertedActor: caller },
    },
    undefined,
    keys,
    context,
  );
  return await context.ledger.append({
    epoch: () => undefined,
    refresh: async () => await Promise.resolve(),
    seal: () => sealed,
  });
}

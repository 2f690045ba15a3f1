import { waitAfter } from '../../consent/notice.ts';
import { SourceFailure } from '../../adapters/source.ts';
import { findPartner } from '../identity/partner-registry.ts';
import { repeat } from '../ledger/repeat.ts';
import { bring } from './bring.ts';
import type { DisclosureContext } from './context.ts';
import { doKeysDiffer, questionOf, releasedBy, turnBothKeys } from './policy.ts';
import { record, recordFailure } from './record.ts';
import type { DisclosureRequest } from './request.ts';
import { readSituation } from './situation.ts';
import type { DueDelivery, WaitingRequest } from './waiting-delivery.ts';

/** Told of what will not arrive any more. */
export type OnGivenUp = () => void;

/**
 * Tries everything that is due once more. Each attempt is a disclosure of its own: decided anew and recorded before it leaves, so
 * that whoever withdrew meanwhile is heard. Resolves to how many arrived.
 */
export async function deliverWaiting(
  context: DisclosureContext,
  signal: AbortSignal,
  onGivenUp: OnGivenUp,
): Promise<number> {
  let arrived = 0;
  for (;;) {
    const due = await context.deliveries.claimDue(context.clock());
    if (due === undefined) return arrived;
    const outcome = context.clock() >= due.until ? 'failed' : await attempt(due, context, signal);
    if (outcome === 'again') await putOff(due, context);
    else await context.deliveries.end(due.id, outcome, context.clock());
    if (outcome === 'delivered') arrived += 1;
    if (outcome === 'failed') onGivenUp();
  }
}

async function putOff(
  { id, attempts, until }: DueDelivery,
  { deliveries, clock }: DisclosureContext,
): Promise<void> {
  const again = clock().getTime() + waitAfter(attempts);
  // The last attempt is at the end of its term, not long after.
  await deliveries.tryAgainAt(id, new Date(Math.min(again, until.getTime())));
}

async function attempt(
  due: DueDelivery,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<'delivered' | 'failed' | 'again'> {
  const request = await requestOf(due.request, context);
  if (request === undefined || !context.mayRelease(context.clock())) return 'again';
  const { database, policies, clock } = context;
  const situation = await readSituation(database, request, policies, clock());
  const decisions = turnBothKeys(situation.policy, questionOf(request), situation.facts);
  if (doKeysDiffer(decisions)) context.onKeysDiffer(request.trace);
  const keys = context.subjectKeys.keysFor(database, situation.resident, situation.epoch);
  const asked = { request, situation, decisions, keys };
  const open = new Set(releasedBy(decisions));
  const passed = new Map(due.request.values.filter(([field]) => open.has(field)));
  const recorded = await record(asked, { passed, stopped: new Map(), failed: new Map() }, context);
  if (recorded.values.size === 0) return 'failed';
  try {
    await bring(request, recorded, context, signal).catch(recordFailure(asked, 'not-delivered', context));
    return 'delivered';
  } catch (error) {
    if (error instanceof SourceFailure) return 'again';
    throw error;
  }
}

async function requestOf(
  waiting: WaitingRequest,
  { database }: DisclosureContext,
): Promise<DisclosureRequest | undefined> {
  const { values: _values, sender, recipient, ...rest } = waiting;
  const [from, to] = [await findPartner(database, sender), await findPartner(database, recipient)];
  return from === undefined || to === undefined ? undefined : { ...rest, sender: from, recipient: to };
}

const ROUND_MS = 30_000;

/** Does so every half minute until stopped. A round that fails is told of, and the next one takes up what it left. */
export function keepDelivering(
  context: DisclosureContext,
  onGivenUp: OnGivenUp,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const rounds = repeat(async () => {
    try {
      await deliverWaiting(context, stopping.signal, onGivenUp);
    } catch {
      onFailure();
    }
  }, ROUND_MS);
  return {
    stop: async () => {
      stopping.abort();
      await rounds.stop();
    },
  };
}

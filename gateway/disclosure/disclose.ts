import type { Advice } from '../../policies/free-text/check.ts';
import { minimise } from '../../policies/minimise.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Receipt } from '../ledger/append.ts';
import { bringOrWait } from './bring-or-wait.ts';
import { checkContent } from './content-check.ts';
import type { DisclosureContext } from './context.ts';
import { obtain } from './obtain.ts';
import {
  doKeysDiffer,
  questionOf,
  releasedBy,
  turnBothKeys,
  type KeyedDecisions,
  type Policy,
} from './policy.ts';
import { record, recordFailure } from './record.ts';
import type { Waiting } from './waiting-delivery.ts';
import { obtainOnce, type Repeatable } from './repeatable.ts';
import type { DisclosureRequest } from './request.ts';
import { tellSource } from './tell-source.ts';
import { readSituation, type Situation } from './situation.ts';

/** What leaves the gateway: the values, what was decided per field, and the proof that it is in the ledger. */
export interface Disclosure {
  readonly values: ReadonlyMap<FieldId, FieldValue>;
  readonly decisions: KeyedDecisions;
  readonly receipt: Receipt;
  /** The handreiking it was decided by. */
  readonly policy: Policy;
  /** Free text that told too much, with what its sender can do; for the sender's eyes alone. */
  readonly stopped: ReadonlyMap<FieldId, readonly Advice[]>;
  /** What was brought did not arrive yet. */
  readonly waiting?: Waiting;
}

/**
 * One disclosure, from door to door. What resolves has been recorded durably before. Rejects with a `SourceFailure` when a
 * partner's system gave no usable answer (then that is recorded), with a `DatabaseFailure` when nothing could be, with
 * `LedgerNotTrusted` when the ledger may not be built on, and with `PartnersMayHaveChanged` when its partners were remembered.
 */
export async function disclose(
  request: DisclosureRequest,
  context: DisclosureContext,
  signal: AbortSignal,
  repeatable?: Repeatable,
): Promise<Disclosure> {
  const { database, policies, clock } = context;
  requireTrustedLedger(context);
  const situation = await readSituation(database, request, policies, clock());
  requireSamePartners(request, situation);
  const decisions = turnBothKeys(situation.policy, questionOf(request), situation.facts);
  if (doKeysDiffer(decisions)) context.onKeysDiffer(request.trace);
  const keys = context.subjectKeys.keysFor(database, situation.resident, situation.epoch);
  const repeats = repeatable?.recordedAt;
  const asked = { request, situation, decisions, keys, ...(repeats === undefined ? {} : { repeats }) };
  const obtained = await obtainOnce(
    decisions,
    repeatable,
    async () => await obtain(asked, context, signal).catch(recordFailure(asked, 'source-failed', context)),
  );
  const checked = checkContent(context.wordList, minimise(releasedBy(decisions), obtained.values));
  requireTrustedLedger(context);
  const recorded = await record(asked, { ...checked, failed: obtained.failed }, context);
  const answer = { ...recorded, stopped: checked.stopped };
  const waiting =
    request.direction === 'bring' ? await bringOrWait(asked, recorded, context, signal) : undefined;
  tellSource(asked, recorded, context);
  context.shadow?.({ request, situation, decisions: recorded.decisions });
  return waiting === undefined ? answer : { ...answer, waiting };
}

/** The ledger is not to be built on: a witness saw another history, or none saw it lately. Then nothing is released. */
export class LedgerNotTrusted extends Error {
  override readonly name = 'LedgerNotTrusted';
}

function requireTrustedLedger({ mayRelease, clock }: DisclosureContext): void {
  if (!mayRelease(clock())) throw new LedgerNotTrusted();
}

/** A fact changed since the partners in the request were remembered. Nothing was asked yet: look them up, and come again. */
export class PartnersMayHaveChanged extends Error {
  override readonly name = 'PartnersMayHaveChanged';
}

function requireSamePartners({ rememberedAt }: DisclosureRequest, { epoch }: Situation): void {
  if (rememberedAt !== undefined && rememberedAt !== epoch) throw new PartnersMayHaveChanged();
}

import { NOTHING_HELD, SourceFailure, type SourceAnswer } from '../../adapters/source.ts';
import { ceilingsOf } from '../../policies/sensitivity.ts';
import type { ConditionKey, FieldId } from '../../policies/vocabulary.ts';
import { raiseItem } from '../consent/officer-items.ts';
import { birthsKnownOf, isOtherBirth } from '../identity/other-birth.ts';
import type { EntryKeys } from '../ledger/personal-part.ts';
import type { DisclosureContext } from './context.ts';
import { releasedBy, type KeyedDecisions } from './policy.ts';
import type { DisclosureRequest } from './request.ts';
import type { Situation } from './situation.ts';

/** A request with what was known about it and what that decided. */
export interface Asked {
  readonly request: DisclosureRequest;
  readonly situation: Situation;
  readonly decisions: KeyedDecisions;
  /** What its entry is sealed with; looked up while the source is asked, so that knowing somebody takes no longer. */
  readonly keys: Promise<EntryKeys>;
  /** With which dates of birth they were introduced, where the database cannot be asked any more. */
  readonly births?: readonly Buffer[];
  /** The entry of the answer that is given again. */
  readonly repeats?: number;
}

/** Asks the sender's system for the permitted fields only; when there are none, behaves as if it had asked. */
export async function obtain(
  { request, situation, decisions, births }: Asked,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<SourceAnswer> {
  const { sources, inboxes, mirror } = context;
  const source = sources.get(request.sender.id);
  const inbox = inboxes.get(request.recipient.id);
  const takes = inbox !== undefined && inbox.takes?.has(request.purpose) !== false;
  const isDeliverable = request.direction === 'ask' || takes;
  // A partner without a system fails for everyone alike, whoever it is about.
  if (source === undefined || !isDeliverable) throw new SourceFailure('unreachable');
  const fields = releasedBy(decisions);
  const koppelsleutel = request.direction === 'bring' ? request.koppelsleutel : situation.otherKoppelsleutel;
  if (fields.length === 0 || koppelsleutel === undefined) {
    await mirror.imitate(request.sender.id, signal);
    return NOTHING_HELD;
  }
  const classes = ceilingsOf(situation.policy.handreiking, fields);
  const restsOn = conditionsBehind(decisions);
  const question = { koppelsleutel, fields, classes, restsOn, traceparent: request.trace.traceparent };
  return await mirror.observe(request.sender.id, signal, async () => {
    const answer = await source(question, signal);
    return (await isSomebodyElse(answer, situation.resident, births, context))
      ? asSomebodyElse(fields)
      : answer;
  });
}

/** A source that tells of somebody else than we know tells nothing; that it did is before the officer, if the database is there. */
async function isSomebodyElse(
  { person }: SourceAnswer,
  resident: string | undefined,
  births: readonly Buffer[] | undefined,
  { database, birthTag, newId, clock }: DisclosureContext,
): Promise<boolean> {
  if (resident === undefined || person?.birthDate === undefined) return false;
  const known = births ?? (await birthsKnownOf(database, resident));
  if (!isOtherBirth(known, birthTag(person.birthDate))) return false;
  if (births !== undefined) return true;
  const item = { kind: 'identity-doubt', resident, about: resident } as const;
  await raiseItem({ sql: database }, newId(), item, clock());
  return true;
}

const asSomebodyElse = (fields: readonly FieldId[]): SourceAnswer => ({
  values: new Map(),
  failed: new Map(fields.map(field => [field, 'other-person'] as const)),
});

/** What the release of each field rests on: a source may know better. */
const conditionsBehind = (decisions: KeyedDecisions): ReadonlyMap<FieldId, readonly ConditionKey[]> =>
  new Map(
    [...decisions].flatMap(([field, decision]) =>
      decision.outcome === 'release' ? [[field, decision.rule.conditions] as const] : [],
    ),
  );

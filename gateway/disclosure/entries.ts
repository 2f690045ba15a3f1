import type { FieldId } from '../../policies/vocabulary.ts';
import { sealEntry, type SealedEntry } from '../ledger/append.ts';
import type { Entry, FieldRecord, LedgerEvent, PublicPart, RecordedFacts } from '../ledger/entry.ts';
import type { EntryKeys } from '../ledger/personal-part.ts';
import type { DisclosureContext } from './context.ts';
import type { Asked } from './obtain.ts';
import type { KeyedDecision, KeyedDecisions, Policy } from './policy.ts';
import { callerOf, type DisclosureRequest } from './request.ts';
import type { Situation } from './situation.ts';

/** Seals an entry about this resident, or about nobody we know. */
export const sealFor = (
  entry: Entry,
  resident: string | undefined,
  keys: EntryKeys,
  { randomBytes, subjectTag }: DisclosureContext,
): SealedEntry =>
  sealEntry(entry, {
    salt: randomBytes(32),
    subject: resident === undefined ? undefined : subjectTag(resident),
    keys,
  });

/** What every entry about a request holds. */
export const sharedParts = (
  {
    direction,
    purpose,
    trace,
  }: Pick<DisclosureRequest, 'purpose' | 'trace'> & { readonly direction: PublicPart['direction'] },
  policy: Policy,
  { clock }: DisclosureContext,
) => ({
  at: clock(),
  direction,
  purpose,
  policyVersion: policy.version,
  requestId: trace.requestId,
  traceId: trace.traceId,
  spanId: trace.spanId,
  ...(trace.parentSpanId === undefined ? {} : { parentSpanId: trace.parentSpanId }),
  ...(trace.certificate === undefined ? {} : { certificate: trace.certificate }),
});

/** The entry of one disclosure: what was decided for each field, and what was known then. */
export const entryFor = (
  { request, situation, repeats }: Pick<Asked, 'request' | 'situation' | 'repeats'>,
  event: LedgerEvent,
  fields: Readonly<Record<FieldId, FieldRecord>>,
  context: DisclosureContext,
  reason?: string,
): Entry => ({
  public: {
    ...sharedParts(request, situation.policy, context),
    sender: request.sender.id,
    recipient: request.recipient.id,
    event,
    fields,
    facts: recordedFacts(situation),
    ...(reason === undefined ? {} : { reason }),
    ...(repeats === undefined ? {} : { about: repeats }),
  },
  personal: {
    subject: situation.resident ?? 'unknown',
    assertedActor: `${callerOf(request).id}: ${request.assertedProfessional}`,
    ...(request.socialCase === undefined ? {} : { socialCase: request.socialCase }),
    consents: situation.consents,
    declarations: situation.declarations,
  },
});

function recordedFacts({ facts: { conditions, consented, restricted } }: Situation): RecordedFacts {
  const known = (wanted: boolean): string[] =>
    [...conditions].flatMap(([key, isMet]) => (isMet === wanted ? [key] : [])).sort();
  return {
    true: known(true),
    false: known(false),
    consent: [...consented].sort(),
    ...(restricted.size === 0 ? {} : { restricted: [...restricted].sort() }),
  };
}

/** Per field what became of it; a released field is what `whenReleased` says. */
export const recordsOf = (
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

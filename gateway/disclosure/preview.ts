import { SourceFailure } from '../../adapters/source.ts';
import { minimise } from '../../policies/minimise.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { checkContent } from './content-check.ts';
import type { DisclosureContext } from './context.ts';
import { obtain } from './obtain.ts';
import { questionOf, releasedBy, turnBothKeys } from './policy.ts';
import type { DisclosureRequest } from './request.ts';
import { readSituation } from './situation.ts';

/** What would leave if the resident said yes to everything that was asked, as it stands at the source now. */
export type Preview =
  | { readonly kind: 'shown'; readonly values: ReadonlyMap<FieldId, FieldValue> }
  /** The source could not say; the question stays open. */
  | { readonly kind: 'not-now' };

/**
 * Shows a resident what a yes would let through: the situation, both keys, the source, the minimising and the content check are
 * those of a disclosure, in its order; only the yes is supposed. Nothing leaves. Whoever calls this writes down that it was
 * looked at.
 */
export async function previewDisclosure(
  request: DisclosureRequest,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<Preview> {
  const { database, policies, clock, subjectKeys, wordList } = context;
  const situation = await readSituation(database, request, policies, clock());
  // A yes that is given now also opens what is restricted (AVG 18(2)).
  const consented = new Set([...situation.facts.consented, ...request.fields]);
  const facts = { ...situation.facts, consented, restricted: new Set<FieldId>() };
  const decisions = turnBothKeys(situation.policy, questionOf(request), facts);
  const keys = subjectKeys.keysFor(database, situation.resident, situation.epoch);
  try {
    const obtained = await obtain({ request, situation, decisions, keys }, context, signal);
    if (obtained.failed.size > 0) return { kind: 'not-now' };
    const { passed } = checkContent(wordList, minimise(releasedBy(decisions), obtained.values));
    return { kind: 'shown', values: passed };
  } catch (error) {
    if (error instanceof SourceFailure) return { kind: 'not-now' };
    throw error;
  }
}

import type { Handreiking, Rule } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Disclosure } from './disclose.ts';
import type { DisclosureRequest } from './request.ts';

/** A field that this recipient can never have from this sender for this purpose, whoever the resident is. */
export interface NotAllowed {
  readonly field: FieldId;
  readonly reason: 'never' | 'no-rule';
  /** The rules by which this recipient can have it for this purpose from somebody else. */
  readonly roads: readonly Rule[];
}

/** The fields that were not released, in two lists that never mix. */
export interface NotReleased {
  readonly notAllowed: readonly NotAllowed[];
  /** Everything that depends on the person. One list, without reasons: each reason would say something about somebody. */
  readonly notAvailable: readonly FieldId[];
}

/** Sorts what was not released. What is not allowed is told from roles and rules alone, without looking at any person. */
export function notReleased(
  { values, decisions, policy }: Disclosure,
  request: DisclosureRequest,
): NotReleased {
  const notAllowed: NotAllowed[] = [];
  const notAvailable: FieldId[] = [];
  for (const [field, { outcome }] of decisions) {
    if (outcome === 'never' || outcome === 'no-rule') {
      const roads = outcome === 'never' ? [] : roadsTo(field, request, policy.handreiking);
      notAllowed.push({ field, reason: outcome, roads });
    } else if (!values.has(field)) {
      notAvailable.push(field);
    }
  }
  return { notAllowed, notAvailable };
}

const roadsTo = (
  field: FieldId,
  { purpose, recipient }: DisclosureRequest,
  handreiking: Handreiking,
): Rule[] =>
  handreiking.rules.filter(
    rule => rule.purpose === purpose && rule.to.includes(recipient.role) && rule.fields.includes(field),
  );

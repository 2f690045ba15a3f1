import { fieldsConsented } from '../../consent/fitting-consent.ts';
import { restrictedFields } from '../../consent/restriction.ts';
import type { Rule } from '../../policies/handreiking.ts';
import { INFORMED, MEMBERSHIP, NO_OBJECTION, type ConditionKey } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import { questionOf, type KnownFacts, type Policy } from './policy.ts';
import { situationsOf } from './remembered-situations.ts';
import type { DisclosureRequest } from './request.ts';
import type { SituationRow } from './situation-row.ts';

/** Everything the database knows about this exchange, read in one snapshot. */
export interface Situation {
  /** The count of changes of facts at that moment; as long as it stands, this is still true. */
  readonly epoch: number;
  /** The handreiking that counted then. */
  readonly policy: Policy;
  readonly resident: string | undefined;
  /** The pseudonym under which the other partner knows the resident. */
  readonly otherKoppelsleutel: string | undefined;
  readonly facts: KnownFacts;
  /** The same facts, with the consents that would count under other rules. */
  readonly factsUnder: (rules: readonly Rule[]) => KnownFacts;
  readonly consents: readonly string[];
  readonly declarations: readonly string[];
}

/** Reads the situation as it is now. Facts come from the database alone; nothing in the request counts as one. */
export async function readSituation(
  sql: Sql,
  request: DisclosureRequest,
  policies: PolicyInForce,
  now: Date,
): Promise<Situation> {
  const row = await situationsOf(sql)({ request, now });
  const policy = await policies.at(row.newest_bundle, now);
  return {
    epoch: Number(row.epoch),
    policy,
    resident: row.resident ?? undefined,
    otherKoppelsleutel: row.other_koppelsleutel ?? undefined,
    facts: factsFrom(row, request, policy.handreiking.rules),
    factsUnder: rules => factsFrom(row, request, rules),
    consents: row.consents.map(({ id }) => id).sort(),
    declarations: row.declarations.map(({ id }) => id).sort(),
  };
}

/** Of somebody we do not know, or between partners who may not take part, nothing is known: every field stays closed. */
function factsFrom(row: SituationRow, request: DisclosureRequest, rules: readonly Rule[]): KnownFacts {
  if (row.resident === null || !row.may_take_part)
    return { conditions: new Map(), consented: new Set(), restricted: new Set() };
  const conditions = new Map<ConditionKey, boolean>();
  for (const { condition, fulfilled } of row.declarations) {
    conditions.set(condition, fulfilled && conditions.get(condition) !== false);
  }
  // Last, so that no declaration can stand in for what the register itself knows.
  conditions.set(MEMBERSHIP, row.is_member);
  conditions.set(INFORMED, row.is_informed);
  conditions.set(NO_OBJECTION, !row.has_objection);
  const question = questionOf(request);
  return {
    conditions,
    consented: fieldsConsented(rules, question, row.consents),
    restricted: restrictedFields(rules, question, row.restrictions, row.consents),
  };
}

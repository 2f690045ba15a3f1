import { asksConsent } from '../../consent/grounds.ts';
import { goesOnWhileRestricted } from '../../consent/restriction.ts';
import type { Handreiking, Rule } from '../../policies/handreiking.ts';
import { INFORMED, MEMBERSHIP, NO_OBJECTION, type ConditionKey } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { Parties } from './parties.ts';

/** What may go between two partners about this resident without a yes, and whether an objection stops it. */
export interface WithoutYes {
  readonly rule: Rule;
  readonly sender: string;
  readonly recipient: string;
  /** AVG 21: this rests on a task or an interest, so an objection closes it. */
  readonly canObject: boolean;
  readonly isStopped: boolean;
}

interface KnownFacts {
  readonly links: readonly string[];
  readonly members: readonly string[];
  readonly objections: readonly string[];
  readonly restrictions: readonly {
    readonly purpose: string | null;
    readonly fields: readonly string[] | null;
  }[];
  readonly is_informed: boolean;
  readonly purposes: readonly { readonly partner: string; readonly purpose: string }[];
  readonly declarations: readonly {
    readonly condition: ConditionKey;
    readonly fulfilled: boolean;
    readonly purpose: string;
    readonly sender: string;
    readonly recipient: string;
  }[];
}

const FACTS = `
SELECT
  ARRAY(SELECT partner FROM link WHERE resident = $1) AS links,
  ARRAY(SELECT DISTINCT partner FROM social_case JOIN case_member ON social_case = social_case.id
         WHERE resident = $1 AND opened_at <= $2 AND (closed_at IS NULL OR closed_at > $2)
           AND member_from <= $2 AND (member_until IS NULL OR member_until > $2)) AS members,
  ARRAY(SELECT purpose FROM objection WHERE resident = $1 AND dismissed_at IS NULL AND withdrawn_at IS NULL) AS objections,
  coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', purpose, 'fields', fields))
              FROM restriction WHERE resident = $1 AND lifted_at IS NULL), '[]') AS restrictions,
  EXISTS (SELECT FROM information_given WHERE resident = $1 AND given_at <= $2) AS is_informed,
  coalesce((SELECT jsonb_agg(jsonb_build_object('partner', partner, 'purpose', purpose)) FROM partner_purpose), '[]') AS purposes,
  coalesce((SELECT jsonb_agg(jsonb_build_object('condition', condition, 'fulfilled', fulfilled, 'purpose', purpose,
                                                'sender', sender, 'recipient', recipient))
              FROM declaration WHERE resident = $1 AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)), '[]')
  AS declarations`;

/** What the handreiking opens at this moment without the resident's yes, between partners that know this resident. */
export async function readWithoutYes(
  sql: Sql,
  resident: string,
  handreiking: Pick<Handreiking, 'rules'>,
  parties: Parties,
  now: Date,
): Promise<readonly WithoutYes[]> {
  const [facts] = await sql.query<KnownFacts>(FACTS, [resident, now]);
  if (facts === undefined) return [];
  const taking = [...parties.values()].filter(
    ({ id, isSuspended }) => !isSuspended && facts.links.includes(id),
  );
  return handreiking.rules
    .filter(rule => !asksConsent(rule))
    .flatMap(rule =>
      taking
        .filter(({ role }) => rule.from.includes(role))
        .flatMap(sender =>
          taking
            .filter(({ id, role }) => id !== sender.id && rule.to.includes(role))
            .map(recipient => ({ rule, sender: sender.id, recipient: recipient.id })),
        ),
    )
    .filter(exchange => isOpen(exchange, facts))
    .map(exchange => ({
      ...exchange,
      canObject: exchange.rule.conditions.includes(NO_OBJECTION),
      isStopped: isStopped(exchange.rule, facts),
    }));
}

const isStopped = (rule: Rule, { objections, restrictions }: KnownFacts): boolean =>
  (rule.conditions.includes(NO_OBJECTION) && objections.includes(rule.purpose)) ||
  (!goesOnWhileRestricted(rule) &&
    restrictions.some(
      ({ purpose, fields }) =>
        (purpose ?? rule.purpose) === rule.purpose &&
        (fields === null || rule.fields.every(field => fields.includes(field))),
    ));

type Exchange = Pick<WithoutYes, 'rule' | 'sender' | 'recipient'>;

/** Every condition is known to be met, but for the objection: what an objection stopped is shown as stopped. */
function isOpen({ rule, sender, recipient }: Exchange, facts: KnownFacts): boolean {
  const isTheirs = facts.purposes.some(
    ({ partner, purpose }) => purpose === rule.purpose && (partner === recipient || partner === sender),
  );
  const declared = facts.declarations.filter(
    each => each.purpose === rule.purpose && each.sender === sender && each.recipient === recipient,
  );
  const isMet = (condition: ConditionKey): boolean => {
    if (condition === NO_OBJECTION) return true;
    if (condition === MEMBERSHIP) return facts.members.includes(recipient);
    if (condition === INFORMED) return facts.is_informed;
    const own = declared.filter(each => each.condition === condition);
    return own.length > 0 && own.every(({ fulfilled }) => fulfilled);
  };
  return isTheirs && rule.conditions.every(isMet);
}

import { decide, decideAll } from '../decide.ts';
import type { FieldDecision } from '../decision.ts';
import type { Handreiking, InvariantProperty, Rule } from '../handreiking.ts';
import { fieldName, partyName } from '../in-dutch.ts';
import type { OpenField } from './invariant-check.ts';
import { conditionsOf, factsIn, situationsOf, type Situation } from '../situations.ts';
import { tellStory } from './story.ts';
import type { CellAddress, DecisionTable } from '../table.ts';
import { CONSENT, type FieldId } from '../vocabulary.ts';

interface Broken {
  readonly told: string;
  readonly open: OpenField | undefined;
}
type Property = (handreiking: Handreiking, table: DecisionTable) => readonly Broken[];

/** The invariants that are properties of deciding itself, each checked on the compiled table against the rules as written. */
export const PROPERTIES: Readonly<Record<InvariantProperty, Property>> = {
  standaard_nee: (handreiking, table) =>
    withStrangers(handreiking)
      .flatMap(where => {
        const everything = [...handreiking.conditions.keys()];
        const ruled = new Set(rulesAt(handreiking, where).flatMap(rule => rule.fields));
        return openIn(handreiking, table, where, everything).filter(({ field }) => !ruled.has(field));
      })
      .map(toldBy(handreiking)),

  nooit_wint: (handreiking, table) =>
    withStrangers(handreiking)
      .flatMap(where => {
        const never = handreiking.never.get(where.to) ?? new Set<FieldId>();
        const everything = [...handreiking.conditions.keys()];
        return openIn(handreiking, table, where, everything).filter(({ field }) => never.has(field));
      })
      .map(toldBy(handreiking)),

  intrekken_sluit: (handreiking, table) =>
    inEverySituation(handreiking, table, (open, situation) =>
      situation.includes(CONSENT) ? [] : open.filter(({ rule }) => rule.conditions.includes(CONSENT)),
    ).map(toldBy(handreiking)),

  monotoon: (handreiking, table) =>
    table.addresses().flatMap(where => notMonotone(handreiking, table, where)),

  regel_is_volledig: ({ rules }) =>
    rules
      .filter(rule => [rule.law, rule.sentence, rule.necessity, rule.owner].some(text => text.trim() === ''))
      .map(rule => ({ told: `Regel ${rule.id} mist een wet, zin, noodzaak of eigenaar.`, open: undefined })),
};

const toldBy =
  (handreiking: Handreiking) =>
  (open: OpenField): Broken => ({ told: tellStory(handreiking, open), open });

const rulesAt = ({ rules }: Handreiking, { purpose, from, to }: CellAddress): readonly Rule[] =>
  rules.filter(
    rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to) && from !== to,
  );

/** Every cell there is, and a purpose and a party that nobody wrote down. */
function withStrangers({ purposes, roles }: Handreiking): CellAddress[] {
  const parties = [...roles.keys(), 'onbekende_partij'];
  return [...purposes.keys(), 'D00'].flatMap(purpose =>
    parties.flatMap(from => parties.map(to => ({ purpose, from, to }))),
  );
}

function openIn(
  handreiking: Handreiking,
  table: DecisionTable,
  where: CellAddress,
  situation: Situation,
): OpenField[] {
  const fields: readonly FieldId[] = [...handreiking.fields.keys(), 'onbekend.veld'];
  const decision = decide(table, { ...where, fields }, factsIn(situation, fields));
  return [...decision].flatMap(([field, answer]) => asOpen(where, situation, field, answer));
}

const asOpen = (
  where: CellAddress,
  situation: Situation,
  field: FieldId,
  answer: FieldDecision | undefined,
): OpenField[] => (answer?.outcome === 'release' ? [{ ...where, field, rule: answer.rule, situation }] : []);

function inEverySituation(
  handreiking: Handreiking,
  table: DecisionTable,
  wrong: (open: OpenField[], situation: Situation) => OpenField[],
): OpenField[] {
  return table
    .addresses()
    .flatMap(where =>
      situationsOf(conditionsOf(rulesAt(handreiking, where))).flatMap(situation =>
        wrong(openIn(handreiking, table, where, situation), situation),
      ),
    );
}

/** Knowing one thing more never closes a field, and what opens was asked and stands in a rule. */
function notMonotone(handreiking: Handreiking, table: DecisionTable, where: CellAddress): Broken[] {
  const conditions = conditionsOf(rulesAt(handreiking, where));
  return situationsOf(conditions).flatMap(situation => {
    const open = openIn(handreiking, table, where, situation);
    return conditions
      .filter(more => !situation.includes(more))
      .flatMap(more => {
        const answers = decideAll(table, where, factsIn([...situation, more], table.fields));
        return open.filter(({ field }) => answers[table.positionOf(field) ?? -1]?.outcome !== 'release');
      })
      .map(each => ({
        told: `${tellStory(handreiking, each)} Komt er een feit bij, dan gaat '${fieldName(handreiking, each.field)}' voor ${partyName(handreiking, where.to)} weer dicht.`,
        open: each,
      }));
  });
}

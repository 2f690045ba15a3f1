import type { Facts } from '../facts.ts';
import type { Handreiking } from '../handreiking.ts';
import { fieldName, listed, partyName, purposeName } from '../in-dutch.ts';
import { conditionsOf } from '../situations.ts';
import { INFORMED, MEMBERSHIP, NO_OBJECTION, CONSENT, type ConditionKey } from '../vocabulary.ts';
import type { PracticeCard, Scene } from './card.ts';
import type { Judgement, PracticeAnswer, Verdict } from './judge.ts';

/** Something that is so, or is not. */
export interface ToldFact {
  readonly holds: boolean;
  readonly text: string;
}

/** What is asked, in one sentence. */
export function tellQuestion(handreiking: Handreiking, card: PracticeCard): string {
  const from = partyName(handreiking, card.from);
  const purpose = purposeName(handreiking, card.purpose);
  const recipients = [...new Set(card.items.map(({ to }) => to))];
  const [only, ...more] = recipients;
  return only === undefined || more.length > 0
    ? `${from} wil iets vertellen, voor ‘${purpose}’. Aan wie mag dat?`
    : `${from} wil iets vertellen aan ${partyName(handreiking, only)}, voor ‘${purpose}’. Wat mag mee?`;
}

/** Where one fact is what the two scenes differ in: which one. */
export function turningFact(card: PracticeCard, handreiking: Handreiking): string | undefined {
  const [a, b] = card.scenes;
  if (a === undefined || b === undefined) return undefined;
  if (a.facts.consented.size !== b.facts.consented.size) return factOf(handreiking, CONSENT);
  const key = [...a.facts.conditions.keys()].find(each => b.facts.conditions.get(each) !== true);
  return key === undefined ? undefined : factOf(handreiking, key);
}

/** What is so in a scene, as far as it can matter for the questions on the card. */
export function tellFacts(handreiking: Handreiking, card: PracticeCard, scene: Scene): readonly ToldFact[] {
  const { conditions } = scene.facts;
  const matter = mattering(handreiking, card).filter(key => key !== CONSENT);
  const told = [
    ...matter.map(key => tellFact(handreiking, key, conditions.get(key) === true)),
    tellConsent(handreiking, card, scene.facts),
  ];
  // In a pair the same line stands at the same height, so that the eye finds the one that differs.
  return card.scenes.length > 1 ? told : told.sort((a, b) => Number(b.holds) - Number(a.holds));
}

/** Without its double denial: who did not make no objection, made one. */
const tellFact = (handreiking: Handreiking, key: ConditionKey, holds: boolean): ToldFact =>
  key === NO_OBJECTION && !holds
    ? { holds: true, text: 'de bewoner heeft bezwaar gemaakt' }
    : { holds, text: factOf(handreiking, key) };

const ORDINARY: readonly ConditionKey[] = [MEMBERSHIP, INFORMED, NO_OBJECTION];

/** The ordinary three, and what the rules between these parties ask for these fields. */
function mattering({ rules }: Handreiking, { purpose, from, items }: PracticeCard): readonly ConditionKey[] {
  const near = rules.filter(
    rule =>
      rule.purpose === purpose &&
      rule.from.includes(from) &&
      items.some(({ to, field }) => rule.to.includes(to) && rule.fields.includes(field)),
  );
  return [...new Set([...ORDINARY, ...conditionsOf(near)])];
}

function tellConsent(handreiking: Handreiking, { items }: PracticeCard, { consented }: Facts): ToldFact {
  const asked = [...new Set(items.map(({ field }) => field))];
  const yes = asked.filter(field => consented.has(field));
  if (yes.length === 0) return { holds: false, text: 'de bewoner zei ja' };
  if (yes.length === asked.length)
    return { holds: true, text: 'de bewoner zei ja tegen alles wat hier staat' };
  const names = yes.map(field => fieldName(handreiking, field).toLowerCase());
  return { holds: true, text: `de bewoner zei alleen ja tegen: ${listed(names)}` };
}

const factOf = ({ conditions }: Handreiking, key: ConditionKey): string =>
  key === CONSENT ? 'de bewoner zei ja' : (conditions.get(key)?.fact ?? key);

/** The answers, as people say them. */
export const ANSWER_WORDS: Readonly<Record<PracticeAnswer, string>> = {
  closed: 'Nee',
  direct: 'Ja, de wet laat het toe',
  consent: 'Ja, want de bewoner zei ja',
  declaration: 'Ja, door iets wat is vastgelegd',
  'consent-and-declaration': 'Ja, met een ja én iets wat is vastgelegd',
};

export const JUDGEMENT_WORDS: Readonly<Record<Judgement, string>> = {
  right: 'Goed.',
  'other-ground': 'Het mag, maar om een andere reden.',
  'too-open': 'Te ruim: dit mag niet mee.',
  'too-closed': 'Te streng: dit mag wél mee.',
  'not-answered': 'Niet beantwoord.',
};

/** Why the rules answer so. */
export interface ToldVerdict {
  readonly answer: string;
  /** In one or two sentences. */
  readonly because: string;
  /** The rule with its law and its sentence for the resident; none where no rule is. */
  readonly rule: { readonly id: string; readonly law: string; readonly sentence: string } | undefined;
}

export function tellVerdict(handreiking: Handreiking, { item, answer, decision }: Verdict): ToldVerdict {
  const told = (because: string, rule?: ToldVerdict['rule']): ToldVerdict => ({
    answer: ANSWER_WORDS[answer],
    because,
    rule,
  });
  switch (decision.outcome) {
    case 'release':
      return told('Alles wat deze regel vraagt, is hier zo.', ruleIn(decision));
    case 'withheld': {
      const missing = decision.missing.map(key => factOf(handreiking, key));
      return told(`Nu niet. Dit ontbreekt: ${listed(missing)}. Dan mag het wel.`, ruleIn(decision));
    }
    case 'never':
      return told(
        `Nooit. Dit staat op de nooit-lijst van ${partyName(handreiking, item.to)}: daar helpt ook geen handtekening tegen.`,
      );
    case 'no-rule':
      return told('Voor dit doel is hier geen regel. Wat niet is geregeld, gaat niet.');
  }
}

const ruleIn = ({
  rule: { id, law, sentence: forResident },
}: Extract<Verdict['decision'], { outcome: 'release' | 'withheld' }>) => ({
  id,
  law: law.replace(/ \[PO\]$/, ''),
  sentence: forResident,
});

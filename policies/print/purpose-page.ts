import type { Handreiking, Purpose, Rule } from '../handreiking.ts';
import { fieldName, purposeName, shortRoleName } from '../possibilities/in-words.ts';
import type { FieldId, Outcome, RoleId } from '../vocabulary.ts';
import type { Block, Fact, Inline, Page } from './document.ts';

/** How a rule opens a field, for who reads the handreiking on paper. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  J: 'mag, zonder toestemming; de bewoner weet het en kan bezwaar maken',
  JP: 'mag of moet, op grond van de wet; de bewoner weet het',
  T: 'alleen met een uitdrukkelijk ja van de bewoner',
  V: 'alleen als is voldaan aan de voorwaarden hieronder',
};

export const purposePageId = (purpose: Purpose): string =>
  `${purpose.id}-${purpose.name}`.toLowerCase().replaceAll('_', '-');

export function purposePage(handreiking: Handreiking, purpose: Purpose): Page {
  const rules = handreiking.rules.filter(rule => rule.purpose === purpose.id);
  return {
    id: purposePageId(purpose),
    title: `${purpose.id}: ${purposeName(handreiking, purpose.id)}`,
    layout: 'document',
    blocks: [
      { kind: 'paragraph', text: [{ strong: purpose.description }] },
      { kind: 'facts', facts: purposeFacts(purpose) },
      { kind: 'heading', level: 2, text: 'In het kort' },
      summary(handreiking, rules),
      {
        kind: 'paragraph',
        text: 'Staat een weg er niet bij? Dan is er geen regel, en geen regel betekent nee.',
      },
      ...rules.map(rule => rulePart(handreiking, rule)),
      ...practice(handreiking, purpose),
    ],
  };
}

const purposeFacts = (purpose: Purpose): Fact[] => [
  { name: 'Vuistregel', value: purpose.guideline },
  { name: 'Grondslag', value: purpose.ground },
  { name: 'Waarom dit nodig is', value: purpose.necessity },
  { name: 'Open casus nodig', value: purpose.needsOpenCase ? 'ja' : 'nee' },
];

const summary = (handreiking: Handreiking, rules: readonly Rule[]): Block => ({
  kind: 'table',
  caption: 'De regels van dit doel',
  head: ['Regel', 'Van', 'Naar', 'Hoe'],
  rows: rules.map(rule => [
    rule.id,
    rolesInWords(handreiking, rule.from),
    rolesInWords(handreiking, rule.to),
    shortOutcome(rule),
  ]),
});

const shortOutcome = ({ outcome }: Rule): string =>
  ({ J: 'mag', JP: 'wet', T: 'met ja', V: 'voorwaarde' })[outcome] + ` (${outcome})`;

function rulePart(handreiking: Handreiking, rule: Rule): Block {
  const conditions = rule.conditions.flatMap(key => handreiking.conditions.get(key) ?? []);
  const facts: Fact[] = [
    { name: 'Velden', value: fieldsInWords(handreiking, rule) },
    { name: 'Hoe', value: OUTCOME_WORDS[rule.outcome] },
    ...conditions.map(({ code, text }) => ({ name: `Voorwaarde ${code}`, value: text })),
    ...(rule.consentKinds.length === 0
      ? []
      : [{ name: 'Soort toestemming', value: rule.consentKinds.join(', ') }]),
    { name: 'Wet', value: rule.law },
    { name: 'Per poort', value: Object.entries(rule.gates).flatMap(gateInWords) },
    { name: 'Plichten', value: rule.obligations.map(({ text }) => text).join('. ') },
    {
      name: 'Eigenaar',
      value: `${shortRoleName(handreiking, rule.owner)}; van kracht ${rule.inForceFrom}; herziening vóór ${rule.reviewBy}`,
    },
    ...(rule.toConfirm === undefined
      ? []
      : [{ name: 'Nog te bevestigen', value: `door de privacy officer (punt ${rule.toConfirm})` }]),
  ];
  const title = `${rule.id} ${rolesInWords(handreiking, rule.from)} → ${rolesInWords(handreiking, rule.to)}`;
  return {
    kind: 'part',
    tone: 'plain',
    title,
    blocks: [
      { kind: 'paragraph', text: [{ strong: rule.sentence }] },
      { kind: 'facts', facts },
    ],
  };
}

const gateInWords = ([gate, law]: readonly [string, string]): Inline[] => [{ strong: gate }, ` ${law}. `];

const rolesInWords = (handreiking: Handreiking, roles: readonly RoleId[]): string =>
  roles.map(role => shortRoleName(handreiking, role)).join(', ');

function fieldsInWords(handreiking: Handreiking, rule: Rule): string {
  const isNever = (field: FieldId): boolean => rule.to.every(to => handreiking.never.get(to)?.has(field));
  const left = [...handreiking.fields.keys()].filter(
    field => !rule.fields.includes(field) && !isNever(field),
  );
  const names = (fields: readonly FieldId[]): string =>
    fields.map(field => fieldName(handreiking, field)).join('; ');
  if (rule.fields.length <= 40) return names(rule.fields);
  const except = left.length === 0 ? '' : ` en ${names(left)}`;
  return `alle velden, behalve de nooit-lijst van de ontvanger${except}`;
}

function practice(handreiking: Handreiking, purpose: Purpose): Block[] {
  const scenarios = handreiking.scenarios.filter(({ steps }) =>
    steps.some(({ doel }) => doel === purpose.id),
  );
  if (scenarios.length === 0) return [];
  const items = scenarios.map(({ id, title, sentence }) => [{ strong: `${id} ${title}` }, `. ${sentence}`]);
  return [
    { kind: 'heading', level: 2, text: 'Om te oefenen' },
    { kind: 'list', items },
  ];
}

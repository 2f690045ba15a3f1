import type { Handreiking, Role } from '../handreiking.ts';
import { shortRoleName } from '../possibilities/in-words.ts';
import type { FieldId } from '../vocabulary.ts';
import type { Counsel } from './counsel.ts';
import type { Block, Page, Text } from './document.ts';
import { givenBy, gottenBy } from './sheet-lines.ts';
import { shortFieldNames } from './short-names.ts';

export const sheetId = (role: Role): string => `blad-${role.id.replaceAll('_', '-')}`;

/** One A4 for one kind of partner: what may I give, what may I get, what may after all, what never. */
export function partnerSheet(handreiking: Handreiking, counsel: Counsel, role: Role): Page {
  return {
    id: sheetId(role),
    title: `${shortRoleName(handreiking, role.id)}: in één oogopslag`,
    layout: 'sheet',
    blocks: [
      {
        kind: 'paragraph',
        text: `${role.name}. Bijvoorbeeld: ${role.examples}. Geheimhouding: ${role.secrecy}. BSN: ${role.bsn}.`,
      },
      part('give', 'Dit mag u geven', [givenBy(handreiking, role.id)]),
      part('get', 'Dit mag u krijgen', [gottenBy(handreiking, role.id)]),
      part('may', 'Dit mag wél', [{ kind: 'list', items: mayAfterAll(handreiking, counsel, role) }]),
      part('never', 'Dit mag nooit', neverBlocks(handreiking, counsel, role)),
      { kind: 'paragraph', text: legend(handreiking, role) },
    ],
  };
}

const part = (tone: 'give' | 'get' | 'may' | 'never', title: string, blocks: readonly Block[]): Block => ({
  kind: 'part',
  tone,
  title,
  blocks,
});

/** The counsel meant for this role; where there is little, the sentences of the rules it takes part in. */
function mayAfterAll(handreiking: Handreiking, counsel: Counsel, role: Role): Text[] {
  const counsels = counsel.may
    .filter(({ roles }) => roles.includes(role.id))
    .map(({ sentence, because }) => `${sentence} (${because})`);
  const ruleSentences = handreiking.rules
    .filter(({ from, to }) => from.includes(role.id) || to.includes(role.id))
    .map(({ id, sentence }) => `${sentence} (regel ${id})`);
  return [...counsels, ...(counsels.length < 3 ? ruleSentences : [])].slice(0, Math.max(counsels.length, 5));
}

function neverBlocks(handreiking: Handreiking, counsel: Counsel, role: Role): Block[] {
  return [
    {
      kind: 'paragraph',
      text: [{ strong: 'Dit krijgt u nooit, wat er ook getekend is' }, `: ${neverGets(handreiking, role)}.`],
    },
    { kind: 'paragraph', text: [{ strong: 'Voor iedereen' }, `: ${counsel.never.join(' ')}`] },
  ];
}

function neverGets(handreiking: Handreiking, role: Role): string {
  const names = shortFieldNames(handreiking);
  const never = handreiking.never.get(role.id) ?? new Set<FieldId>();
  const all = [...handreiking.fields.keys()];
  const listed = (fields: readonly FieldId[]): string =>
    fields.map(field => names.get(field) ?? field).join(' · ');
  const others = all.filter(field => !never.has(field));
  return never.size > 2 * others.length
    ? `alles, behalve ${listed(others)} (en ook dat alleen met een regel)`
    : listed(all.filter(field => never.has(field)));
}

/** The codes that this role's rules use, so that the sheet can be read on its own. */
function legend(handreiking: Handreiking, role: Role): Text {
  const used = new Set(
    handreiking.rules
      .filter(({ from, to }) => from.includes(role.id) || to.includes(role.id))
      .flatMap(({ conditions }) => conditions),
  );
  const codes = [...handreiking.conditions.values()]
    .filter(({ key, code }) => used.has(key) && Number(code.slice(1)) > 4)
    .flatMap(({ code, fact }): Text => [' ', { strong: code }, ` ${fact}.`]);
  return [
    { strong: 'Lezen' },
    ': mag = zonder toestemming, de bewoner weet het. Met ja = alleen met het ja van de bewoner voor dit. ',
    'Na K… = eerst vastgelegd. Cijfer = doel (1 is D01). In een casus alleen met leden van de open casus.',
    ...codes,
  ];
}

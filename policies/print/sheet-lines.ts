import { groupBy } from '../group-by.ts';
import type { Handreiking } from '../handreiking.ts';
import { shortRoleName } from '../possibilities/in-words.ts';
import { isDeclaration, ROAD_KINDS, roadsTo, type Road, type RoadKind } from '../possibilities/road.ts';
import type { FieldId, RoleId } from '../vocabulary.ts';
import type { Block, Inline, Text } from './document.ts';
import { shortFieldNames } from './short-names.ts';

/** One field that travels between two roles, with one road for it. */
interface Passage {
  readonly other: RoleId;
  readonly field: FieldId;
  readonly road: Road;
}

/** What this role may give, per recipient. */
export const givenBy = (handreiking: Handreiking, role: RoleId): Block =>
  passagesBlock(
    handreiking,
    [...handreiking.roles.keys()].flatMap(other =>
      passagesTo(handreiking, other, road => road.from.includes(role)).map(each => ({ ...each, other })),
    ),
  );

/** What this role may get, per sender. */
export const gottenBy = (handreiking: Handreiking, role: RoleId): Block =>
  passagesBlock(
    handreiking,
    passagesTo(handreiking, role, () => true).flatMap(({ field, road }) =>
      road.from.map(other => ({ other, field, road })),
    ),
  );

function passagesTo(
  handreiking: Handreiking,
  to: RoleId,
  counts: (road: Road) => boolean,
): { readonly field: FieldId; readonly road: Road }[] {
  return [...handreiking.fields.keys()].flatMap(field =>
    roadsTo(handreiking, to, field)
      .filter(counts)
      .map(road => ({ field, road })),
  );
}

/**
 * What holds for exactly the same partners shares a line, so that neither the four kinds of care nor the fields for an
 * emergency fill the sheet. Lines come in the order of the partners.
 */
function passagesBlock(handreiking: Handreiking, passages: readonly Passage[]): Block {
  const groups = [...handreiking.roles.keys()].flatMap(other => groupsOf(handreiking, passages, other));
  const shared = [...groupBy(groups, ({ label, fields }) => `${label}: ${fields}`).values()].map(same => ({
    text: same
      .slice(0, 1)
      .flatMap(({ label, fields }): Inline[] => [' – ', { strong: label }, `: ${fields}`]),
    others: same.map(({ other }) => shortRoleName(handreiking, other)).join(', '),
  }));
  const items = [...groupBy(shared, ({ others }) => others)].map(([others, lines]): Text => [
    { strong: others },
    ...lines.flatMap(({ text }) => text),
  ]);
  return items.length === 0 ? { kind: 'paragraph', text: 'Via de poort: niets.' } : { kind: 'list', items };
}

interface Group {
  readonly other: RoleId;
  /** What it takes: `met ja en K11`. */
  readonly label: string;
  readonly fields: string;
}

const KIND_WORDS: Readonly<Record<RoadKind, string>> = {
  direct: 'mag',
  consent: 'met ja',
  declaration: 'na',
  'consent-and-declaration': 'met ja en',
};

function groupsOf(handreiking: Handreiking, passages: readonly Passage[], other: RoleId): Group[] {
  const own = passages.filter(each => each.other === other);
  const inOrder = ROAD_KINDS.flatMap(kind => own.filter(({ road }) => road.kind === kind));
  return [...groupBy(inOrder, labelOf)].map(([label, group]) => ({
    other,
    label,
    fields: fieldsInWords(handreiking, group),
  }));
}

function labelOf({ road }: Passage): string {
  const codes = road.conditions.filter(isDeclaration).map(({ code }) => code);
  return [KIND_WORDS[road.kind], codes.join('+')].join(' ').trim();
}

/** `Naam (1, 2, 8), Adres (6)`: the numbers are purposes. */
function fieldsInWords(handreiking: Handreiking, passages: readonly Passage[]): string {
  const names = shortFieldNames(handreiking);
  const purposes = new Map<FieldId, Set<string>>();
  for (const { field, road } of passages) {
    purposes.set(field, (purposes.get(field) ?? new Set()).add(String(Number(road.purpose.slice(1)))));
  }
  const listed = [...purposes].map(([field, own]) => ({ field, numbers: [...own].join(', ') }));
  const byNumbers = groupBy(listed, ({ numbers }) => numbers);
  if (listed.length > 40)
    return `alles wat niet op de nooit-lijst staat (${[...byNumbers.keys()].join(', ')})`;
  return [...byNumbers]
    .map(
      ([numbers, group]) => `${group.map(({ field }) => names.get(field) ?? field).join(' · ')} (${numbers})`,
    )
    .join('; ');
}

import { decide } from '../decide.ts';
import type { Handreiking } from '../handreiking.ts';
import { fieldName, sentence } from '../in-dutch.ts';
import { factsIn } from '../situations.ts';
import type { DecisionTable } from '../table.ts';
import type { FieldId, PurposeId, RoleId } from '../vocabulary.ts';
import { cardId, spread, type PracticeCard } from './card.ts';

const OF_EACH = 3;

/** To whom may it go, when everything is in order? Cards for every field that one sender may give to some and not to others. */
export function whomCards(handreiking: Handreiking, table: DecisionTable): readonly PracticeCard[] {
  const facts = factsIn([...handreiking.conditions.keys()], table.fields);
  const opens = (purpose: PurposeId, from: RoleId, to: RoleId, field: FieldId): boolean =>
    decide(table, { purpose, from, to, fields: [field] }, facts).get(field)?.outcome === 'release';
  return sendersOf(handreiking).flatMap(({ purpose, from, fields }) => {
    const others = [...handreiking.roles.keys()].filter(role => role !== from);
    return fields.flatMap(field => {
      const [open, closed] = [true, false].map(wanted =>
        others.filter(to => opens(purpose, from, to, field) === wanted),
      );
      if (open === undefined || closed === undefined || open.length < 2) return [];
      const asked = new Set([...spread(open, OF_EACH), ...spread(closed, OF_EACH)]);
      return [
        {
          id: cardId('wie', purpose, from, field),
          kind: 'whom' as const,
          title: `Aan wie? ${sentence(fieldName(handreiking, field))}`,
          story: '',
          purpose,
          from,
          scenes: [{ label: '', facts }],
          items: others.filter(to => asked.has(to)).map(to => ({ scene: 0, to, field })),
        },
      ];
    });
  });
}

interface Sender {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly fields: readonly FieldId[];
}

/** Who may tell what for which purpose, in the order of the rules. */
function sendersOf({ rules }: Handreiking): readonly Sender[] {
  const senders = new Map<string, Sender>();
  for (const { purpose, from: all, fields } of rules)
    for (const from of all) {
      const known = senders.get(`${purpose} ${from}`)?.fields ?? [];
      senders.set(`${purpose} ${from}`, { purpose, from, fields: [...new Set([...known, ...fields])] });
    }
  return [...senders.values()];
}

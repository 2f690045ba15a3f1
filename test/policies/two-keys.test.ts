import { describe, expect, it } from '@jest/globals';
import { compileAbilities } from '../../policies/ability.ts';
import { decide, decideAll, released } from '../../policies/decide.ts';
import { inWords } from '../../policies/scenario-step.ts';
import { factsIn } from '../../policies/situations.ts';
import { compileTable } from '../../policies/table.ts';
import { everyCell, everySituation } from './every-cell.ts';
import { shipped } from './handreiking.ts';
import { refer } from './reference.ts';

const table = compileTable(shipped);
const abilities = compileAbilities(shipped);
const fields = [...shipped.fields.keys()];
const cells = everyCell(shipped);

describe('the decision table, the CASL ability and the specification, over every cell and every situation', () => {
  it('are asked about every purpose, sender, recipient and field', () => {
    expect(cells).toHaveLength(15 * 20 * 20);
    expect(fields).toHaveLength(67);
  });

  it.each([...shipped.purposes.keys()])('say the same for %s', purpose => {
    const disagreements: unknown[] = [];
    for (const where of cells.filter(cell => cell.purpose === purpose))
      for (const situation of everySituation(shipped, where)) {
        const facts = factsIn(situation, fields);
        const decision = decide(table, { ...where, fields }, facts);
        const words = inWords(decision);
        const opened = new Set(released(decision));
        const secondKey = abilities({ ...where, fields }, facts);
        const all = decideAll(table, where, facts);
        fields.forEach((field, index) => {
          const says = refer(shipped, where, field, facts);
          const agree =
            words[field] === says &&
            opened.has(field) === says.startsWith('GEEF') &&
            secondKey.has(field) === says.startsWith('GEEF') &&
            all[index] === decision.get(field);
          if (!agree) disagreements.push({ where, situation, field, says, table: words[field] });
        });
      }
    expect(disagreements).toEqual([]);
  });
});

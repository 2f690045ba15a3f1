import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decide, decideAll, released } from '../../policies/decide.ts';
import { factsIn } from '../../policies/situations.ts';
import { compileTable } from '../../policies/table.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { shipped } from '../policies/handreiking.ts';
import { startWorld, type World } from '../world/world.ts';
import { asking, fieldsIn } from './planted-world.ts';

// The trap: one thing that is permitted carries everything that was asked with it, because somewhere it says "any".

const table = compileTable(shipped);
const fields = table.fields;
const everything = factsIn([...shipped.conditions.keys()], fields);
const nothing = factsIn([], fields);

describe('fields are asked together', () => {
  it('each is decided as when it is asked alone: everywhere, with everything in order and with nothing', () => {
    const carried: string[] = [];
    for (const where of table.addresses())
      for (const facts of [everything, nothing, { ...everything, consented: nothing.consented }]) {
        const together = decide(table, { ...where, fields }, facts);
        for (const field of fields) {
          const alone = decide(table, { ...where, fields: [field] }, facts).get(field);
          if (alone?.outcome !== together.get(field)?.outcome)
            carried.push(`${where.purpose} ${where.from} → ${where.to}: ${field}`);
        }
      }
    expect(carried).toEqual([]);
  });

  it('a yes to one is a yes to that one: on every road, a yes to another field opens nothing', () => {
    const carried: string[] = [];
    for (const where of table.addresses()) {
      const without = { ...everything, consented: new Set<FieldId>() };
      const open = new Set(released(decide(table, { ...where, fields }, without)));
      for (const [place, field] of fields.entries()) {
        const answers = decideAll(table, where, { ...everything, consented: new Set([field]) });
        const more = fields.filter(
          (each, index) => index !== place && answers[index]?.outcome === 'release' && !open.has(each),
        );
        if (more.length > 0)
          carried.push(`${where.from} → ${where.to}: yes to ${field} opened ${more.join()}`);
      }
    }
    expect(carried).toEqual([]);
  });

  it('what a recipient never gets, it does not get in whatever company', () => {
    const carried: string[] = [];
    for (const where of table.addresses()) {
      const never = table.neverFor(where.to);
      const company = released(decide(table, { ...where, fields }, everything));
      for (const field of never)
        if (
          decide(table, { ...where, fields: [...company, field] }, everything).get(field)?.outcome !== 'never'
        )
          carried.push(`${where.to}: ${field}`);
    }
    expect(carried).toEqual([]);
  });
});

describe('Zayaz asks over the wire', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => await world?.close());

  const ask = async (velden: readonly string[]): Promise<readonly string[]> =>
    fieldsIn(await world.sendAs('zayaz', '/v1/verstrekkingen', await asking(world, 'anja', { velden })));

  it('everything at once, and gets exactly what it gets field by field', async () => {
    const alone: string[] = [];
    for (const field of fields) alone.push(...(await ask([field])));
    expect(await ask(fields)).toEqual(alone.sort());
    expect(alone).toContain('woonprofiel.woonwens');
    expect(alone).not.toContain('zorg.diagnose');
  });

  it('a permitted field first, last and twice, and the prohibited one beside it stays', async () => {
    const permitted = 'woonprofiel.woonwens';
    for (const company of [
      [permitted, 'zorg.diagnose'],
      ['zorg.diagnose', permitted],
      [permitted, 'zorg.diagnose', 'identiteit.naam'],
      [permitted, 'woonprofiel.woonafspraken'],
    ])
      expect((await ask(company)).filter(field => !['identiteit.naam', permitted].includes(field))).toEqual(
        [],
      );
  });

  it('with one table of many: what another purpose may have is not had for this one', async () => {
    const body = await asking(world, 'jan', {
      velden: ['casus.doorbraakvraag', 'identiteit.naam'],
      doel: 'D02',
    });
    expect(fieldsIn(await world.sendAs('zayaz', '/v1/verstrekkingen', body))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { ask } from '../world/exchange.ts';
import { fieldsIn, plantedIn, startPlantedWorld, type PlantedWorld } from './planted-world.ts';

// The trap: decisions come back in a list, are laid beside the items by their place, and somebody gets the answer of somebody else.

let world: PlantedWorld;
beforeAll(async () => {
  world = await startPlantedWorld();
});
afterAll(async () => await world?.close());

interface Item {
  readonly name: string;
  readonly field?: string;
  readonly about?: ResidentKey | 'nobody';
  /** What is left out of the item. */
  readonly without?: 'resource' | 'subject' | 'action';
}

/** Different people, different consent, the same one twice, people that do not exist, and items that are not whole. */
const ITEMS: readonly Item[] = [
  { name: 'anja wish', field: 'woonprofiel.woonwens', about: 'anja' },
  { name: 'jan wish', field: 'woonprofiel.woonwens', about: 'jan' },
  { name: 'anja diagnosis', field: 'zorg.diagnose', about: 'anja' },
  { name: 'anja agreements', field: 'woonprofiel.woonafspraken', about: 'anja' },
  { name: 'nobody wish', field: 'woonprofiel.woonwens', about: 'nobody' },
  { name: 'anja name', field: 'identiteit.naam', about: 'anja' },
  { name: 'anja wish again', field: 'woonprofiel.woonwens', about: 'anja' },
  { name: 'piet name', field: 'identiteit.naam', about: 'piet' },
  { name: 'a field that does not exist', field: 'woonprofiel.kleur', about: 'anja' },
];
const REGISTER = 'https://register.example.nl';

async function asEvaluation({ field, about }: Item): Promise<Readonly<Record<string, unknown>>> {
  return {
    subject: { type: `${REGISTER}/kenmerken/partner`, id: 'zayaz' },
    action: { name: 'melden', properties: { doel: 'D01' } },
    resource: {
      type: `${REGISTER}/kenmerken/veld`,
      id: field,
      properties: {
        betrokkene:
          about === undefined || about === 'nobody'
            ? '00000000-0000-4000-8000-000000000000'
            : await world.koppelsleutel('wijkteam-zuidoost', about),
      },
    },
    context: { medewerker: 'wt-031' },
  };
}

/** What the batch answers to each item, in the order of the items that were sent. */
async function decisionsOn(items: readonly Item[]): Promise<readonly unknown[]> {
  const evaluations = await Promise.all(items.map(asEvaluation));
  const { json, status } = await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluations', { evaluations });
  expect(status).toBe(200);
  return (json as { readonly evaluations: readonly unknown[] }).evaluations;
}

const isYes = (decision: unknown): boolean => (decision as { readonly decision?: unknown }).decision === true;

/** Turns a list round by so many places, and back to front when asked. */
const turned = <T>(list: readonly T[], by: number, isBackwards: boolean): readonly T[] => {
  const moved = [...list.slice(by), ...list.slice(0, by)];
  return isBackwards ? moved.toReversed() : moved;
};

describe('a system asks about many people and fields at once', () => {
  it('gets for each item what it gets when it asks for that one alone', async () => {
    const together = await decisionsOn(ITEMS);
    expect(together).toHaveLength(ITEMS.length);
    const alone = [];
    for (const item of ITEMS) alone.push((await decisionsOn([item]))[0]);
    expect(together.map(isYes)).toEqual(alone.map(isYes));
    expect(together.map(isYes).filter(Boolean)).toHaveLength(3);
  });

  it('gets the same for each item, however the items are turned round', async () => {
    const straight = new Map(
      (await decisionsOn(ITEMS)).map((each, place) => [ITEMS[place]?.name, isYes(each)]),
    );
    for (const isBackwards of [false, true])
      for (const by of [0, 1, 3, 5, 8]) {
        const items = turned(ITEMS, by, isBackwards);
        const decisions = await decisionsOn(items);
        const changed = items.filter((item, place) => isYes(decisions[place]) !== straight.get(item.name));
        expect(changed.map(({ name }) => name)).toEqual([]);
      }
  });

  it('gets, when one item is left out, the same for all the others', async () => {
    const straight = new Map(
      (await decisionsOn(ITEMS)).map((each, place) => [ITEMS[place]?.name, isYes(each)]),
    );
    for (const missing of ITEMS) {
      const items = ITEMS.filter(each => each !== missing);
      const decisions = await decisionsOn(items);
      expect(items.map((_item, place) => isYes(decisions[place]))).toEqual(
        items.map(({ name }) => straight.get(name)),
      );
    }
  });

  it('gets no yes at all when an item among them is not whole', async () => {
    const evaluations = await Promise.all(ITEMS.map(asEvaluation));
    for (const part of ['subject', 'action', 'resource'] as const)
      for (const place of [0, 4, ITEMS.length - 1]) {
        const broken = evaluations.map((each, index) =>
          index === place ? Object.fromEntries(Object.entries(each).filter(([key]) => key !== part)) : each,
        );
        const { status, json } = await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluations', {
          evaluations: broken,
        });
        const answers = (json as { readonly evaluations?: readonly unknown[] }).evaluations;
        // Either nothing is answered, or everything by its own place.
        if (status !== 200) expect(answers).toBeUndefined();
        else {
          expect(answers).toHaveLength(broken.length);
          expect(isYes(answers?.[place])).toBe(false);
        }
      }
  });

  it('and each item stands in the ledger by itself, about its own resident', async () => {
    const before = (await world.ledger()).length;
    await decisionsOn(ITEMS.slice(0, 4));
    const lines = (await world.ledger()).slice(before);
    expect(lines.map(({ leaf }) => Object.keys(leaf.fields))).toEqual(
      ITEMS.slice(0, 4).map(({ field }) => [field]),
    );
    const subjects = lines.map(({ personal }) => personal['subject']);
    expect(new Set([subjects[0], subjects[2], subjects[3]]).size).toBe(1);
    expect(subjects[1]).not.toBe(subjects[0]);
  });
});

describe('Zayaz asks for fields in any order, and twice', () => {
  it('gets each value under its own field', async () => {
    const fields = ['woonprofiel.woonwens', 'identiteit.naam', 'zorg.diagnose', 'contact.voorkeur'];
    const straight = (
      await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'anja', for: 'D01', fields })
    ).answer.gegevens;
    for (const order of [fields.toReversed(), turned(fields, 2, false)]) {
      const { answer } = await ask(world, 'wijkteam-zuidoost', {
        as: 'zayaz',
        about: 'anja',
        for: 'D01',
        fields: order,
      });
      expect(answer.gegevens).toEqual(straight);
    }
    expect(Object.keys(straight).sort()).toEqual([
      'contact.voorkeur',
      'identiteit.naam',
      'woonprofiel.woonwens',
    ]);
  });
});

describe('a source answers with more people than were asked about, in another order, or twice', () => {
  it.each(['shuffled', 'stranger-beside', 'stranger-in-file', 'other-person', 'more-pages'] as const)(
    '%s: nobody gets a value of anybody else',
    async misbehaviour => {
      const strange = await startPlantedWorld(misbehaviour);
      try {
        for (const [as, van, about, doel, velden] of [
          ['zayaz', 'wijkteam-zuidoost', 'anja', 'D01', ['identiteit.naam', 'woonprofiel.woonwens']],
          [
            'sociale-dienst',
            'reinier-van-arkel-kliniek',
            'fatima',
            'D03',
            ['identiteit.naam', 'opname.begindatum'],
          ],
          ['wijkteam-zuidoost', 'zayaz', 'piet', 'D08', ['identiteit.naam', 'wonen.overlast_feiten']],
        ] as const) {
          const answer = await strange.sendAs(as, '/v1/verstrekkingen', {
            doel,
            van,
            velden,
            betrokkene: await strange.koppelsleutel(as, about),
            namens: { medewerker: as === 'zayaz' ? 'mw-417' : 'wt-031' },
          });
          const owners = plantedIn(answer).flatMap(value =>
            (strange.catalogue.get(value) ?? []).map(({ resident }) => resident),
          );
          expect(owners.filter(owner => owner !== about)).toEqual([]);
          if (misbehaviour === 'shuffled') expect(fieldsIn(answer).length).toBeGreaterThan(0);
        }
      } finally {
        await strange.close();
      }
    },
  );
});

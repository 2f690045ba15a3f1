import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decide } from '../../policies/decide.ts';
import { compileTable } from '../../policies/table.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { canariesIn } from '../gateway/canary-catalogue.ts';
import { databaseStraws, printedDuring, type Straw } from '../gateway/haystack.ts';
import { shipped } from '../policies/handreiking.ts';
import { asking, plantedIn, startPlantedWorld, type PlantedWorld } from './planted-world.ts';

// The trap: everything that was so carefully kept stands in the log; or the log hides so much that it proves nothing.

let world: PlantedWorld;
let printed: readonly Straw[];
const answers: { readonly text: string; readonly headers: Headers; readonly status: number }[] = [];

/** What somebody typed in a place where it does not belong. */
const TYPED = 'kanarie-getypt-424242';

beforeAll(async () => {
  world = await startPlantedWorld();
  printed = await printedDuring(async () => {
    const send = async (body: unknown): Promise<void> => {
      answers.push(await world.sendAs('zayaz', '/v1/verstrekkingen', body));
    };
    const everything = { velden: [...shipped.fields.keys()] };
    for (const about of ['anja', 'jan', 'piet'] as const) await send(await asking(world, about, everything));
    await send(await asking(world, 'anja', { namens: { medewerker: TYPED } }));
    await send(await asking(world, 'anja', { doel: TYPED }));
    await send(await asking(world, 'anja', { velden: [TYPED] }));
    await send(await asking(world, 'anja', { [TYPED]: TYPED }));
    await send(`{"naam": "${TYPED}"`);
    answers.push(await world.send(`/v1/bewoners/${TYPED}?naam=${TYPED}`, { headers: { cookie: TYPED } }));
    answers.push(
      await world.send('/v1/verstrekkingen', {
        method: 'POST',
        headers: { authorization: `Bearer ${TYPED}` },
      }),
    );
  });
});
afterAll(async () => await world?.close());

describe('values passed through, and somebody typed one where it does not belong', () => {
  it('so there was something to find: Anja’s values left', () => {
    const [first] = answers;
    expect(first === undefined ? [] : plantedIn(first).length).toBeGreaterThan(3);
  });

  it('no line of the process log, and nothing that was printed, holds one', () => {
    const straws = [...world.logged.map(text => ({ where: 'log', text })), ...printed];
    expect(straws.length).toBeGreaterThan(5);
    expect(canariesIn(straws)).toEqual([]);
    expect(straws.filter(({ text }) => text.includes(TYPED))).toEqual([]);
  });

  it('no column of any table holds one, as text or as bytes; what a professional is called stands sealed', async () => {
    const straws = await databaseStraws(world);
    expect(straws.length).toBeGreaterThan(200);
    expect(canariesIn(straws)).toEqual([]);
    expect(straws.filter(({ text }) => text.includes(TYPED)).map(({ where }) => where)).toEqual([]);
  });

  it('no error says back what was sent', () => {
    const errors = answers.filter(({ status }) => status >= 400);
    expect(errors.length).toBeGreaterThanOrEqual(5);
    expect(errors.filter(({ text }) => text.includes(TYPED)).map(({ text }) => text)).toEqual([]);
  });

  it('what anybody may fetch of the ledger holds hashes, and nothing of anyone', async () => {
    for (const path of [
      '/logboek/checkpoint',
      '/logboek/sleutel',
      '/logboek/tile/0/000',
      '/logboek/tile/1/000',
    ]) {
      const { text } = await world.send(path);
      expect(canariesIn([{ where: path, text }])).toEqual([]);
      expect(text).not.toMatch(/zayaz|anja|woonwens/i);
    }
  });

  it('no word by which a partner knows somebody stands outside the register of links', async () => {
    const keys = await world.database.query<{ koppelsleutel: string }>('SELECT koppelsleutel FROM link');
    const straws = [
      ...(await databaseStraws(world)).filter(({ where }) => where !== 'public.link.koppelsleutel'),
      ...world.logged.map(text => ({ where: 'log', text })),
    ];
    const text = straws.map(each => each.text).join('\n');
    expect(keys.filter(({ koppelsleutel }) => text.includes(koppelsleutel))).toEqual([]);
    expect(keys.length).toBeGreaterThan(10);
  });
});

describe('an auditor has nothing but the ledger', () => {
  it('and can decide every disclosure again, from what stands there, with the same outcome', async () => {
    const table = compileTable(shipped);
    const roles = new Map(
      (await world.database.query<{ id: string; role: string }>('SELECT id, role FROM partner')).map(
        ({ id, role }) => [id, role],
      ),
    );
    const opened = new Set(['released', 'empty-at-source', 'content-stopped', 'not-obtained']);
    let decided = 0;
    for (const { leaf } of await world.ledger()) {
      const fields = Object.keys(leaf.fields) as FieldId[];
      if (fields.length === 0) continue;
      const known = leaf['facts'] as { readonly true: string[]; readonly consent: FieldId[] };
      const again = decide(
        table,
        {
          purpose: String(leaf['purpose']),
          from: roles.get(String(leaf['sender'])) ?? '',
          to: roles.get(String(leaf['recipient'])) ?? '',
          fields,
        },
        { conditions: new Map(known.true.map(key => [key, true])), consented: new Set(known.consent) },
      );
      for (const field of fields) {
        decided += 1;
        const was = opened.has(leaf.fields[field]?.decision ?? '');
        expect([field, again.get(field)?.outcome === 'release']).toEqual([field, was]);
      }
      expect(leaf['policyVersion']).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(decided).toBeGreaterThan(150);
  });
});

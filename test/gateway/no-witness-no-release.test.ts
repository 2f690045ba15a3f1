import { afterEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import { ask } from '../world/exchange.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const HOME_WISH = { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;
const HOUR_MS = 3_600_000;

/** A witness of whom the key is known, and whom nobody can reach. */
const absent = {
  key: verifierKeyLine(
    'getuige.example.nl',
    SIGNATURE_TYPE.cosignature,
    generateKeyPairSync('ed25519').privateKey,
  ),
  url: 'http://127.0.0.1:9',
};

let world: World;
afterEach(async () => {
  await world.close();
});

describe('a gateway that may only release what a witness has lately seen', () => {
  it('releases nothing once no witness has signed for longer than was agreed, and says so', async () => {
    world = await startWorld({ checkpoints: { witnesses: [absent], longestUnwitnessedMs: 12 * HOUR_MS } });
    await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    await world.gateway.checkpoints.publish();
    const before = (await world.ledger()).length;
    const again = await world.sendAs('zayaz', '/v1/verstrekkingen', {
      doel: 'D01',
      betrokkene: await world.koppelsleutel('zayaz', 'anja'),
      van: 'wijkteam-zuidoost',
      velden: HOME_WISH.fields,
      namens: { medewerker: 'mw-417' },
    });
    expectProblem(again, 'logboek-zonder-getuige');
    expect(await world.ledger()).toHaveLength(before);
  });

  it('releases as ever when no such agreement was made', async () => {
    world = await startWorld();
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(Object.keys(answer.gegevens)).toEqual(HOME_WISH.fields);
  });
});

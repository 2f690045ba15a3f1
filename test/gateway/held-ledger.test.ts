import { afterAll, beforeAll, expect, it, describe } from '@jest/globals';
import { holdHead } from '../../gateway/ledger/append.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  // Else it waits for seconds before it gives up.
  world = await startWorld({ address: url => `${url}?lock_timeout=200` });
});
afterAll(async () => {
  await world.close();
});

describe('somebody asks while another holds the ledger and does not let go', () => {
  it('is told to come back, and nothing is released or written', async () => {
    const question = {
      doel: 'D01',
      betrokkene: await world.koppelsleutel('zayaz', 'anja'),
      van: 'wijkteam-zuidoost',
      velden: ['woonprofiel.woonwens'],
      namens: { medewerker: 'mw-417' },
    };
    await world.database.transaction(async sql => {
      await holdHead(sql);
      const answer = await world.sendAs('zayaz', '/v1/verstrekkingen', question);
      expectProblem(answer, 'logboek-schrijft-niet');
    });
    expect(await world.ledger()).toEqual([]);
    expect((await world.sendAs('zayaz', '/v1/verstrekkingen', question)).status).toBe(200);
  });
});

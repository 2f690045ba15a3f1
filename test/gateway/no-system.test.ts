import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

/** The wijkteam asks BrabantWonen, which has not connected a system, for what it may have of Anja without her yes. */
const ask = async (betrokkene: string): Promise<WireAnswer> =>
  await world.sendAs('wijkteam-zuidoost', '/v1/verstrekkingen', {
    doel: 'D01',
    betrokkene,
    van: 'brabantwonen',
    velden: ['identiteit.naam'],
    namens: { medewerker: 'wt-031' },
  });

describe('a partner that has not connected its system is asked', () => {
  it('fails alike for somebody and for nobody, so that the failure says nothing about anyone', async () => {
    const somebody = await ask(await world.koppelsleutel('wijkteam-zuidoost', 'anja'));
    const nobody = await ask(randomUUID());
    expectProblem(somebody, 'bron-niet-bereikbaar');
    expectProblem(nobody, 'bron-niet-bereikbaar');
    expect((await world.ledger()).map(({ leaf }) => leaf.event)).toEqual(['source-failed', 'refused']);
  });
});

describe('a partner brings to one that takes nothing in', () => {
  it('hears so alike about somebody and about nobody, and nothing is recorded as given', async () => {
    const bring = async (betrokkene: string): Promise<WireAnswer> =>
      await world.sendAs('zayaz', '/v1/meldingen', {
        doel: 'D01',
        betrokkene,
        naar: 'wijkteam-zuidoost',
        velden: ['identiteit.naam'],
        namens: { medewerker: 'mw-417' },
      });
    const before = (await world.ledger()).length;
    expectProblem(await bring(await world.koppelsleutel('zayaz', 'anja')), 'bron-niet-bereikbaar');
    expectProblem(await bring(randomUUID()), 'bron-niet-bereikbaar');
    expect((await world.ledger()).slice(before).map(({ leaf }) => leaf.event)).not.toContain('released');
  });
});

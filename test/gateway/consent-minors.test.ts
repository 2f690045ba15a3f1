import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import { type Schemas } from '../../gateway/http/openapi-document.ts';
import { ask } from '../world/exchange.ts';
import { says, stops, type Says } from '../world/resident-says.ts';
import { speakingIn } from '../world/speaking.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const WIJKTEAM = 'wijkteam-zuidoost';
const REASONS = 'De wijkwerker heeft met kind en ouder gesproken, en zij begrijpen wat er gebeurt.';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const { as, byOfficer, about, worklist } = speakingIn(() => world);

const faults = async (said: Says): Promise<readonly string[]> =>
  (expectProblem(await says(world, said), 'besluit-kan-zo-niet').fouten ?? []).map(({ waar }) => waar);

const statesOfNoor = async (): Promise<readonly string[]> =>
  (
    await world.database.query<{ state: string }>(
      `SELECT state FROM consent JOIN consent_event ON consent = id WHERE resident = $1 ORDER BY at DESC, position DESC`,
      [residentId('noor')],
    )
  ).map(({ state }) => state);

describe('Noor is fifteen', () => {
  const yes: Says = {
    who: 'noor',
    at: WIJKTEAM,
    purpose: 'D01',
    from: WIJKTEAM,
    to: 'zayaz',
    fields: ['identiteit.naam'],
  };
  let minderjarige: string;
  let ouder: string;

  it('noted as such: her yes counts for nothing until the officer opens the case', async () => {
    const noted = await about(WIJKTEAM, 'noor', '/v1/minderjarigen', { leeftijd: '12-tot-16' });
    minderjarige = (noted.json as Schemas['Vastgelegd']).kenmerk;
    expect(await faults(yes)).toEqual(['/betrokkene']);
    expect(await worklist()).toContainEqual(
      expect.objectContaining({ soort: 'minderjarige', over: minderjarige, leeftijd: '12-tot-16' }),
    );
    const open = { minderjarige, uitkomst: 'openzetten', redenen: REASONS };
    expectProblem(await as(WIJKTEAM, '/v1/minderjarigen/_beslissen', open), 'alleen-privacy-officer');
    expect((await byOfficer('/v1/minderjarigen/_beslissen', open)).status).toBe(201);
  });

  it('then a parent decides, with her agreement; not she alone, and not the parent against her', async () => {
    expect(await faults(yes)).toEqual(['/vertegenwoordiging']);
    const proof = { soort: 'gezagsregister', nummer: 'G-1' };
    const parent = { soort: 'ouder', gaatOver: 'beide', gezien: proof, vanaf: '2026-01-01T00:00:00Z' };
    const { json } = await about(WIJKTEAM, 'noor', '/v1/vertegenwoordigingen', parent);
    ouder = (json as Schemas['Vastgelegd']).kenmerk;
    const by = (mening: 'eens' | 'oneens'): Says => ({
      ...yes,
      more: { vertegenwoordiging: ouder, mening, kanaal: 'vertegenwoordiger' },
    });
    expect(await faults(by('oneens'))).toEqual(['/mening']);
    expect((await says(world, by('eens'))).json).toMatchObject({ status: 'gegeven' });
  });

  it('stops it by herself: nobody has to agree to that', async () => {
    expect((await stops(world, 'noor', WIJKTEAM, { door: 'bewoner' })).status).toBe(200);
    expect(await statesOfNoor()).toEqual(['Withdrawn', 'ConsentGiven']);
  });
});

describe('it turns out only later that Jan is a child', () => {
  const yes: Says = {
    who: 'jan',
    at: WIJKTEAM,
    purpose: 'D01',
    from: WIJKTEAM,
    to: 'zayaz',
    fields: ['identiteit.naam'],
  };
  const asking = { as: 'zayaz', about: 'jan', for: 'D01', fields: yes.fields } as const;
  const given = async () => Object.keys((await ask(world, WIJKTEAM, asking)).answer.gegevens);

  it('what rests on his yes closes at once, and opens when it was a mistake', async () => {
    await says(world, yes);
    expect(await given()).toEqual(yes.fields);
    const noted = await about('farent', 'jan', '/v1/minderjarigen', { leeftijd: 'onder-12' });
    expect(await given()).toEqual([]);
    const { kenmerk: minderjarige } = noted.json as Schemas['Vastgelegd'];
    const mistake = { minderjarige, uitkomst: 'vanaf-16', redenen: REASONS };
    expect((await byOfficer('/v1/minderjarigen/_beslissen', mistake)).status).toBe(201);
    expect(await given()).toEqual(yes.fields);
  });

  it('an answer about nobody we know is a fault', async () => {
    const nobody = { minderjarige: residentId('jan'), uitkomst: 'openzetten', redenen: REASONS };
    expectProblem(await byOfficer('/v1/minderjarigen/_beslissen', nobody), 'ongeldig-verzoek');
  });
});

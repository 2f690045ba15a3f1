import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RESIDENTS } from '../../adapters/sandbox/residents.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const NAMENS = { medewerker: 'wt-031' };
const FIELDS = ['identiteit.naam', 'contact.adres'];

const ask = async (): Promise<WireAnswer> =>
  await world.sendAs('wijkteam-zuidoost', '/v1/verstrekkingen', {
    doel: 'D07',
    van: 'zayaz',
    betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'kees'),
    velden: FIELDS,
    namens: NAMENS,
  });

/** Notes that Kees was introduced with this date of birth, as another partner would have it. */
async function introduced(geboortedatum: string): Promise<void> {
  const body = {
    persoon: {
      voornamen: 'Kees',
      achternaam: 'Nepveen',
      geboortedatum,
      postcode: '5299 ZR',
      huisnummer: '85',
    },
    gezien: 'identiteitsbewijs',
    namens: NAMENS,
  };
  const { status } = await world.sendAs('schuldhulp', '/v1/koppelingen/_aanmelden', body);
  expect(status).toBe(201);
  const kees = residentId('kees');
  await world.database.query('DELETE FROM resident_identity WHERE resident = $1', [kees]);
  const moved = await world.database.query('UPDATE resident_identity SET resident = $1 RETURNING kind', [
    kees,
  ]);
  expect(moved).toEqual([{ kind: 'kenmerken' }]);
}

const doubts = async (): Promise<readonly unknown[]> =>
  await world.database.query(`SELECT resident FROM officer_item WHERE kind = 'identity-doubt'`);

const birthOfKees = RESIDENTS.find(({ key }) => key === 'kees')?.persoon.geboortedatum ?? '';

describe('the source tells of somebody else than was introduced', () => {
  it('answers as long as the date of birth is the one that was introduced', async () => {
    await introduced(birthOfKees);
    const { json } = await ask();
    expect(Object.keys((json as Schemas['Verstrekking']).gegevens)).toEqual(FIELDS);
    expect(await doubts()).toEqual([]);
  });

  it('gives nothing once it is another, says no more than that, and puts it before the officer', async () => {
    await introduced('1950-05-05');
    const { status, text, json } = await ask();
    expect(status).toBe(200);
    const { gegevens, nietBeschikbaar } = json as Schemas['Verstrekking'];
    expect([gegevens, nietBeschikbaar]).toEqual([{}, FIELDS]);
    expect(text).not.toContain(birthOfKees);
    expect(await doubts()).toEqual([{ resident: residentId('kees') }]);
    const last = (await world.ledger()).at(-1);
    expect(last?.leaf.fields).toMatchObject({
      'identiteit.naam': { decision: 'not-obtained' },
      'contact.adres': { decision: 'not-obtained' },
    });
  });

  it('tells the officer once, however often it is asked', async () => {
    await ask();
    await ask();
    expect(await doubts()).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayUseBsn } from '../../gateway/identity/person-seen.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { shipped } from '../policies/handreiking.ts';
import { questionText } from '../world/resident-says.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { databaseStraws } from './haystack.ts';

const isIntroduced = validatorFor('Aangemeld');
const isWorklist = validatorFor('Werklijst');

type Person = Schemas['Aanmelding']['persoon'];
const MIRA: Person = {
  voornamen: 'Mira Anna',
  achternaam: 'Verzonnen-Kanarie',
  geboortedatum: '1979-02-11',
  postcode: '5299 ZR',
  huisnummer: '85a',
};
const MIRAS_BSN = '999990019';
const ANOTHER_BSN = '999990020';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const introduce = async (partner: string, persoon: Person): Promise<WireAnswer> =>
  await world.sendAs(partner, '/v1/koppelingen/_aanmelden', {
    persoon,
    gezien: 'identiteitsbewijs',
    namens: { medewerker: 'mw-417' },
  });

async function keyOf(partner: string, persoon: Person): Promise<string> {
  const { status, json, text } = await introduce(partner, persoon);
  expect({ status, text }).toMatchObject({ status: 201 });
  if (!isIntroduced(json)) throw new Error(JSON.stringify(isIntroduced.errors));
  return json.koppelsleutel;
}

/** Whom a partner means by this key. */
async function residentOf(koppelsleutel: string): Promise<string | undefined> {
  const [row] = await world.database.query<{ resident: string }>(
    'SELECT resident FROM link WHERE koppelsleutel = $1',
    [koppelsleutel],
  );
  return row?.resident;
}

const doubts = async (): Promise<readonly Schemas['Werklijst']['posten'][number][]> => {
  const { json } = await world.sendAs('privacy-officer', '/v1/werklijst', { namens: { medewerker: 'po-1' } });
  if (!isWorklist(json)) throw new Error(JSON.stringify(isWorklist.errors));
  return json.posten.filter(({ soort }) => soort === 'twijfel-wie-dit-is');
};

const shape = ({ status, json }: WireAnswer) => [status, Object.keys(json as object)];

describe('a partner introduces somebody nobody here knows', () => {
  it('gets a koppelsleutel of its own, the same one each time', async () => {
    const key = await keyOf('zayaz', MIRA);
    expect(await keyOf('zayaz', MIRA)).toBe(key);
  });

  it('the next partner gets another key for the same resident, however it writes the name', async () => {
    const [zayaz, farent] = [
      await keyOf('zayaz', MIRA),
      await keyOf('farent', {
        ...MIRA,
        voornamen: 'MIRA',
        achternaam: 'verzonnen kanarie',
        postcode: '5299zr',
        huisnummer: '85-A',
      }),
    ];
    expect(farent).not.toBe(zayaz);
    expect(await residentOf(farent)).toBe(await residentOf(zayaz));
  });

  it('can start: the wijkteam records what she decides, and Zayaz gets just that', async () => {
    const betrokkene = await keyOf('wijkteam-zuidoost', MIRA);
    const namens = { medewerker: 'wt-031' };
    const decided = await world.sendAs('wijkteam-zuidoost', '/v1/toestemmingen', {
      betrokkene,
      besluit: 'gegeven',
      doel: 'D01',
      van: 'wijkteam-zuidoost',
      naar: 'zayaz',
      velden: ['identiteit.naam'],
      tekst: await questionText(world),
      kanaal: 'aan-tafel',
      vastlegging: { soort: 'handtekening' },
      namens,
    });
    expect(decided.status).toBe(201);
    const asked = await world.sendAs('zayaz', '/v1/verstrekkingen', {
      doel: 'D01',
      betrokkene: await keyOf('zayaz', MIRA),
      van: 'wijkteam-zuidoost',
      velden: ['identiteit.naam'],
      namens,
    });
    // Nobody has a file about her yet, and no case is open: that is not available, and says no more.
    expect(asked.json).toMatchObject({ gegevens: {}, nietBeschikbaar: ['identiteit.naam'] });
  });

  it('reads the same answer for somebody who is known and for somebody who is not', async () => {
    const known = await introduce('brabantwonen', MIRA);
    const unknown = await introduce('brabantwonen', { ...MIRA, achternaam: 'Onbekend' });
    expect(shape(known)).toEqual(shape(unknown));
  });
});

describe('people who look alike', () => {
  it.each<[string, Partial<Person>]>([
    ['a twin', { voornamen: 'Mona' }],
    ['her mother', { geboortedatum: '1951-02-11' }],
    ['a neighbour of the same name and age', { huisnummer: '87' }],
    ['a namesake elsewhere', { postcode: '5211 AA' }],
  ])('%s is somebody else', async (_who, changes) => {
    const other = await keyOf('zayaz', { ...MIRA, ...changes });
    expect(await residentOf(other)).not.toBe(await residentOf(await keyOf('zayaz', MIRA)));
  });
});

describe('with the BSN, where the law lets a partner use it', () => {
  it('she is recognised after she moved', async () => {
    const before = await keyOf('wijkteam-zuidoost', { ...MIRA, bsn: MIRAS_BSN });
    const moved = { ...MIRA, postcode: '5212 BB', huisnummer: '3', bsn: MIRAS_BSN };
    const after = await keyOf('sociale-dienst', moved);
    expect(await residentOf(after)).toBe(await residentOf(before));
  });

  it('a number that does not go with the date of birth recognises nobody, and the officer looks', async () => {
    const other = await keyOf('schuldhulp', { ...MIRA, geboortedatum: '1990-01-01', bsn: MIRAS_BSN });
    expect(await residentOf(other)).not.toBe(await residentOf(await keyOf('zayaz', MIRA)));
    const [item, ...more] = await doubts();
    expect(more).toEqual([]);
    const settle = async (redenen: string) =>
      await world.sendAs('privacy-officer', '/v1/werklijst/_afhandelen', {
        over: item?.over,
        redenen,
        namens: { medewerker: 'po-1' },
      });
    expectProblem(await settle('ok'), 'besluit-kan-zo-niet');
    expect((await settle('Gebeld met schuldhulp: het nummer was verkeerd overgetypt.')).status).toBe(201);
    expect(await doubts()).toEqual([]);
  });

  it('the same features with another number are in doubt too', async () => {
    const other = await keyOf('reinier-van-arkel-kliniek', { ...MIRA, bsn: ANOTHER_BSN });
    expect(await residentOf(other)).not.toBe(await residentOf(await keyOf('zayaz', MIRA)));
    expect(await doubts()).toHaveLength(1);
  });

  it.each(['zayaz', 'farent', 'brabantwonen'])('%s may not even send it', async partner => {
    const problem = expectProblem(
      await introduce(partner, { ...MIRA, bsn: MIRAS_BSN }),
      'besluit-kan-zo-niet',
    );
    expect(problem.fouten?.map(({ waar }) => waar)).toEqual(['/persoon/bsn']);
  });

  it('only these parties may', () => {
    const may = [...shipped.roles.values()].filter(mayUseBsn).map(({ id }) => id);
    expect(may.sort()).toEqual([
      'gem_schuldhulp',
      'gem_sociale_dienst',
      'gem_wijkteam',
      'ggz_begeleiding',
      'ggz_behandeling',
      'verslavingszorg',
      'vg_zorg',
    ]);
  });

  it('nine figures that do not pass the test are no BSN', async () => {
    expectProblem(await introduce('wijkteam-zuidoost', { ...MIRA, bsn: '123456789' }), 'ongeldig-verzoek');
  });
});

describe('afterwards, whoever looks for Mira', () => {
  it('finds no name, date, address or number of hers: not in the database, not in the log, not in an answer', async () => {
    const straws = [
      ...(await databaseStraws(world)),
      ...world.logged.map(text => ({ where: 'process log', text })),
      ...(await world.ledger()).map(line => ({ where: 'ledger', text: JSON.stringify(line) })),
    ];
    const canaries = /mira\b|kanarie|1979-02-11|5299\s?zr|999990019|999990020/i;
    expect(straws.filter(({ text }) => canaries.test(text)).map(({ where }) => where)).toEqual([]);
    const refused = await introduce('zayaz', { ...MIRA, bsn: MIRAS_BSN });
    expect(refused.text).not.toMatch(canaries);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { residentId } from '../../gateway/demo/seed.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { ask } from '../world/exchange.ts';
import { fillDisk } from '../world/full-disk.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { turnedAway } from './door.ts';

const AS = { namens: { medewerker: 'po-1' } } as const;
const HOME_WISH = { about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens', 'identiteit.bsn'] } as const;
const HOUR_MS = 3_600_000;
const LEAK = {
  partner: 'zayaz',
  van: '2020-01-01T00:00:00Z',
  tot: new Date(Date.now() + HOUR_MS).toISOString(),
} as const;

const isPage = validatorFor('Logboekpagina');
const isAccess = validatorFor('Inzage');
const isBreach = validatorFor('Datalek');

let world: World;
let annasKey: string;
beforeAll(async () => {
  world = await startWorld();
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', ...HOME_WISH });
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', ...HOME_WISH, professional: 'mw-999' });
  annasKey = randomUUID();
  await world.database.query(
    `INSERT INTO link (partner, resident, koppelsleutel) VALUES ('privacy-officer', $1, $2)
     ON CONFLICT (partner, resident) DO UPDATE SET koppelsleutel = excluded.koppelsleutel`,
    [residentId('anja'), annasKey],
  );
  // Between two others: none of the municipality's business.
  await world.sendAs('reinier-van-arkel-kliniek', '/v1/verstrekkingen', {
    doel: 'D01',
    van: 'zayaz',
    betrokkene: await world.koppelsleutel('reinier-van-arkel-kliniek', 'anja'),
    velden: ['identiteit.naam'],
    namens: { medewerker: 'mw-1' },
  });
});
afterAll(async () => await world.close());

const look = async (path: string, body: object = {}, as = 'privacy-officer'): Promise<WireAnswer> =>
  await world.sendAs(as, `/v1/logboek/${path}`, { ...AS, ...body });

async function search(body: object = {}): Promise<Schemas['Logboekpagina']> {
  const { status, text, json } = await look('_zoek', body);
  expect({ status, text }).toMatchObject({ status: 200 });
  if (!isPage(json)) throw new Error(JSON.stringify(isPage.errors));
  return json;
}

const between = ({ regels }: Schemas['Logboekpagina']): string[] =>
  regels.map(({ van, naar, gebeurtenis }) => `${van} → ${naar}: ${gebeurtenis}`);

describe('a privacy officer who searches the log', () => {
  it('finds what the units of the own organisation gave or got, and not what others did among themselves', async () => {
    const page = await search();
    expect(between(page)).toEqual([
      'wijkteam-zuidoost → zayaz: refused',
      'wijkteam-zuidoost → zayaz: released',
    ]);
    expect(between(await search({ partner: 'zayaz' }))).toEqual(between(page));
    expect(between(await search({ partner: 'reinier-van-arkel-kliniek' }))).toEqual([]);
  });

  it('finds by field, by purpose and by resident, and reads on where the page ended', async () => {
    expect(between(await search({ veld: 'woonprofiel.woonwens', vrijgegeven: true }))).toHaveLength(1);
    expect(between(await search({ doel: 'D05' }))).toEqual([]);
    const first = await search({ betrokkene: annasKey, doel: 'D01', hoogstens: 1 });
    const second = await search({ betrokkene: annasKey, doel: 'D01', hoogstens: 1, na: first.volgende });
    expect([...between(first), ...between(second)]).toHaveLength(2);
    expect(first.regels[0]?.nummer).toBeGreaterThan(second.regels[0]?.nummer ?? 0);
  });

  it('stands in the log for it each time, with who looked and about whom, before the answer leaves', async () => {
    const before = (await world.ledger()).length;
    const { bewijs } = await search({ betrokkene: annasKey });
    const [line, ...more] = (await world.ledger()).slice(before);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      index: bewijs.nummer,
      leaf: { event: 'viewed', reason: 'zoeken', purpose: 'D15', recipient: 'privacy-officer' },
      personal: { subject: residentId('anja'), assertedActor: 'privacy-officer: po-1' },
    });
  });

  it('sees nothing when that cannot be written', async () => {
    const makeRoom = await fillDisk(world.database);
    for (const path of ['_zoek', 'inzage', 'datalek'])
      expectProblem(
        await look(path, path === '_zoek' ? {} : path === 'inzage' ? { betrokkene: annasKey } : LEAK),
        'logboek-schrijft-niet',
      );
    await makeRoom();
  });

  it.each([
    ['an unknown key', '_zoek', { wie: 'x' }],
    ['somebody nobody knows', '_zoek', { betrokkene: randomUUID() }],
    ['nobody', 'inzage', {}],
    ['no period', 'datalek', { partner: 'zayaz' }],
    ['neither a partner nor a certificate', 'datalek', { van: LEAK.van, tot: LEAK.tot }],
    ['what is no certificate', 'datalek', { certificaat: 'mijn-certificaat' }],
  ])('hears what is wrong with %s', async (_what, path, body) => {
    expectProblem(await look(path, body), 'ongeldig-verzoek');
  });
});

describe('a resident who asks what is known (art. 15)', () => {
  it('hears who actually received what, by name, and that the officer looked', async () => {
    const { json } = await look('inzage', { betrokkene: annasKey });
    if (!isAccess(json)) throw new Error(JSON.stringify(isAccess.errors));
    expect(json.ontvangers).toEqual([
      { partner: 'zayaz', naam: 'Zayaz', organisatie: 'Zayaz', keren: 1, velden: ['woonprofiel.woonwens'] },
    ]);
    expect(JSON.stringify(json)).not.toMatch(/park|mw-/);
    const again = await look('inzage', { betrokkene: annasKey });
    expect((again.json as Schemas['Inzage']).regels[0]).toMatchObject({
      gebeurtenis: 'viewed',
      reden: 'inzage',
    });
  });
});

const NOTHING = { verstrekkingen: 0, bewoners: 0, velden: [], doelen: [] };

describe('a partner that lost data (art. 33)', () => {
  it('is known by how many residents and fields it received, without anyone being opened', async () => {
    const { json } = await look('datalek', LEAK);
    if (!isBreach(json)) throw new Error(JSON.stringify(isBreach.errors));
    expect(json).toMatchObject({
      verstrekkingen: 1,
      bewoners: 1,
      velden: [{ veld: 'woonprofiel.woonwens', verstrekkingen: 1, bewoners: 1 }],
      doelen: [{ doel: 'D01', verstrekkingen: 1 }],
    });
  });

  it('received nothing before', async () => {
    const { json } = await look('datalek', { ...LEAK, tot: '2020-02-01T00:00:00Z' });
    expect(json).toMatchObject(NOTHING);
  });

  it.each([
    ['2100-01-01T00:00:00Z', 400],
    [new Date(Date.now() + 20 * HOUR_MS).toISOString(), 200],
  ])('is not counted in what still has to come: until %s', async (tot, expected) => {
    const { status, text } = await look('datalek', { ...LEAK, tot });
    expect(status).toBe(expected);
    if (expected === 400) expect(text).toContain('ten laatste morgen');
  });
});

describe('anybody else who wants to look in the log', () => {
  it.each(['_zoek', 'inzage', 'datalek'])('is turned away, and that is written down: %s', async path => {
    const { lines } = await turnedAway(
      world,
      'alleen-privacy-officer',
      async () => await look(path, { betrokkene: annasKey, ...LEAK }, 'zayaz'),
    );
    expect(lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([
      ['turned-away', 'alleen-privacy-officer'],
    ]);
  });
});

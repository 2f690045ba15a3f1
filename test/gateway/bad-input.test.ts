import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, expectOneLine, SENT, turnedAway } from './door.ts';

let world: World;
let token: string;
let koppelsleutel: string;
let asked = 0;
beforeAll(async () => {
  world = await startWorld({
    adjust: (_partner, options) => ({ ...options, onRequest: () => (asked += 1) }),
  });
  token = await world.tokenFor('zayaz');
  koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
});
afterAll(async () => {
  expect(asked).toBe(0);
  expect(world.sandbox.receivedSignals()).toEqual([]);
  await world.close();
});

const post = async (
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  path = '/v1/verstrekkingen',
): Promise<WireAnswer> =>
  await world.send(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: body as BodyInit,
  });

const asking = (changed: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...ASKING, betrokkene: koppelsleutel, ...changed });

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('a partner sends a body that is no JSON object', () => {
  it.each([
    ['is broken off', `{"doel":"D01","betrokkene":"${SENT}`],
    ['is text', `"${SENT}"`],
    ['is a word', SENT],
    ['is null', 'null'],
    ['ends in something else', `{"doel":"D01"} ${SENT}`],
    ['has a comma too many', `{"doel":"D01",}`],
    ['names the same key twice', `{"doel":"D01","doel":"D05","betrokkene":"${SENT}"}`],
    ['names the same key twice, once in disguise', `{"doel":"D01","\\u0064oel":"D05"}`],
    ['names the same key twice, deeper', `{"namens":{"medewerker":"a","medewerker":"b"}}`],
    ['is deeper than any request', `{"namens":${nested(5_000)}}`],
    ['has two deep values to compare', `{"velden":[${nested(10_000)},${nested(10_000)}]}`],
  ])('that %s: it hears so, and the ledger says that it was turned away', async (_what, body) => {
    expectOneLine(await turnedAway(world, 'ongeldige-json', async () => await post(body)), 'ongeldige-json');
  });

  it('that is not UTF-8: it hears so', async () => {
    const body = Buffer.concat([
      Buffer.from('{"doel":"D01","van":"'),
      Buffer.of(0xc3, 0x28),
      Buffer.from('"}'),
    ]);
    expectOneLine(await turnedAway(world, 'ongeldige-json', async () => await post(body)), 'ongeldige-json');
  });
});

describe('a partner sends a request that is wrong in several ways', () => {
  it('hears all that is wrong at once, by place, and nothing of what it sent', async () => {
    const body = JSON.stringify({
      doel: 7,
      betrokkene: SENT,
      van: [SENT],
      velden: 'identiteit.naam',
      namens: { medewerker: `${SENT} de Vries`, naam: SENT },
      [SENT]: SENT,
    });
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(body));
    expect(turned.problem.fouten?.map(({ waar, wat }) => `${waar} ${wat}`).sort()).toEqual([
      '/ hier staat een sleutel die wij niet kennen',
      '/betrokkene dit is geen uuid',
      '/doel dit moet een tekst zijn',
      '/namens hier staat een sleutel die wij niet kennen',
      '/namens/medewerker de schrijfwijze klopt niet',
      '/van dit moet een tekst zijn',
      '/velden dit moet een lijst zijn',
    ]);
    expectOneLine(turned, 'ongeldig-verzoek');
  });

  it('hears of every unknown purpose, field and partner together', async () => {
    const body = asking({ doel: 'D99', van: 'onbekend', velden: ['identiteit.naam', 'wonen.verzonnen'] });
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(body));
    expect(turned.problem.fouten).toEqual([
      { waar: '/doel', wat: 'dit doel kennen wij niet' },
      { waar: '/velden/1', wat: 'dit veld kennen wij niet' },
      { waar: '/van', wat: 'deze partner kennen wij niet' },
    ]);
    expectOneLine(turned, 'ongeldig-verzoek');
  });

  it.each([
    ['nothing', '', '/'],
    ['an empty object', '{}', '/'],
    ['a list', '[]', '/'],
    ['a number that is no number', '{"doel":1e999}', '/doel'],
  ])('hears what is missing when it sends %s', async (_what, body, where) => {
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(body));
    expect(turned.problem.fouten?.map(({ waar }) => waar)).toContain(where);
    expectOneLine(turned, 'ongeldig-verzoek');
  });

  it.each([
    ['no field', { velden: [] }, '/velden', 'de lijst is leeg'],
    [
      'a field twice',
      { velden: ['zorg.diagnose', 'zorg.diagnose'] },
      '/velden',
      'hetzelfde staat er twee keer in',
    ],
    ['every field there is', { velden: ['*'] }, '/velden/0', 'de schrijfwijze klopt niet'],
    [
      'more fields than there are',
      { velden: Array.from({ length: 101 }, (_, index) => `wonen.v${index}`) },
      '/velden',
      'hooguit 100 tegelijk',
    ],
    [
      'itself through a field of every object',
      { velden: ['constructor.prototype'] },
      '/velden/0',
      'dit veld kennen wij niet',
    ],
    ['somebody by a field of every object', { van: 'constructor' }, '/van', 'deze partner kennen wij niet'],
    [
      'a koppelsleutel in another notation',
      { betrokkene: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
      '/betrokkene',
      'dit is geen uuid',
    ],
    ['a BSN for a koppelsleutel', { betrokkene: '999995005' }, '/betrokkene', 'dit is geen uuid'],
    [
      'a case in another notation',
      { casus: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
      '/casus',
      'dit is geen uuid',
    ],
    [
      'a name for the person who acts',
      { namens: { medewerker: 'A. de Vries' } },
      '/namens/medewerker',
      'de schrijfwijze klopt niet',
    ],
    [
      'an empty person who acts',
      { namens: { medewerker: '' } },
      '/namens/medewerker',
      'de schrijfwijze klopt niet',
    ],
  ])('hears where when it asks for %s', async (_what, changed, waar, wat) => {
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(asking(changed)));
    expect(turned.problem.fouten).toContainEqual({ waar, wat });
    expectOneLine(turned, 'ongeldig-verzoek');
  });

  it('gains nothing by naming what every object inherits', async () => {
    const inherited = `{"__proto__":{"doel":"D01"},"constructor":{"prototype":{"van":"zayaz"}}}`;
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(inherited));
    expect(turned.problem.fouten?.filter(({ wat }) => wat.endsWith('ontbreekt'))).toHaveLength(5);
    expect(turned.problem.fouten?.filter(({ wat }) => wat.includes('sleutel'))).toHaveLength(1);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('is not told item by item about a list that is too long', async () => {
    const velden = Array.from({ length: 10_000 }, (_, index) => index);
    const turned = await turnedAway(world, 'ongeldig-verzoek', async () => await post(asking({ velden })));
    expect(turned.problem.fouten).toEqual([{ waar: '/velden', wat: 'hooguit 100 tegelijk' }]);
  });

  it('hears the same at the other door, in its own words', async () => {
    const body = JSON.stringify({ ...ASKING, betrokkene: koppelsleutel, naar: 'onbekend' });
    const turned = await turnedAway(
      world,
      'ongeldig-verzoek',
      async () => await post(body, {}, '/v1/meldingen'),
    );
    expect(turned.problem.fouten).toEqual([{ waar: '/', wat: 'hier staat een sleutel die wij niet kennen' }]);
    expect(turned.lines.map(({ leaf }) => [leaf['direction'], leaf['sender']])).toEqual([['bring', 'zayaz']]);
  });
});

describe('a partner sends in a form we do not read or write', () => {
  const large = JSON.stringify({ ...ASKING, velden: [SENT.repeat(3_000)] });

  it.each([
    ['more than 64 KiB', 'te-groot', large, {}],
    ['text', 'inhoudstype-onbekend', SENT, { 'content-type': 'text/plain' }],
    [
      'a form',
      'inhoudstype-onbekend',
      `doel=${SENT}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['JSON of another kind', 'inhoudstype-onbekend', '{}', { 'content-type': 'application/vnd.api+json' }],
    [
      'another alphabet',
      'inhoudstype-onbekend',
      '{}',
      { 'content-type': 'application/json; charset=utf-16' },
    ],
    ['something packed', 'inhoudstype-onbekend', '{}', { 'content-encoding': 'gzip' }],
    ['and wants XML back', 'antwoordvorm-onbekend', '{}', { accept: 'application/xml' }],
  ])('%s: it hears which, and the ledger says so', async (_what, code, body, headers) => {
    expectOneLine(await turnedAway(world, code, async () => await post(body, headers)), code);
  });

  it('more than 64 KiB without saying how much: it hears that too', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: controller => {
        controller.enqueue(Buffer.from(large));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const send = async (): Promise<WireAnswer> =>
      await world.send('/v1/verstrekkingen', { ...init, headers });
    expectOneLine(await turnedAway(world, 'te-groot', send), 'te-groot');
  });
});

const elsewhere = async (betrokkene: string): Promise<WireAnswer> =>
  await post(asking({ doel: 'D13', betrokkene }));

describe('a partner asks for a purpose that is not its own', () => {
  it('hears the same about somebody it knows and about nobody, and nobody is looked up', async () => {
    const known = await turnedAway(world, 'doel-niet-van-u', async () => await elsewhere(koppelsleutel));
    const nobody = await turnedAway(
      world,
      'doel-niet-van-u',
      async () => await elsewhere('00000000-0000-4000-8000-000000000000'),
    );
    expectOneLine(known, 'doel-niet-van-u');
    expectOneLine(nobody, 'doel-niet-van-u');
    expect({ ...known.problem, instance: '' }).toEqual({ ...nobody.problem, instance: '' });
    expect(JSON.stringify(known.lines)).not.toContain(koppelsleutel);
  });
});

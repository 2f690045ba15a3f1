import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readOwnWords, MOST_WRITTEN } from '../../consent/own-words.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let browser: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  browser = newBrowser(world);
});
afterAll(async () => await world.close());

const namens = { medewerker: 'fg-001' };
const WORDS = 'Mijn zus Annemarie <script>alert(1)</script> hoort dit niet te weten.';

const say = async (fields: Readonly<Record<string, string>>): Promise<Page> =>
  await browser.submit(await browser.open('/bezwaar'), '/bezwaar', {
    doel: 'D02',
    soort: 'bezwaar',
    ...fields,
  });

async function itemFor(kind: string): Promise<string | undefined> {
  const { json } = await world.sendAs('privacy-officer', '/v1/werklijst', { namens });
  return (json as Schemas['Werklijst']).posten.find(({ soort }) => soort === kind)?.over;
}

async function readBy(partner: string, over: string): Promise<readonly string[]> {
  const { json, status } = await world.sendAs(partner, '/v1/werklijst/_lezen', { over, namens });
  return status === 200 ? (json as Schemas['Gelezen']).teksten.map(({ tekst }) => tekst) : [String(status)];
}

describe('a resident objects in their own words', () => {
  it('is read by the officer, letter for letter, and by nobody else; that it was read is in the ledger', async () => {
    await browser.logInAs('kees');
    const done = await say({ tekst: WORDS });
    expect(textOf(done.html)).toContain('Wat u schreef, is bewaard.');
    const over = (await itemFor('bezwaar')) ?? '';
    expect(await readBy('privacy-officer', over)).toEqual([WORDS]);
    expect(await readBy('zayaz', over)).toEqual(['403']);
    const events = (await world.ledger()).map(line => JSON.stringify(line));
    expect(events.filter(each => each.includes('resident-words-read'))).toHaveLength(1);
  });

  it('leaves no letter of it in the ledger, the log or the database', async () => {
    await browser.logInAs('kees');
    await say({ tekst: `${WORDS} Canarisch.` });
    const tables = await world.database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition`,
    );
    const found = [JSON.stringify(await world.ledger()), world.logged.join('')];
    for (const { name } of tables)
      found.push(JSON.stringify(await world.database.query(`SELECT t::text FROM ${name} AS t`)));
    expect(tables.length).toBeGreaterThan(20);
    expect(found.filter(each => /Annemarie|Canarisch/.test(each))).toEqual([]);
  });

  it('sends the form twice and is heard once; other words later are kept with the same objection', async () => {
    await browser.logInAs('noor');
    for (const tekst of ['Eerst dit.', 'Eerst dit.', 'En later dit.']) await say({ tekst });
    const [objection] = await world.database.query<{ id: string }>(
      'SELECT id FROM objection WHERE resident = $1',
      [residentId('noor')],
    );
    expect(await readBy('privacy-officer', objection?.id ?? '')).toEqual(['Eerst dit.', 'En later dit.']);
  });

  it('types ten thousand letters, and loses none of them', async () => {
    await browser.logInAs('kees');
    const much = 'ጽሑፍ። '.repeat(2000).trim();
    const page = await say({ tekst: much });
    expect(page.status).toBe(422);
    expect(textOf(page.html)).toContain('Uw tekst is te lang: 9999 tekens. Er passen er 4000.');
    expect(page.html).toContain(`${much}</textarea>`);
    expect(page.html).toContain('<option value="D02" selected');
  });

  it('finds what was typed again after logging in again', async () => {
    await browser.logInAs('kees');
    const page = await browser.open('/bezwaar');
    await world.database.query(`UPDATE person_session SET idle_until = now() - interval '1 minute'`);
    await browser.submit(page, '/bezwaar', { soort: 'weg', doel: 'D09', tekst: 'Half af' });
    const back = await browser.logInAs('kees');
    expect(back.path).toBe('/bezwaar');
    expect(back.html).toContain('Half af</textarea>');
    expect(back.html).toMatch(/value="weg" checked/);
  });

  it('reads later what became of it, and why', async () => {
    await browser.logInAs('sara');
    await say({ doel: 'D09', tekst: 'Dit wil ik niet.' });
    const rows = await world.database.query<{ id: string }>(
      `SELECT id FROM objection WHERE resident = $1 AND purpose = 'D09'`,
      [residentId('sara')],
    );
    const redenen = 'Het wijkteam heeft dit nodig om samen met u iets te zoeken dat bij u past.';
    await world.sendAs('privacy-officer', '/v1/bezwaren/_beslissen', {
      bezwaar: rows[0]?.id,
      uitkomst: 'ongegrond',
      redenen,
      namens,
    });
    const { html } = await browser.open('/bezwaar');
    expect(textOf(html)).toContain('U kreeg geen gelijk. Het mag weer.');
    expect(html).toContain(redenen);
  });
});

describe('a resident asks to put something right, in their own words', () => {
  it('is heard by the officer too; twice is once', async () => {
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    await browser.logInAs('anja');
    const request = { soort: 'klopt-niet', doel: 'D01', tekst: 'Ik zoek juist een klein huis.' };
    const answers = [await say(request), await say(request)];
    for (const { path } of answers) expect(path).toContain('soort=klopt-niet&aantal=1&tekst=ja');
    const notices = await world.database.query(
      `SELECT 1 FROM notice WHERE resident = $1 AND request = 'correct'`,
      [residentId('anja')],
    );
    expect(notices).toHaveLength(1);
    const over = (await itemFor('bewoner-schreef')) ?? '';
    expect(await readBy('privacy-officer', over)).toEqual([request.tekst]);
    const settled = await world.sendAs('privacy-officer', '/v1/werklijst/_afhandelen', {
      over,
      redenen: 'Wij belden u; de corporatie heeft het nu goed opgeschreven.',
      namens,
    });
    expect(settled.status).toBe(201);
    expect(await itemFor('bewoner-schreef')).toBeUndefined();
  });
});

describe('what somebody typed', () => {
  it.each([
    [undefined, 'none'],
    [' \r\n ', 'none'],
    ['a'.repeat(MOST_WRITTEN), 'words'],
    ['👍'.repeat(MOST_WRITTEN), 'words'],
    ['a'.repeat(MOST_WRITTEN + 1), 'too-long'],
  ])('%#: is %s', (typed, kind) => {
    expect(readOwnWords(typed).kind).toBe(kind);
  });

  it('keeps its lines, and loses what no keyboard types', () => {
    expect(readOwnWords('een\r\ntwee\u0000\u001b drie')).toEqual({ kind: 'words', text: 'een\ntwee drie' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { jan } from '../../adapters/sandbox/residents/jan.ts';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let browser: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
  await seedQuestions(world.database, new Date());
});
beforeEach(() => {
  browser = newBrowser(world);
});
afterAll(async () => await world.close());

const JAN = `/vraag/${questionId('jan', 'woonprofiel')}`;
const FIELDS = ['woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden', 'inkomen.draagkracht_huur'];
const ASKED = 'zorg.begeleidingsvoorwaarden';
const choose = (...said: readonly ('ja' | 'nee')[]): Record<string, string> => ({
  ...Object.fromEntries(said.map((each, place) => [`keuze-${FIELDS[place]}`, each])),
  actie: 'verder',
});

/** The text that a page says was shown, with its braces as they were published, hashed. */
function hashShown({ html }: Page): string {
  const sentences = [...html.matchAll(/<(h1|p)[^>]*data-tekst[^>]*>(.*?)<\/\1>/g)].map(([, , inner = '']) =>
    inner.replaceAll(/<span data-in="(\w+)">.*?<\/span>/g, '{$1}'),
  );
  return createHash('sha256').update(sentences.join(' ')).digest('hex');
}

describe('a resident looks at the overview', () => {
  it('finds what can be chosen and what is allowed without a yes apart', async () => {
    const { html } = await browser.logInAs('jan');
    const [, chosen = '', rest = ''] = html.split('class="baan');
    const [law = ''] = rest.split('</section>');
    expect(chosen).toContain('Hier mag u kiezen');
    expect(chosen).toContain('Er is 1 vraag voor u.');
    expect(law).toContain('Dit mag zonder uw ja');
    expect(law).not.toMatch(/<input|<button/);
  });

  it('sees what was said yes to, what was stopped, and what an objection stopped', async () => {
    expect((await browser.logInAs('anja')).html).toContain('Hier zei u ja op');
    expect((await newBrowser(world).logInAs('els')).html).toContain('U stopte op');
    expect((await newBrowser(world).logInAs('sara')).html).toContain(
      'Dit is gestopt, want u maakte bezwaar.',
    );
  });
});

describe('a resident is asked something', () => {
  it('sees the published words, and the very value that would be told', async () => {
    await browser.logInAs('jan');
    const page = await browser.open(JAN);
    expect(page.status).toBe(200);
    const [text] = await world.database.query<{ sha256: string }>(
      `SELECT sha256 FROM published_text WHERE version = 'vraag-2026-10' AND language = 'nl'`,
    );
    expect(hashShown(page)).toBe(text?.sha256);
    expect(valueIn(page.html, ASKED)).toBe(jan.woonprofiel?.['begeleidingsvoorwaarden']);
  });

  it('finds nothing chosen beforehand, and yes and no alike', async () => {
    await browser.logInAs('jan');
    const { html } = await browser.open(JAN);
    expect(html.match(/type="radio"/g)).toHaveLength(2 * FIELDS.length);
    expect(html).not.toMatch(/\schecked/);
  });

  it('leaves in the log that they looked, with names of fields and no value', async () => {
    await browser.logInAs('jan');
    const { html } = await browser.open(JAN);
    const value = valueIn(html, ASKED);
    const lines = await world.ledger();
    expect(JSON.stringify(lines.at(-1))).toContain('question-viewed');
    expect(JSON.stringify(lines)).not.toContain(value);
    expect(world.logged.join('')).not.toContain(value);
  });

  it('may choose later, without anybody asking what was not chosen', async () => {
    await browser.logInAs('jan');
    const page = await browser.submit(await browser.open(JAN), JAN, { actie: 'later' });
    expect(page.path).toBe('/overzicht');
  });

  it('is told what is missing, and keeps what was chosen', async () => {
    await browser.logInAs('jan');
    const page = await browser.submit(await browser.open(JAN), JAN, choose('ja', 'nee'));
    expect(page.status).toBe(422);
    expect(page.html).toContain('<title>Fout: ');
    expect(page.html).toContain(`href="#${FIELDS[2]}-ja"`);
    expect(page.html.match(/\schecked/g)).toHaveLength(2);
  });
});

const valueIn = (html: string, field: string): string =>
  new RegExp(`id="${field.replace('.', '\\.')}-waarde">.*?<bdi[^>]*>(.*?)</bdi>`).exec(html)?.[1] ??
  'no value';

describe('a resident answers', () => {
  it('says yes to one and no to another: only the yes opens, the no is told to nobody, and the proof says which words', async () => {
    await browser.logInAs('jan');
    const explain = await browser.submit(await browser.open(JAN), JAN, choose('nee', 'ja', 'nee'));
    expect(explain.path).toBe(`${JAN}/uitleg`);
    const again = await browser.submit(explain, `${JAN}/uitleg`, {
      wie: 'niemand',
      spijt: 'niets',
      actie: 'verder',
    });
    expect(textOf(again.html)).toContain('Dat legden wij niet goed uit');
    const check = await browser.submit(again, `${JAN}/uitleg`, {
      wie: 'ontvanger',
      spijt: 'stoppen',
      actie: 'verder',
    });
    expect(check.path).toBe(`${JAN}/klopt`);
    expect(textOf(check.html)).toContain('Wij hebben nog niets verteld.');
    const before = (await world.ledger()).length;
    const proof = await browser.submit(check, `${JAN}/klopt`);
    expect(proof.path).toBe(JAN.replace('vraag', 'bewijs'));
    const [record] = await world.database.query<{ text_sha256: string; fields: string[] }>(
      `SELECT text_sha256, fields FROM consent WHERE evidence_reference LIKE '%' || $1 AND fields[1] = 'zorg.begeleidingsvoorwaarden'`,
      [JAN.slice('/vraag/'.length)],
    );
    expect(record?.fields).toEqual([ASKED]);
    expect(hashShown(proof)).toBe(record?.text_sha256);
    const events = (await world.ledger()).slice(before).map(line => JSON.stringify(line));
    expect(events.map(each => /"what":"([\w-]+)"/.exec(each)?.[1])).toEqual([
      'consent-given',
      'consent-refused',
      'consent-terminated',
    ]);
    const { answer } = await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'jan',
      for: 'D01',
      fields: FIELDS,
    });
    expect(Object.keys(answer.gegevens)).toEqual([ASKED]);
    expect([...answer.nietBeschikbaar].sort()).toEqual(FIELDS.filter(field => field !== ASKED).sort());
  });

  it('sends twice, and has answered once', async () => {
    await browser.logInAs('jan');
    const before = (await world.ledger()).length;
    const page = await browser.open('/overzicht');
    const again = await browser.post(`${JAN}/klopt`, {
      bewijs: /name="bewijs" value="([^"]+)"/.exec(page.html)?.[1] ?? '',
    });
    expect(again.path).toBe(JAN.replace('vraag', 'bewijs'));
    expect((await world.ledger()).length).toBe(before);
  });

  it('comes back to a question that was answered, or that is somebody else’s, and is told kindly', async () => {
    await browser.logInAs('jan');
    for (const address of [JAN, `/vraag/${questionId('anja', 'afspraken')}`, `/vraag/${residentId('jan')}`]) {
      const page = await browser.open(address);
      expect({ address, status: page.status }).toEqual({ address, status: 410 });
      expect(page.html).toContain('Deze vraag loopt niet meer');
    }
    expect((await browser.open('/vraag/geen-nummer')).status).toBe(404);
  });
});

describe('a resident stops', () => {
  it('needs two clicks and no reason; the next request is already closed, and the page says who hears of it', async () => {
    const told = await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    expect(Object.keys(told.answer.gegevens)).toHaveLength(1);
    const overview = await browser.logInAs('anja');
    const [address = ''] = /\/stop\/[0-9a-f-]+/.exec(overview.html) ?? [];
    const page = await browser.open(address);
    expect(page.html).not.toMatch(/<textarea|type="radio"|type="checkbox"/);
    expect(textOf(page.html)).toContain('omdat die iets over u kreeg');
    const proof = await browser.submit(page, address);
    expect(textOf(proof.html)).toContain('U bent gestopt');
    const after = await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    expect(after.answer.gegevens).toEqual({});
    expect((await browser.submit(page, address)).path).toBe(address.replace('stop', 'bewijs'));
  });

  it('cannot stop what is somebody else’s', async () => {
    const [piet] = await world.database.query<{ id: string }>('SELECT id FROM consent WHERE resident = $1', [
      residentId('piet'),
    ]);
    await browser.logInAs('anja');
    expect((await browser.open(`/stop/${piet?.id}`)).status).toBe(404);
  });
});

describe('a resident asks who got what', () => {
  it('sees who, when, what by name and why; refused attempts as a number; and always that some things are shown later', async () => {
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['zorg.diagnose'],
    });
    await browser.logInAs('anja');
    const page = await browser.open('/wie-kreeg-wat');
    const text = textOf(page.html);
    expect(text).toContain('wat voor huis u zoekt');
    expect(text).toContain(
      'Dat mocht, want: De corporatie krijgt uw woonprofiel alleen als u daar ja op zegt.',
    );
    expect(text).toMatch(/\d keer\. Toen is er niets over u verteld/);
    for (const resident of ['anja', 'noor']) {
      const other = newBrowser(world);
      await other.logInAs(resident);
      expect(textOf((await other.open('/wie-kreeg-wat')).html)).toContain(
        'Soms mogen wij iets nog niet laten zien.',
      );
    }
  });
});

describe('a resident says something is wrong', () => {
  it('objects: it stops at once, and can be taken back', async () => {
    await browser.logInAs('kees');
    const page = await browser.open('/bezwaar?doel=D02');
    const done = await browser.submit(page, '/bezwaar', { soort: 'bezwaar', doel: 'D02' });
    expect(textOf(done.html)).toContain('Wij stoppen met vertellen tot wij hebben gekeken');
    await browser.submit(page, '/bezwaar', { soort: 'bezwaar', doel: 'D02' });
    const [open] = await world.database.query<{ n: string }>(
      'SELECT count(*) AS n FROM objection WHERE resident = $1',
      [residentId('kees')],
    );
    expect(Number(open?.n)).toBe(1);
    const form = await browser.open('/bezwaar');
    expect((await browser.submit(form, '/bezwaar/intrekken')).html).toContain('Uw bezwaar is ingetrokken');
  });

  it('is told what is missing', async () => {
    await browser.logInAs('kees');
    const page = await browser.submit(await browser.open('/bezwaar'), '/bezwaar', { soort: 'iets' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('Kies waar het over gaat.');
  });

  it('sends far too much, and gets a kind page', async () => {
    await browser.logInAs('kees');
    const page = await browser.submit(await browser.open('/bezwaar'), '/bezwaar', {
      soort: 'bezwaar',
      tekst: 'x'.repeat(300_000),
    });
    expect(page.status).toBe(413);
    expect(page.html).toContain('Deze tekst is te lang');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { newBrowser, textOf, type TestBrowser } from '../world/browser.ts';
import { startEmptyGateway, type EmptyGateway } from '../world/empty-gateway.ts';
import { startWorld, type World } from '../world/world.ts';

const title = (html: string): string => /<h1[^>]*>([^<]+)/.exec(html)?.[1] ?? '';

describe('an officer practises where the database knows no resident at all', () => {
  let empty: EmptyGateway;
  let browser: TestBrowser;
  beforeAll(async () => {
    empty = await startEmptyGateway();
    browser = newBrowser(empty);
    await browser.logInAs('fg-001', 'werk');
  });
  afterAll(async () => {
    await empty?.close();
  });

  const answer = async (card: string, ...said: readonly number[]): Promise<string> => {
    const address = `/oefenen/kaart/${card}?rol=welzijn`;
    const page = await browser.open(address);
    const fields = Object.fromEntries(said.map((each, index) => [`vraag-${index}`, String(each)]));
    return textOf((await browser.submit(page, address, fields)).html);
  };

  it('gets cards, and answers with rule, law and sentence', async () => {
    const home = await browser.open('/oefenen?rol=welzijn');
    expect(textOf(home.html)).not.toContain('keer fout');
    expect((await empty.database.query('SELECT FROM resident')).length).toBe(0);
    const page = await answer('S01-1', 4, 4, 4, 0);
    expect(page).toContain('Alles goed');
    expect(page).toContain('Regel 2.1b');
    expect(page).toContain('nooit-lijst');
  });

  it('hears the difference between telling too much and telling too little', async () => {
    expect(await answer('S01-1', 4, 4, 4, 2)).toContain('3 van 4 goed');
    const told = await answer('S01-1', 0, 4, 4, 2);
    expect(told).toContain('U gaf iets wat niet mag, en hield iets tegen wat wél mag.');
  });

  it('is told when nothing was answered, and that counts for nothing', async () => {
    const before = await empty.database.query('SELECT * FROM practice_memory');
    const address = '/oefenen/kaart/S02-1?rol=';
    const page = await browser.submit(await browser.open(address), address);
    expect([page.status, textOf(page.html).includes('Kies bij elk gegeven een antwoord')]).toEqual([
      422,
      true,
    ]);
    expect(await empty.database.query('SELECT * FROM practice_memory')).toEqual(before);
  });

  it('counts for the team, without a name; and what went wrong comes back', async () => {
    expect(await empty.database.query('SELECT team, card, box, "right", wrong FROM practice_memory')).toEqual(
      [{ team: 'toezicht', card: 'S01-1', box: 0, right: 1, wrong: 2 }],
    );
    const home = textOf((await browser.open('/oefenen?rol=welzijn')).html);
    expect(home).toContain('2 van 3 keer fout');
  });

  it('leads a group through the cards, each another one', async () => {
    const first = await browser.open('/oefenen/groep?rol=corporatie&nr=1');
    const second = await browser.submit(first, '/oefenen/groep?rol=corporatie&nr=1', {
      groep: 'goed',
      kaart: /name="kaart" value="([^"]+)"/.exec(first.html)?.[1] ?? '',
      bewijs: /name="bewijs" value="([^"]+)"/.exec(first.html)?.[1] ?? '',
    });
    expect(second.path).toBe('/oefenen/groep?rol=corporatie&nr=2');
    expect(title(second.html)).not.toBe(title(first.html));
    expect(textOf(first.html)).toContain('Om over te praten');
  });

  it('prints a dozen cards with their answers apart', async () => {
    const page = await browser.open('/oefenen/kaarten?rol=corporatie');
    expect(page.html.match(/<article class="oefen-kaartje"/g)).toHaveLength(12);
    expect(page.html.match(/<article class="oefen-antwoordblad"/g)).toHaveLength(12);
  });

  it('finds no card that is not there', async () => {
    expect((await browser.open('/oefenen/kaart/S99-1')).status).toBe(404);
  });
});

const RENTING: readonly ResidentKey[] = [
  'anja',
  'jan',
  'piet',
  'sara',
  'els',
  'lin',
  'ahmed',
  'fatima',
  'kees',
  'omar',
];
const STORY = `De bewoner reist graag met de trein, maar altijd zonder kaartje. De begeleider en de verhuurder wisten
dat allebei niet van elkaar. Aan tafel kwam een jaarkaart uit het maatwerkbudget.`;

const putForward = async (browser: TestBrowser, changed: Readonly<Record<string, string>> = {}) =>
  await browser.submit(await browser.open('/leren/nieuw'), '/leren/nieuw', {
    tekst: STORY,
    kenmerk: 'woning',
    mensen: '400',
    bron: 'CBS, wijken en buurten 2025',
    betrokken: 'zayaz',
    ...changed,
  });

describe('a network that learns', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world?.close();
  });

  const as = async (account: string): Promise<TestBrowser> => {
    const browser = newBrowser(world);
    await browser.logInAs(account, 'werk');
    return browser;
  };
  const stories = async (): Promise<readonly { id: string; text: string | null; state: string }[]> =>
    await world.database.query('SELECT id, text, state FROM learning_story ORDER BY put_forward_at');

  it('keeps nothing of a story that points at somebody, and gives what was typed back', async () => {
    const page = await putForward(await as('wt-031'), { tekst: `${STORY} Toen belde Fatima.`, mensen: '4' });
    expect(page.status).toBe(422);
    expect(textOf(page.html)).toContain('‘Fatima’ – Gebruik geen naam');
    expect(textOf(page.html)).toContain('past op minder dan tien mensen');
    expect(await stories()).toEqual([]);
  });

  it('lets a story go after somebody outside the case read it and the officer released it', async () => {
    expect((await putForward(await as('wt-031'))).path).toBe('/leren?klaar=voorgelegd');
    const [story] = await stories();
    const [officer, inside, outside] = [await as('fg-001'), await as('mw-417'), await as('fa-007')];
    const address = `/leren/${story?.id ?? ''}`;
    const step = async (browser: TestBrowser, stap: string) => {
      const page = await browser.open('/leren');
      const bewijs = /name="bewijs" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
      return await browser.post(address, { stap, bewijs });
    };
    expect(textOf((await inside.open('/leren')).html)).not.toContain('jaarkaart');
    expect((await step(inside, 'niemand')).status).toBe(403);
    expect((await step(officer, 'vrijgeven')).status).toBe(403);
    expect((await step(outside, 'vrijgeven')).status).toBe(403);
    expect((await step(outside, 'niemand')).path).toBe('/leren?klaar=gelezen');
    expect((await step(officer, 'vrijgeven')).path).toBe('/leren?klaar=vrijgegeven');
    expect(textOf((await inside.open('/leren')).html)).toContain('jaarkaart');
    const entry = (await world.ledger()).find(({ leaf }) => leaf.reason === 'leerverhaal-vrijgegeven');
    expect(entry?.personal).toMatchObject({ assertedActor: 'officer: fg-001' });
  });

  it('forgets the text when the reader recognises somebody', async () => {
    await putForward(await as('wt-031'));
    const story = (await stories()).at(-1);
    const reader = await as('fa-007');
    const page = await reader.open('/leren');
    await reader.submit(page, `/leren/${story?.id ?? ''}`, { stap: 'herken' });
    expect((await stories()).at(-1)).toMatchObject({ state: 'teruggestuurd', text: null });
  });

  it('sees a wish that was refused for ten residents, and not one for nine', async () => {
    for (const [index, resident] of RENTING.entries())
      await world.sendAs('zayaz', '/v1/verstrekkingen', {
        doel: 'D01',
        betrokkene: await world.koppelsleutel('zayaz', resident),
        van: 'wijkteam-zuidoost',
        velden: ['zorg.diagnose', ...(index < 9 ? ['zorg.risicotaxatie'] : [])],
        namens: { medewerker: 'mw-417' },
      });
    const page = await (await as('ac-001')).open('/weeffouten');
    const text = textOf(page.html);
    expect(text).toContain('Diagnose');
    expect(text).not.toContain('Risicotaxatie');
    expect(text).toContain('over minder dan tien bewoners');
    expect(page.html).toContain('href="/docs/wat-mag/corporatie"');
  });

  it('shows what went between partners to who watches over it, in pictures and in numbers', async () => {
    await world.sendAs('zayaz', '/v1/verstrekkingen', {
      doel: 'D01',
      betrokkene: await world.koppelsleutel('zayaz', 'anja'),
      van: 'wijkteam-zuidoost',
      velden: ['woonprofiel.woonwens'],
      namens: { medewerker: 'mw-417' },
    });
    const page = await (await as('fg-001')).open('/in-beeld');
    expect(page.html).toContain('<svg');
    expect(textOf(page.html)).toContain('Zayaz');
    expect(page.html).not.toMatch(/ style=|<script/);
    expect((await (await as('mw-417')).open('/in-beeld')).status).toBe(403);
  });

  it('shows every ground of every purpose', async () => {
    const page = await (await as('mw-417')).open('/gronden?doel=D03');
    expect(textOf(page.html)).toContain('Uitkering bij opname');
    expect(page.html.includes('mag door iets wat is vastgelegd, regel 3.1, 3.2')).toBe(true);
    expect(page.html).not.toContain('<th scope="row"></th>');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { startWorld, type World } from '../world/world.ts';
import { openChromium } from './chromium.ts';
import { DESK, follow, followByEnter, look, PHONE, tabTo } from './looking.ts';

let world: World;
let chromium: Browser;
let context: BrowserContext;
let page: Page;
/** Where Jan's case is, once it was opened. */
let own: string;

const newContext = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> =>
  await chromium.newContext({ viewport: PHONE, locale: 'nl-NL', bypassCSP: true, ...options });

async function logIn(on: Page, account: string): Promise<void> {
  await on.goto(`${world.gateway.url}/inloggen/werk`);
  await follow(on, `button[value="${account}"]`);
  await on.waitForURL(/casussen/);
}

beforeAll(async () => {
  world = await startWorld();
  // Jan's case begins anew, so that the whole walk can be seen.
  await world.database.query('UPDATE social_case SET closed_at = now() WHERE resident = $1', [
    residentId('jan'),
  ]);
  chromium = await openChromium();
  context = await newContext();
  page = await context.newPage();
  await logIn(page, 'wt-031');
});
afterAll(async () => {
  await chromium?.close();
  await world?.close();
});

const go = async (path: string): Promise<unknown> => await page.goto(world.gateway.url + path);

/** Fills in what is typed, chooses what is chosen, and sends the form that this button belongs to. */
async function send(button: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    const kind = await field.first().getAttribute('type');
    if (kind === 'radio' || kind === 'checkbox') await page.check(`[name="${name}"][value="${value}"]`);
    else await field.first().fill(value);
  }
  await follow(page, `button:has-text("${button}")`);
}

const seen = async (name: string): Promise<readonly string[]> => await look(page, name, DESK);

describe('a member of the wijkteam opens a case with Jan', () => {
  it('from an empty form, with what misses, to who sits there and the code for his own screen', async () => {
    const faults = [...(await seen('t1-casussen'))];
    await go('/casussen/nieuw');
    faults.push(...(await seen('t2-openen')));
    await send('Open de casus');
    faults.push(...(await seen('t2-openen-mist-iets')));
    const betrokkene = await world.koppelsleutel('wijkteam-zuidoost', 'jan');
    await send('Open de casus', { betrokkene, doel: 'D02', uitnodiging: 'aanwezig', naam: 'De treinreis' });
    own = new URL(page.url()).pathname;
    faults.push(...(await seen('t3-casus-nieuw')));
    await go(`${own}/leden`);
    for (const [partner, medewerker] of [
      ['zayaz', 'mw-417'],
      ['farent', 'fa-007'],
      ['reinier-van-arkel-kliniek', 'rv-001'],
    ] as const)
      await send('Zet erbij', { partner, medewerker });
    faults.push(...(await seen('t4-leden')));
    await send('Zet erbij');
    faults.push(...(await seen('t4-leden-mist-iets')));
    await go(`${own}/bewoner`);
    await send('Leg vast', { uitnodiging: 'aanwezig' });
    await go(`${own}/bewoner`);
    await send('Maak een code');
    faults.push(...(await seen('t5-bewoner')));
    expect(faults).toEqual([]);
  });
});

describe('at the table with Jan', () => {
  it('the question and the agreements are written down in words that may travel', async () => {
    const faults: string[] = [];
    await go(`${own}/vraag`);
    await send('Bewaar de vraag', { vraag: 'Heeft schizofrenie en reist graag met de trein.' });
    faults.push(...(await seen('t6-vraag-schrijf-anders')));
    await send('Bewaar de vraag', { vraag: 'Reist graag met de trein en loopt daarin vast.' });
    for (const action of [
      { 'wat-doen': 'Vraagt de jaarkaart aan', wie: 'Farent', dag: '2099-01-05', vuistregel: 'daginvulling' },
      { 'wat-doen': 'Belt over de huur', wie: 'Zayaz', dag: '2099-01-12', vuistregel: 'dak' },
    ]) {
      await go(`${own}/afspraken`);
      await send('Zet de afspraak erbij', action);
    }
    await follow(page, 'button:has-text("Gedaan")');
    faults.push(...(await seen('t7-afspraken')));
    await send('Zet de afspraak erbij', { 'wat-doen': 'Haalt de medicatie op' });
    faults.push(...(await seen('t7-afspraken-schrijf-anders')));
    expect(faults).toEqual([]);
  });

  it('the woonprofiel goes its route: written, agreed to, asked, shared', async () => {
    const faults: string[] = [];
    await go(`${own}/woonprofiel/schrijven`);
    faults.push(...(await seen('t8-woonprofiel-schrijven')));
    await send('Bewaar als versie 1', {
      woonwens: 'Rustig, bij het station. Een eigen voordeur.',
      begeleidingsvoorwaarden: 'Elke week iemand die langskomt, op een vaste dag.',
      draagkracht: 'Ja, de huidige huur.',
      woonafspraken: 'Wordt het druk, dan belt de bewoner de begeleider.\nDe huismeester belt eerst aan.',
    });
    faults.push(...(await seen('t8-woonprofiel-nog-geen-ja')));
    await send('De bewoner is akkoord', { kanaal: 'at-the-table' });
    await go(`${own}/delen?partner=zayaz&doel=D01`);
    faults.push(...(await seen('t9-delen-nog-geen-ja')));
    await send('Zet de vraag klaar');
    faults.push(...(await seen('t5-bewoner-gevraagd')));
    await send('Maak een code');
    await janSaysYes((await page.textContent('.grote-code')) ?? '');
    await go(`${own}/woonprofiel`);
    faults.push(...(await seen('t8-woonprofiel')));
    await go(`${own}/delen?partner=zayaz&doel=D01`);
    await send('Deel wat is aangevinkt', {
      'veld-woonprofiel.woonwens': 'ja',
      'veld-zorg.begeleidingsvoorwaarden': 'ja',
    });
    faults.push(...(await seen('t10-gedeeld')));
    expect(await page.textContent('.waarden')).toContain('bij het station');
    expect(faults).toEqual([]);
  });

  it('the waakvlam is arranged, woken, and picked up', async () => {
    const faults: string[] = [];
    await go(`${own}/waakvlam`);
    await send('Bewaar als versie 1', {
      afspraken:
        'De huismeester belt het wijkteam als de gordijnen twee dagen dicht zijn.\nDe bewoner mag zelf altijd bellen.',
    });
    await send('Maak wakker', { signaal: 'Is psychotisch' });
    faults.push(...(await seen('t11-waakvlam-schrijf-anders')));
    await send('Maak wakker', {
      melder: 'zayaz',
      gebeld: 'wij',
      signaal: 'Gordijnen dicht sinds vrijdag, de post blijft liggen.',
      actie: 'Vandaag iemand aan de deur',
    });
    faults.push(...(await seen('t11-waakvlam')));
    await send('Opgepakt');
    faults.push(...(await seen('t11-waakvlam-opgepakt')));
    expect(await page.textContent('.waarden')).toContain('opgepakt');
    expect(faults).toEqual([]);
  });

  it('income is kept by the right way, and money comes under a number', async () => {
    const faults: string[] = [];
    for (const kind of ['zelf', 'gedwongen', 'vrijwillig']) {
      await go(`${own}/uitkering?soort=${kind}`);
      faults.push(...(await seen(`t12-uitkering-${kind}`)));
    }
    await go(`${own}/budget`);
    await send('Vraag aan onder een nummer', {
      bedrag: '3000',
      waarvoor: 'Een jaarkaart voor de trein',
      vuistregel: 'daginvulling',
    });
    faults.push(...(await seen('t13-budget')));
    await send('Vraag aan onder een nummer');
    faults.push(...(await seen('t13-budget-mist-iets')));
    expect(await page.textContent('main')).not.toContain('Jan');
    expect(faults).toEqual([]);
  });

  it('one page shows it all under the five vuistregels, prints without buttons, and closes', async () => {
    await go(own);
    const faults = [...(await seen('t3-casus'))];
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(
      "[...document.querySelectorAll('button, nav, .voet form')].filter(each => each.checkVisibility()).length",
    );
    await page.emulateMedia({ media: 'screen' });
    await go(`${own}/sluiten`);
    faults.push(...(await seen('t14-sluiten')));
    await send('Sluit nu');
    faults.push(...(await seen('t14-gesloten')));
    await go('/casussen/00000000-0000-4000-8000-000000000000');
    faults.push(...(await seen('t15-niet-voor-u')));
    expect(faults).toEqual([]);
    expect(shown).toBe(0);
  });
});

async function janSaysYes(code: string): Promise<void> {
  const jan = await newContext();
  const screen = await jan.newPage();
  await screen.goto(`${world.gateway.url}/inloggen`);
  await screen.fill('#invoer-code', code);
  await follow(screen, 'form.kaart button');
  await follow(screen, 'a[href^="/vraag/"]');
  for (const name of await screen.locator('input[type="radio"][value="ja"]').all()) await name.check();
  await follow(screen, 'button[value="verder"]');
  await follow(screen, 'button[value="overslaan"]');
  await follow(screen, 'form[action$="/klopt"] button');
  await screen.waitForURL(/bewijs/);
  await jan.close();
}

describe('a professional with a keyboard alone, without JavaScript', () => {
  it('makes an agreement, and going back does nothing twice', async () => {
    const [row] = await world.database.query<{ id: string }>(
      'SELECT id FROM social_case WHERE resident = $1 AND closed_at IS NULL',
      [residentId('anja')],
    );
    const bare = await newContext({ javaScriptEnabled: false, bypassCSP: false });
    const screen = await bare.newPage();
    await logIn(screen, 'wt-031');
    const address = `${world.gateway.url}/casussen/${row?.id ?? ''}/afspraken`;
    await screen.goto(address);
    await tabTo(screen, '[name="wat-doen"]');
    await screen.keyboard.type('Maakt een afspraak bij het station');
    await tabTo(screen, '[name="wie"]');
    await screen.keyboard.press('Space');
    await tabTo(screen, '[name="dag"]');
    await screen.keyboard.type('05012099');
    await tabTo(screen, '[name="vuistregel"]');
    await screen.keyboard.press('Space');
    await tabTo(screen, 'form:has([value="nieuw"]) button[type="submit"]');
    await followByEnter(screen);
    expect(await screen.locator('.afspraken > li').count()).toBe(1);
    await screen.goBack();
    await screen.goForward();
    await screen.reload();
    expect(await screen.locator('.afspraken > li').count()).toBe(1);
    await bare.close();
  });
});

describe('a question is read aloud to Anja', () => {
  it('from the list to a proof to take home, yes and no alike, also on paper and on a small screen', async () => {
    await seedQuestions(world.database, new Date());
    const [row] = await world.database.query<{ id: string }>(
      'SELECT id FROM social_case WHERE resident = $1 AND closed_at IS NULL',
      [residentId('anja')],
    );
    const hers = `/casussen/${row?.id ?? ''}`;
    await go(`${hers}/bewoner`);
    await send('Leg vast', { uitnodiging: 'aanwezig' });
    await go(`${hers}/voorlezen`);
    const faults = [...(await seen('t16-voorlezen-vragen'))];
    await follow(page, `a[href$="${questionId('anja', 'afspraken')}"]`);
    faults.push(...(await seen('t16-voorlezen')));
    await follow(page, 'a:has-text("Begin")');
    const cards = await page.locator('.keuze.groot').all();
    const looks = await Promise.all(
      cards.map(
        async card =>
          await card.evaluate(`(each => {
            const { color, backgroundColor, borderColor, fontWeight, height, width } = getComputedStyle(each);
            return JSON.stringify({ color, backgroundColor, borderColor, fontWeight, height, width });
          })`),
      ),
    );
    expect([looks.length, new Set(looks).size]).toEqual([2, 1]);
    faults.push(...(await seen('t16-voorlezen-gegeven')));
    await send('Verder');
    faults.push(...(await seen('t16-voorlezen-kies')));
    await send('Verder', { keuze: 'ja' });
    await send('Kijk het na');
    faults.push(...(await seen('t16-voorlezen-gesprek-mist-iets')));
    await send('Kijk het na', {
      'erbij-begeleider': 'ja',
      taal: 'nl',
      tolk: 'niet-nodig',
      terugvraag: 'goed',
      woorden: 'Ja hoor, als ik maar mag blijven wonen.',
    });
    faults.push(...(await seen('t16-voorlezen-klopt')));
    await send('Ja, dit klopt');
    faults.push(...(await seen('t16-voorlezen-bewijs')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.knoppen:visible').count()).toBe(0);
    await page.emulateMedia({ media: null });
    expect(faults).toEqual([]);
  });
});

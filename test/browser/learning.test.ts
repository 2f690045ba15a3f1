import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type Asking } from '../world/exchange.ts';
import type { World } from '../world/world.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { DESK, follow, followByEnter, look, tabTo } from './looking.ts';

async function tellBefore(world: World): Promise<void> {
  const told: readonly (readonly [string, Asking])[] = [
    ...Array.from(
      { length: 7 },
      () =>
        [
          'wijkteam-zuidoost',
          { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] },
        ] as const,
    ),
    ...(['anja', 'jan', 'piet', 'sara', 'els', 'lin', 'ahmed', 'fatima', 'kees', 'omar'] as const).map(
      about =>
        [
          'zayaz',
          {
            as: 'wijkteam-zuidoost',
            professional: 'wt-031',
            about,
            for: 'D07',
            fields: ['identiteit.naam', 'zorg.diagnose'],
          },
        ] as const,
    ),
    [
      'wijkteam-zuidoost',
      { as: 'farent', professional: 'fa-007', about: 'jan', for: 'D02', fields: ['identiteit.naam'] },
    ],
    [
      'reinier-van-arkel-kliniek',
      {
        as: 'sociale-dienst',
        about: 'fatima',
        for: 'D03',
        fields: ['identiteit.naam', 'opname.begindatum'],
      },
    ],
    ['wijkteam-zuidoost', { as: 'zayaz', about: 'jan', for: 'D01', fields: ['zorg.diagnose'] }],
  ];
  for (const [from, asking] of told) await ask(world, from, asking);
}

let browsing: BrowserWorld;
beforeAll(async () => {
  browsing = await openBrowserWorld({
    at: 'werk',
    usual: { bypassCSP: true },
    before: tellBefore,
  });
});
afterAll(async () => await browsing?.close());

describe('everything to practise and to learn from, in a real browser', () => {
  it('is clean for a professional who practises, alone, with a group and on paper', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    await browsing.logIn(page, 'fa-007');
    const faults: string[] = [];
    await browsing.go(page, '/oefenen/kaart/S01-1?rol=welzijn');
    faults.push(...(await look(page, 'oefenen-kaart', DESK)));
    await follow(page, 'button:has-text("Kijk na")');
    faults.push(...(await look(page, 'oefenen-kaart-leeg', DESK)));
    for (const [index, answer] of ['4', '4', '0', '2'].entries())
      await page.selectOption(`#vraag-${index}`, answer);
    await follow(page, 'button:has-text("Kijk na")');
    faults.push(...(await look(page, 'oefenen-nagekeken', DESK)));
    for (const [path, name] of [
      ['/oefenen', 'oefenen'],
      ['/oefenen/kaart/paar-3-2-ggz_behandeling-gem_sociale_dienst-desgevraagd', 'oefenen-paar'],
      ['/oefenen/groep?rol=welzijn', 'oefenen-groep'],
      ['/oefenen/kaarten?rol=welzijn', 'oefenen-papier'],
      ['/leren', 'leren'],
      ['/leren/nieuw', 'leren-nieuw'],
    ] as const) {
      await browsing.go(page, path);
      // On paper it is long: its picture is of the beginning.
      faults.push(...(await look(page, name, ...(name === 'oefenen-papier' ? [] : [DESK]))));
    }
    await page.fill('#tekst', 'Toen belde Fatima op 3 maart.');
    await follow(page, 'button:has-text("Leg voor")');
    faults.push(...(await look(page, 'leren-nog-niet', DESK)));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is clean for an officer who looks at the whole', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    await browsing.logIn(page, 'fg-001');
    const faults: string[] = [];
    for (const [path, name] of [
      ['/weeffouten', 'weeffouten'],
      ['/in-beeld', 'in-beeld'],
      ['/gronden?doel=D03', 'gronden'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name, DESK)));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a professional with a keyboard alone, without JavaScript', () => {
  it('answers a card and goes on to the next', async () => {
    const context = await browsing.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await browsing.logIn(page, 'mw-417');
    await browsing.go(page, '/oefenen?rol=corporatie');
    await tabTo(page, 'a[href^="/oefenen/kaart/"]');
    await followByEnter(page);
    await tabTo(page, '#vraag-0');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'main form button');
    await followByEnter(page);
    expect(await page.textContent('h1')).toMatch(/goed/);
    await tabTo(page, 'a[href^="/oefenen/kaart/"]');
    await followByEnter(page);
    expect(page.url()).toContain('/oefenen/kaart/');
    await context.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { propose } from '../../gateway/officer/proposals.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { ask } from '../world/exchange.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { DESK, follow, followByEnter, look, tabTo } from './looking.ts';

let browsing: BrowserWorld;
let key: string;
let version: string;
beforeAll(async () => {
  browsing = await openBrowserWorld({
    at: 'werk',
    usual: { bypassCSP: true },
    before: async world => {
      for (const fields of [
        ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
        ['woonprofiel.woonwens'],
        ['zorg.diagnose'],
      ] as const)
        await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'anja', for: 'D01', fields });
      key = await world.koppelsleutel('wijkteam-zuidoost', 'anja');
      const files = shippedFiles.map(({ path, text }) => ({
        path,
        text: path.startsWith('doelen/D01') ? text.replaceAll('      - woonprofiel.woonwens\n', '') : text,
      }));
      const proposed = await propose(
        world.database,
        { files, difference: '', signatures: [] },
        { by: 'officer: fg-001', now: new Date() },
      );
      version = proposed.kind === 'proposed' ? proposed.version : '';
    },
  });
});
afterAll(async () => await browsing?.close());

describe('an officer with a request to see, in a real browser', () => {
  it('finds clean pages from the list to the letter, also when something is missing', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'fg-001');
    await browsing.go(page, '/werk/inzage');
    await follow(page, 'button:has-text("Leg het verzoek vast")');
    faults.push(...(await look(page, 'p4-verzoek-mist-iets', DESK)));
    await page.selectOption('#veld-partner', 'wijkteam-zuidoost');
    await page.fill('#veld-koppelsleutel', key);
    await follow(page, 'button:has-text("Leg het verzoek vast")');
    await follow(page, 'button:has-text("Maak het antwoord")');
    faults.push(...(await look(page, 'p4-antwoord', DESK)));
    await browsing.go(page, '/werk/inzage');
    await page.selectOption('#veld-vrager', 'ander');
    await follow(page, 'button:has-text("Leg het verzoek vast")');
    faults.push(...(await look(page, 'p4-niet-de-bewoner', DESK)));
    await browsing.go(page, '/werk/inzage');
    faults.push(...(await look(page, 'p4-verzoeken', DESK)));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('an officer who hears of a breach, in a real browser', () => {
  it('finds clean pages, with the drafts open', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'fg-001');
    await browsing.go(page, '/werk/datalek');
    faults.push(...(await look(page, 'p5-datalekken', DESK)));
    await page.selectOption('#veld-partner', 'zayaz');
    await page.fill('#veld-tot', '2999-01-01T00:00');
    await follow(page, 'button:has-text("Tel het na")');
    for (const summary of await page.locator('summary:has-text("AVG")').all()) await summary.click();
    faults.push(...(await look(page, 'p5-datalek', DESK)));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('an officer who watches over it all, in a real browser', () => {
  it('finds clean pages', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'fg-001');
    await browsing.go(page, '/werk/register');
    faults.push(...(await look(page, 'p8-register', DESK)));
    await follow(page, 'button:has-text("stel vast")');
    await page.waitForURL(/register/);
    await browsing.go(page, '/werk/echtheid');
    await follow(page, 'button:has-text("Controleer nu")');
    for (const [path, name] of [
      ['/werk/echtheid', 'p7-echtheid'],
      ['/werk/beleid?doel=D05', 'p6-beleid'],
      [`/werk/beleid/${version}`, 'p6-voorstel'],
      ['/werk/rapport', 'p11-kwartaalrapport'],
      ['/werk/bewaren', 'p8-bewaren'],
      ['/verwerkingsactiviteiten', 'p8-openbaar-register'],
      ['/verwerkingsactiviteiten/D01', 'p8-openbare-verwerking'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name, DESK)));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('an officer with a keyboard alone, without JavaScript', () => {
  it('closes the door to a partner', async () => {
    const context = await browsing.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await browsing.logIn(page, 'fg-001');
    await browsing.go(page, '/werk/datalek');
    await tabTo(page, '#veld-partner');
    await page.keyboard.type('BrabantWonen');
    await tabTo(page, 'form[action="/werk/datalek"] button');
    await followByEnter(page);
    await tabTo(page, 'input[value="partner-geschorst"] ~ button');
    await followByEnter(page);
    expect(await page.textContent('main')).toContain('De partner is geschorst');
    await context.close();
  });
});

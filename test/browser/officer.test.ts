import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../world/exchange.ts';
import type { World } from '../world/world.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { DESK, follow, followByEnter, look, tabTo } from './looking.ts';

async function tellBefore(world: World): Promise<void> {
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
  });
  await world.database.query("UPDATE case_member SET member_until = member_from WHERE partner = 'zayaz'");
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

describe('the pages of a privacy officer in a real browser', () => {
  it('are clean, also on a narrow screen', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    await browsing.logIn(page, 'fg-001');
    await browsing.go(page, '/werk/signalen');
    const faults = [...(await look(page, 'p2-signalen', DESK))];
    await follow(page, 'button:has-text("Loop het logboek nu na")');
    await page.waitForURL(/werk$/);
    faults.push(...(await look(page, 'p1-vandaag', DESK)));
    await follow(page, 'a[href^="/werk/zaak/"]');
    await follow(page, 'button:has-text("Leg vast")');
    faults.push(...(await look(page, 'p1-zaak-mist-iets', DESK)));
    await browsing.go(page, '/werk/logboek?gebeurtenis=released');
    await page.click('summary:has-text("Bewaar dit filter")');
    await page.fill('#veld-naam', 'Alles wat verstrekt is');
    await follow(page, '.bewaar-filter button');
    await page.click('.bewaarde-filters summary');
    faults.push(...(await look(page, 'p3-logboek', DESK)));
    for (const [path, name] of [
      ['/werk/nood', 'p9-nood'],
      ['/werk/later-zichtbaar', 'p10-later-zichtbaar'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name, DESK)));
    }
    await browsing.go(page, '/werk/beperkingen');
    await page.selectOption('#veld-partner', 'zayaz');
    await page.fill('#veld-koppelsleutel', await browsing.world.koppelsleutel('zayaz', 'anja'));
    await page.selectOption('#veld-grond', 'accuracy');
    await follow(page, 'button:has-text("Zet het stil")');
    await page.click('summary:has-text("Weer vrijgeven")');
    faults.push(...(await look(page, 'p12-stilgezet', DESK)));
    await browsing.world.database.query('UPDATE ledger_projected SET next = -100000');
    await browsing.go(page, '/werk/signalen');
    await follow(page, 'button:has-text("Loop het logboek nu na")');
    await browsing.go(page, '/werk/signalen/nalopen?vanzelf=nee');
    faults.push(...(await look(page, 'p2-nalopen', DESK)));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a resident who has something put on hold, in a real browser', () => {
  it('finds a clean page, also when the reason is missing, and sees what stands still', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    await browsing.go(page, '/inloggen/digid');
    await follow(page, 'button[value="anja"]');
    await browsing.go(page, '/stilzetten');
    await follow(page, 'button:has-text("Zet het stil")');
    const faults = [...(await look(page, 'r8-stilzetten-mist-iets'))];
    await page.check('#waarom-accuracy');
    await follow(page, 'button:has-text("Zet het stil")');
    faults.push(...(await look(page, 'r8-stilzetten')));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a privacy officer with a keyboard alone, without JavaScript', () => {
  it('settles what was found', async () => {
    const context = await browsing.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await browsing.logIn(page, 'fg-002');
    await tabTo(page, 'a[href^="/werk/zaak/"]');
    await followByEnter(page);
    await tabTo(page, '[name="oordeel"]');
    await page.keyboard.press('Space');
    await tabTo(page, '[name="terecht"]');
    await page.keyboard.press('Space');
    await tabTo(page, '[name="reden"]');
    await page.keyboard.type('Nagevraagd bij de organisatie, het klopte.');
    await tabTo(page, 'form.kaart button[type="submit"]');
    await followByEnter(page);
    expect(await page.textContent('h1')).toBe('Vandaag');
    expect(await page.textContent('main')).toContain('Wacht op een tweede');
    await context.close();
  });
});

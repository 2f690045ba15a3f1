import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { ask } from '../world/exchange.ts';
import type { World } from '../world/world.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { faultsOf, follow, followByEnter, look, tabTo } from './looking.ts';

async function tellBefore(world: World): Promise<void> {
  await seedQuestions(world.database, new Date());
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
  });
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['zorg.diagnose'],
  });
}

let browsing: BrowserWorld;
beforeAll(async () => {
  browsing = await openBrowserWorld({
    at: 'digid',
    before: tellBefore,
  });
});
afterAll(async () => await browsing?.close());

describe('every page in a real browser', () => {
  it('is clean before logging in, also when something went wrong', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const strangers: string[] = [];
    page.on('request', request => {
      if (!request.url().startsWith(browsing.url)) strangers.push(request.url());
    });
    const faults: string[] = [];
    for (const [path, name] of [
      ['/', 'r0-begin'],
      ['/inloggen', 'r1-inloggen'],
      ['/hulp', 'r10-hulp'],
      ['/privacy', 'r14-privacy'],
      ['/toegankelijkheid', 'r14-toegankelijkheid'],
      ['/snel-weg-uitleg', 'r14-snel-weg'],
      ['/niets', 'r14-niet-gevonden'],
      ['/inloggen/digid', 'digid-nabootsing'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name)));
    }
    await browsing.go(page, '/inloggen');
    await page.fill('#invoer-code', 'KM4T7XW2');
    await follow(page, 'form.kaart button');
    faults.push(...(await look(page, 'r1-code-werkt-niet')));
    expect(faults).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  it('is clean for a resident, from the question to the proof, and also when something is missing', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'jan');
    faults.push(...(await look(page, 'r2-overzicht')));
    await follow(page, 'a[href^="/vraag/"]');
    faults.push(...(await look(page, 'r3-vraag')));
    await follow(page, 'button[value="verder"]');
    faults.push(...(await look(page, 'r3-vraag-mist-iets')));
    for (const [field, choice] of [
      ['woonprofiel.woonwens', 'ja'],
      ['zorg.begeleidingsvoorwaarden', 'ja'],
      ['inkomen.draagkracht_huur', 'nee'],
    ] as const)
      await page.check(`[name="keuze-${field}"][value="${choice}"]`);
    await follow(page, 'button[value="verder"]');
    faults.push(...(await look(page, 'r3b-uitleg')));
    await follow(page, 'button[value="overslaan"]');
    faults.push(...(await look(page, 'r4-klopt')));
    await follow(page, 'form button[type="submit"]:has-text("Ja, dit klopt")');
    faults.push(...(await look(page, 'r5-bewijs')));
    await browsing.go(page, `/vraag/${questionId('jan', 'woonprofiel')}`);
    faults.push(...(await look(page, 'r3-vraag-vervallen')));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is clean for a resident who stops, looks who got what, objects and takes everything along', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'anja');
    for (const [path, name] of [
      ['/wie-kreeg-wat', 'r7-wie-kreeg-wat'],
      ['/bezwaar', 'r8-bezwaar'],
      ['/download', 'r9-alles-over-mij'],
      ['/als-het-slecht-gaat', 'r12-als-het-slecht-gaat'],
      ['/namens', 'r13-wie-kiest-voor-mij'],
      ['/stop-alles', 'r6-stop-alles'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name)));
    }
    await browsing.go(page, '/bezwaar');
    await follow(page, 'button:has-text("Verstuur")');
    faults.push(...(await look(page, 'r8-bezwaar-mist-iets')));
    await page.fill('#tekst', 'Dit is te lang. '.repeat(625));
    await follow(page, 'button:has-text("Verstuur")');
    expect(await page.inputValue('#tekst')).toHaveLength(9_999);
    faults.push(...(await look(page, 'r8-bezwaar-te-lang')));
    await browsing.go(page, '/overzicht');
    await follow(page, 'a[href^="/stop/"]');
    faults.push(...(await look(page, 'r6-stop')));
    await follow(page, 'button:has-text("Stop nu")');
    faults.push(...(await look(page, 'r6-gestopt')));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a resident with a keyboard alone, without JavaScript', () => {
  it('says yes, and stops in no more steps than that took', async () => {
    const context = await browsing.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await browsing.logIn(page, 'lin');
    const address = `/vraag/${questionId('lin', 'zorg')}`;
    let given = 0;
    const go = async (selector: string): Promise<void> => {
      await tabTo(page, selector);
      await followByEnter(page);
    };
    await go(`a[href="${address}"]`);
    given += 1;
    for (const field of ['woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden']) {
      await tabTo(page, `[name="keuze-${field}"]`);
      await page.keyboard.press('Space');
      given += 1;
    }
    for (const button of [
      'button[value="verder"]',
      'button[value="overslaan"]',
      `form[action$="/klopt"] button`,
    ]) {
      await go(button);
      given += 1;
    }
    expect(page.url()).toContain('/bewijs/');
    await browsing.go(page, '/overzicht');
    await go('a[href^="/stop/"]');
    await go('form[action^="/stop/"] button');
    expect(await page.textContent('h1')).toBe('U bent gestopt');
    expect(2).toBeLessThanOrEqual(given);
    await context.close();
  });
});

describe('a resident who needs other colours', () => {
  it('sees which of the two is chosen', async () => {
    const context = await browsing.newContext({ forcedColors: 'active' });
    const page = await context.newPage();
    await browsing.logIn(page, 'anja');
    await browsing.go(page, `/vraag/${questionId('anja', 'afspraken')}`);
    const choice = page.locator('label.keuze').first();
    const before = await choice.screenshot();
    await page.check('[value="ja"]');
    await page.mouse.click(2, 2);
    expect((await choice.screenshot()).equals(before)).toBe(false);
    await context.close();
  });
});

describe('the checks themselves', () => {
  it('find a field without a name, and a page that is too wide', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.setContent(
      '<html lang="nl"><title>x</title><main><h1>x</h1><input><p style="width:900px">x</p></main>',
    );
    const faults = (await faultsOf(page)).join();
    expect(faults).toMatch(/label/);
    expect(faults).toMatch(/sideways/);
    await context.close();
  });
});

describe('the first page', () => {
  it('comes over the line in ten kilobytes', async () => {
    const bytes = await Promise.all(
      ['/', '/portaal.css'].map(
        async path => gzipSync(Buffer.from(await (await fetch(browsing.url + path)).arrayBuffer())).length,
      ),
    );
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10_240);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { follow, look } from './looking.ts';

let browsing: BrowserWorld;
beforeAll(async () => {
  browsing = await openBrowserWorld({
    at: 'digid',
    before: async world => {
      await seedQuestions(world.database, new Date());
    },
  });
});
afterAll(async () => await browsing?.close());

describe('somebody who speaks for a resident', () => {
  it('finds clean pages, also when it is not theirs to decide', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'mentor-van-lin');
    for (const [path, name] of [
      ['/overzicht', 'r13-overzicht'],
      ['/namens', 'r13-namens'],
      [`/vraag/${questionId('lin', 'geld')}`, 'r13-niet-uw-onderwerp'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name)));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a resident who reads from right to left', () => {
  it('finds everything mirrored, clean, and no wider than the screen', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    await browsing.logIn(page, 'anja');
    await browsing.go(page, '/taal/ar');
    for (const [path, name] of [
      ['/', 'ar-r0-begin'],
      ['/overzicht', 'ar-r2-overzicht'],
      [`/vraag/${questionId('anja', 'afspraken')}`, 'ar-r3-vraag'],
      ['/bezwaar', 'ar-r8-bezwaar'],
    ] as const) {
      await browsing.go(page, path);
      faults.push(...(await look(page, name)));
    }
    const [name, leave] = await Promise.all(
      ['.merk', '.weg'].map(async each => await page.locator(each).boundingBox()),
    );
    expect(name?.x).toBeGreaterThan(leave?.x ?? Infinity);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a resident who reads another language, or needs it four times as large', () => {
  it('scrolls in one direction alone, on every page of a question', async () => {
    const context = await browsing.newContext({
      viewport: { width: 320, height: 256 },
      deviceScaleFactor: 4,
    });
    const page = await context.newPage();
    await browsing.logIn(page, 'anja');
    const wide: string[] = [];
    for (const language of ['nl', 'nl-eenvoudig', 'en', 'ar', 'tr', 'pl', 'uk', 'ti']) {
      await browsing.go(page, `/taal/${language}`);
      for (const path of [
        '/',
        '/overzicht',
        `/vraag/${questionId('anja', 'afspraken')}`,
        '/bezwaar',
        '/hulp',
      ]) {
        await browsing.go(page, path);
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (over !== 0) wide.push(`${language} ${path}: ${String(over)}`);
      }
    }
    expect(wide).toEqual([]);
    await context.close();
  });

  it('sees it well on the smallest telephone', async () => {
    const context = await browsing.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await browsing.logIn(page, 'anja');
    await browsing.go(page, `/vraag/${questionId('anja', 'afspraken')}`);
    expect(await look(page, 'r3-vraag-320', { width: 320, height: 1200 })).toEqual([]);
    await context.close();
  });
});

const TEXT_SHOWN = `[...document.querySelectorAll('[data-tekst]')].filter(each => each.checkVisibility()).map(each => {
  const copy = each.cloneNode(true);
  for (const part of copy.querySelectorAll('[data-in]')) part.replaceWith('{' + part.dataset.in + '}');
  return copy.textContent;
}).join(' ')`;

describe('a resident prints the proof', () => {
  it('has on paper exactly the words whose hash is in the record, and no buttons', async () => {
    const context = await browsing.newContext();
    const page = await context.newPage();
    await browsing.logIn(page, 'jan');
    await browsing.go(page, `/vraag/${questionId('jan', 'woonprofiel')}`);
    for (const each of await page.locator('[value="ja"]').all()) await each.check();
    await follow(page, 'button[value="verder"]');
    await follow(page, 'button[value="overslaan"]');
    await follow(page, 'form[action$="/klopt"] button');
    await page.emulateMedia({ media: 'print' });
    const [record] = await browsing.world.database.query<{ text_sha256: string }>(
      `SELECT text_sha256 FROM consent WHERE evidence_reference LIKE '%' || $1`,
      [questionId('jan', 'woonprofiel')],
    );
    const printed = String(await page.evaluate(TEXT_SHOWN));
    expect(createHash('sha256').update(printed).digest('hex')).toBe(record?.text_sha256);
    expect(await page.locator('button:visible, .kop .taal:visible').count()).toBe(0);
    await context.close();
  });
});

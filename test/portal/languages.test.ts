import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { residentId } from '../../gateway/demo/seed.ts';
import { offered } from '../../portal/texts/texts.ts';
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

const FIELD = 'woonprofiel.woonafspraken';
const LANGUAGES = offered()
  .filter(({ pages }) => pages.question !== undefined)
  .map(({ language, tag, direction }) => ({ language, tag, direction }));

/** A question to Anja that lies open. */
async function askAnja(): Promise<string> {
  const id = randomUUID();
  await world.database.query(
    `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until)
     VALUES ($1, $2, 'D01', 'wijkteam-zuidoost', 'zayaz', $3, '{T-geheim,T-9}', 'vraag-2026-10', 'nl', now() + interval '1 year')`,
    [id, residentId('anja'), [FIELD]],
  );
  await world.database.query(
    `INSERT INTO consent_event (consent, position, state, at, channel, decided_by) VALUES ($1, 1, 'Requested', now(), 'gateway', 'nobody')`,
    [id],
  );
  return id;
}

/** What a page shows as the text, put together again as it was published. */
function hashShown({ html }: Page): string {
  const sentences = [...html.matchAll(/<(h1|p)[^>]*data-tekst[^>]*>(.*?)<\/\1>/g)].map(([, , inner = '']) =>
    inner.replaceAll(/<span data-in="(\w+)">.*?<\/span>/g, '{$1}'),
  );
  return createHash('sha256').update(sentences.join(' ')).digest('hex');
}

describe('a resident is asked in another language', () => {
  it.each(LANGUAGES)(
    'in $language: the words shown, the words on the proof and the words in the record are the same',
    async ({ language, tag, direction }) => {
      await browser.logInAs('anja');
      await browser.open(`/taal/${language}`);
      const address = `/vraag/${await askAnja()}`;
      const page = await browser.open(address);
      expect(page.html).toContain(`<html lang="${tag}" dir="${direction}"`);
      const explain = await browser.submit(page, address, { [`keuze-${FIELD}`]: 'ja', actie: 'verder' });
      const check = await browser.submit(explain, `${address}/uitleg`, { actie: 'overslaan' });
      const proof = await browser.submit(check, `${address}/klopt`);
      const [record] = await world.database.query<{ text_sha256: string; language: string }>(
        `SELECT text_sha256, language FROM consent WHERE evidence_reference LIKE '%' || $1`,
        [address.slice('/vraag/'.length)],
      );
      expect(record?.language).toBe(language);
      expect(hashShown(page)).toBe(record?.text_sha256);
      expect(hashShown(proof)).toBe(record?.text_sha256);
    },
  );

  it('keeps on the proof the words of then, whatever language it is read in later', async () => {
    await browser.logInAs('anja');
    await browser.open('/taal/tr');
    const address = `/vraag/${await askAnja()}`;
    const page = await browser.open(address);
    const check = await browser.submit(page, address, { [`keuze-${FIELD}`]: 'nee', actie: 'verder' });
    const proof = await browser.submit(check, `${address}/klopt`);
    await browser.open('/taal/pl');
    const later = await browser.open(proof.path);
    expect(later.html).toContain('<html lang="pl"');
    expect(hashShown(later)).toBe(hashShown(proof));
    const [, shown = ''] = later.html.split('<div lang="tr" dir="ltr">');
    expect(shown).toContain('zor zamanlar için anlaşmalarınız');
  });
});

describe('a page in a language', () => {
  it('is said to be unread by any person, above the text', async () => {
    await browser.open('/taal/en');
    expect(textOf((await browser.open('/')).html)).toContain('No person has checked this translation yet.');
    await browser.open('/taal/nl');
    expect(textOf((await browser.open('/')).html)).not.toContain('nagekeken');
  });

  it('is in Dutch as a whole when it was not translated, with one line about that in the language', async () => {
    await browser.logInAs('anja');
    await browser.open('/taal/ti');
    const { html } = await browser.open('/overzicht');
    expect(html).toContain('<html lang="nl" dir="ltr"');
    expect(html).toContain('Hier mag u kiezen');
    expect(html.match(/<p class="let-op" lang="ti" dir="ltr">[^<]+<\/p>/g)).toHaveLength(1);
    const [, main = ''] = html.split('<main');
    const rest = main.replace(/<p class="let-op" lang="ti".*?<\/p>/, '');
    expect(rest.split('</main>')[0]).not.toMatch(/[\u1200-\u137f]/);
  });

  it('has no sentence of the handreiking in Dutch in between, but says what it comes to', async () => {
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    await browser.logInAs('anja');
    await browser.open('/taal/en');
    const { html } = await browser.open('/wie-kreeg-wat');
    expect(textOf(html)).toContain('That was allowed, because you said yes.');
    expect(textOf(html)).not.toMatch(/ (?:uw|de|een|wordt) /);
  });

  it('is remembered for this browser, and says of each language how much of it was read', async () => {
    await browser.open('/taal/ar?terug=/toegankelijkheid');
    const { html } = await browser.open('/toegankelijkheid');
    expect(html).toContain('<html lang="ar" dir="rtl"');
    expect(html.match(/<h3/g)).toHaveLength(8);
  });
});

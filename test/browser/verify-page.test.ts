import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startExportedWorld, type ExportedWorld } from '../world/exported-world.ts';
import { fileAbout } from '../world/resident-file.ts';
import { openChromium } from './chromium.ts';
import { faultsOf, PHONE } from './looking.ts';

const PAGE = new URL('../../docs/verify/mijn-regels.html', import.meta.url).href;

let open: ExportedWorld;
let chromium: Browser;
let page: Page;
let key: string;
let text: string;
const asked: string[] = [];
beforeAll(async () => {
  open = await startExportedWorld();
  await open.world.gateway.checkpoints.publish();
  key = (await open.world.send('/logboek/sleutel')).text.trim();
  text = await fileAbout(open.world, 'anja');
  chromium = await openChromium();
  page = await (await chromium.newContext({ viewport: PHONE, locale: 'nl-NL' })).newPage();
  page.on('request', request => void asked.push(request.url()));
  page.on('pageerror', error => void asked.push(`pageerror: ${error.message}`));
  await page.goto(PAGE);
});
afterAll(async () => {
  await chromium?.close();
  await open?.close();
});

/** Chooses the file and the key as a resident does, by their labels, and says what the page says. */
async function judged(file: string, keyLine = key): Promise<string> {
  await page.getByLabel('Het bestand met uw regels').setInputFiles({
    name: 'mijn-regels.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  await page.getByLabel('De sleutel van het logboek').fill(keyLine);
  await page.getByRole('status').evaluate(status => (status.textContent = ''));
  await page.getByRole('button', { name: 'Reken het na' }).click();
  await page.getByRole('status').getByText(/\S/).waitFor();
  return (await page.getByRole('status').textContent()) ?? '';
}

const lines = async (): Promise<readonly string[]> => await page.getByRole('listitem').allTextContents();

describe('a resident opens the page from a disk', () => {
  it('sees that all of it stands in the signed log, and what it says', async () => {
    expect(await judged(text)).toMatch(
      /^Ja: alle 3 regels staan in het ondertekende logboek van \d+ regels\.$/,
    );
    expect(await lines()).toHaveLength(3);
    expect((await lines()).join(' ')).toContain('woonprofiel.woonwens');
    expect(await faultsOf(page)).toEqual(['has a script']);
  });

  it('sees which line somebody changed, and still reads the others', async () => {
    const file = JSON.parse(text) as { regels: { regel: string }[] };
    const [first] = file.regels;
    if (first !== undefined) first.regel = first.regel.replace('woonprofiel.woonwens', 'zorg.diagnose');
    expect(await judged(JSON.stringify(file))).toBe('Nee. Niet elke regel klopt; hieronder staat welke.');
    const [changed, ...others] = await lines();
    expect(changed).toMatch(/^Regel \d+: Deze regel staat niet zo, of niet op deze plaats,/);
    expect(others.every(line => !line.startsWith('Regel'))).toBe(true);
    expect(await faultsOf(page)).toEqual(['has a script']);
  });

  it('sees that a file is not of this log, or is no such file at all', async () => {
    expect(await judged(text, 'geen sleutel')).toBe('Nee. Dit is geen sleutel van een logboek.');
    expect(await judged('{}')).toBe('Nee. Dit is geen bestand met regels uit een logboek.');
  });

  it('sends nothing anywhere: all it reads is on that disk', () => {
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter(url => !url.startsWith('file:'))).toEqual([]);
  });
});

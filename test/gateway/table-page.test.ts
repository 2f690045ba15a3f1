import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { says } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';

const WIJKTEAM = 'wijkteam-zuidoost';
const FIELDS = ['identiteit.naam'];

let world: World;
let browser: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  browser = newBrowser(world);
});
afterAll(async () => await world.close());

const namens = { medewerker: 'wt-031' };
async function codeFor(who: ResidentKey): Promise<string> {
  const betrokkene = await world.koppelsleutel(WIJKTEAM, who);
  const { json } = await world.sendAs(WIJKTEAM, '/v1/tafelcodes', { betrokkene, namens });
  return (json as Schemas['Tafelcode']).code;
}
const type = async (code: string): Promise<Page> =>
  await browser.submit(await browser.open('/tafel'), '/inloggen', { code });

const given = async (): Promise<readonly string[]> =>
  Object.keys(
    (await ask(world, WIJKTEAM, { as: 'zayaz', about: 'jan', for: 'D01', fields: FIELDS })).answer.gegevens,
  );

describe('Jan types the code he was given at the table', () => {
  beforeAll(async () => {
    await says(world, {
      who: 'jan',
      at: WIJKTEAM,
      purpose: 'D01',
      from: WIJKTEAM,
      to: 'zayaz',
      fields: FIELDS,
    });
    expect(await given()).toEqual(FIELDS);
  });

  it('comes to the same pages as with DigiD; the code works once', async () => {
    const code = await codeFor('jan');
    const page = await type(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
    expect(page.path).toBe('/overzicht');
    expect(textOf(page.html)).toMatch(/Sociaal wijkteam Zuidoost .* mag dit vertellen aan Zayaz/);
    expect(page.html).not.toMatch(/ConsentGiven|identiteit\.naam|<script/);
    expect(page.html).not.toContain(residentId('jan'));
    expect(page.headers.get('cache-control')).toBe('no-store');
    browser = newBrowser(world);
    const again = await type(code);
    expect(again.status).toBe(422);
    expect(again.html).toContain('Deze code werkt niet');
  });

  it('has a proof that anyone can check, made ready for paper where receipts are printed', async () => {
    const { html } = await type(await codeFor('jan'));
    const address = html.match(/\/bewijs\/[0-9a-f-]+/g)?.at(-1) ?? '';
    const paper = await browser.submit(await browser.open(address), '/bewijs');
    expect(paper.status).toBe(200);
    expect(textOf(paper.html)).toContain('U zei ja.');
    expect(paper.html).not.toContain(residentId('jan'));
  });

  it('stops with everything in two steps, and sees who was told and what came of it', async () => {
    await type(await codeFor('jan'));
    const page = await browser.open('/stop-alles');
    expect(page.html).not.toMatch(/<textarea|type="radio"|type="checkbox"/);
    const done = await browser.submit(page, '/stop-alles');
    expect(textOf(done.html)).toMatch(/U bent met alles gestopt.*Wij vertelden het aan: Zayaz/);
    expect(await given()).toEqual([]);
    const before = (await world.ledger()).filter(line => JSON.stringify(line).includes('notice-queued'));
    expect((await browser.submit(page, '/stop-alles')).status).toBe(200);
    const after = (await world.ledger()).filter(line => JSON.stringify(line).includes('notice-queued'));
    expect(after.length).toBe(before.length);
    const mine = textOf((await browser.open('/download')).html);
    expect(mine).toContain('Zayaz moet dit niet meer gebruiken: uw naam.');
    expect(mine).toContain('Het bericht is onderweg.');
  });
});

describe('somebody who speaks for a resident stops with everything', () => {
  it('stops what they decide about, and nothing else', async () => {
    for (const fields of [['woonprofiel.woonwens'], ['inkomen.draagkracht_huur']])
      await says(world, { who: 'lin', at: WIJKTEAM, purpose: 'D01', from: WIJKTEAM, to: 'zayaz', fields });
    await browser.logInAs('mentor-van-lin');
    await browser.submit(await browser.open('/stop-alles'), '/stop-alles');
    const stopped = await world.database.query<{ fields: string[] }>(
      `SELECT fields FROM consent JOIN consent_event ON consent = id WHERE resident = $1 AND state = 'Withdrawn'`,
      [residentId('lin')],
    );
    expect(stopped.map(({ fields }) => fields)).toEqual([['woonprofiel.woonwens']]);
  });
});

describe('somebody guesses', () => {
  it.each(['BBBBBBBB', 'een code', '', 'x'.repeat(200)])('%s: hears nothing about anyone', async code => {
    const before = (await world.ledger()).length;
    const { status, html } = await type(code);
    expect(status).toBe(422);
    expect(html).not.toMatch(/mag dit vertellen/);
    expect((await world.ledger()).length).toBe(before);
  });
});

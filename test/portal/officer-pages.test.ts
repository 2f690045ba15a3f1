import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hiddenAmong } from '../../gateway/oversight/delay-visibility.ts';
import { atWork, hiddenIn, newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world?.close();
});

describe('somebody of the staff who logs in', () => {
  it('finds, as privacy officer, what there is to do; and that they looked stands in the log', async () => {
    const page = await newBrowser(world).logInAs('fg-001', 'werk');
    expect([page.status, page.path]).toEqual([200, '/werk']);
    expect(textOf(page.html)).toContain('Het is nog nooit nagelopen.');
    const last = (await world.ledger()).at(-1);
    expect(last?.personal).toMatchObject({ assertedActor: 'officer: fg-001' });
  });

  it('finds, in another role, a beginning without the queue', async () => {
    for (const account of ['ac-001', 'bh-001']) {
      const page = await newBrowser(world).logInAs(account, 'werk');
      expect([page.status, page.path]).toEqual([200, '/werk']);
      expect(textOf(page.html)).toContain('Waar wilt u heen?');
    }
  });
});

describe('a resident', () => {
  it('does not come in where the staff works', async () => {
    const browser = newBrowser(world);
    await browser.logInAs('jan');
    expect((await browser.open('/werk')).status).toBe(403);
  });
});

const REASON = 'Gebeld met de organisatie; het klopte.';
const IN_ORDER = { oordeel: 'in-orde', terecht: 'ja', reden: REASON };

const officer = async (account: string): Promise<TestBrowser> => await atWork(world, account);

const caseIn = ({ html }: Page): string => /href="(\/werk\/zaak\/[^"]+)"/.exec(html)?.[1] ?? '';
const nameOfLast = async (): Promise<unknown> => {
  const change = (await world.ledger()).at(-1)?.personal['change'];
  return (change as { readonly what?: unknown } | undefined)?.what;
};

describe('two privacy officers with something serious in the log', () => {
  let one: TestBrowser;
  let other: TestBrowser;
  let place: string;
  beforeAll(async () => {
    [one, other] = [await officer('fg-001'), await officer('fg-002')];
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
    });
    // A register that says something else than what was decided on: as if somebody changed it afterwards.
    await world.database.query("UPDATE case_member SET member_until = member_from WHERE partner = 'zayaz'");
    const page = await one.open('/werk/signalen');
    const queue = await one.submit(page, '/werk/signalen/nalopen');
    expect(textOf(queue.html)).toContain('Er is verstrekt aan wie geen lid van de casus was.');
    place = caseIn(queue);
  });

  it('open it under names that say nothing, and that stands in the log', async () => {
    const page = await one.open(place);
    expect(textOf(page.html)).toMatch(/M-[0-9a-f]{8}/);
    expect(page.html).not.toContain('mw-417');
    expect(await nameOfLast()).toBe('finding-opened');
  });

  it('do not close it without a reason', async () => {
    const page = await one.submit(await one.open(place), place, { ...IN_ORDER, reden: 'ok' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('<title>Fout: ');
  });

  it('do not close it with one pair of eyes, not even twice', async () => {
    await one.submit(await one.open(place), place, IN_ORDER);
    const again = await one.submit(await one.open(place), place, IN_ORDER);
    expect(again.status).toBe(422);
    expect(textOf(again.html)).toContain('Een andere privacy officer moet er ook naar kijken.');
  });

  it('close it together; who is a moment later sees what was said, and nothing is written over', async () => {
    const stale = hiddenIn((await other.open(place)).html, place);
    await other.post(place, { ...stale, ...IN_ORDER });
    expect(textOf((await other.open('/werk')).html)).not.toContain('geen lid van de casus');
    const late = await other.post(place, { ...stale, ...IN_ORDER });
    expect(late.status).toBe(409);
    expect(textOf(late.html)).toContain('Een collega was net eerder.');
    const [row] = await world.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM review_verdict',
    );
    expect(row?.count).toBe(2);
  });

  it('find nothing twice', async () => {
    const queue = await one.submit(await one.open('/werk/signalen'), '/werk/signalen/nalopen');
    expect(textOf(queue.html)).not.toContain('geen lid van de casus');
  });
});

// As if so many more lines had come in at once: what is searched by is thrown away, and made anew from before the beginning.
async function forgetFollowing(lines: number): Promise<void> {
  await world.database.query('TRUNCATE ledger_facet, ledger_field');
  await world.database.query('UPDATE ledger_projected SET next = $1', [-lines]);
}
const runs = async (): Promise<number> => (await world.database.query('SELECT FROM review_run')).length;

describe('a log that nobody followed for long', () => {
  it('is taken in step by step, with how far it is; then gone through, and never by who only looks', async () => {
    const browser = await officer('fg-001');
    expect((await browser.open('/werk/signalen/nalopen')).path).toBe('/werk/signalen');
    await forgetFollowing(25_000);
    const before = await runs();
    const page = await browser.submit(await browser.open('/werk/signalen'), '/werk/signalen/nalopen');
    expect(textOf(page.html)).toMatch(/van \d+ regels zijn ingelezen/);
    expect(page.headers.get('refresh')).toBe('1; url=/werk/signalen/nalopen');
    expect(await runs()).toBe(before);
    expect((await browser.open('/werk/signalen/nalopen')).path).toBe('/werk');
    expect(await runs()).toBe(before + 1);
    await forgetFollowing(25_000);
    await browser.submit(await browser.open('/werk/signalen'), '/werk/signalen/nalopen');
    await forgetFollowing(25_000);
    const paused = await browser.open('/werk/signalen/nalopen?vanzelf=nee');
    expect([paused.status, paused.headers.get('refresh')]).toEqual([200, null]);
  });
});

describe('a review policy', () => {
  it('counts when another officer adopts it, never by who proposed it', async () => {
    const [one, other] = [await officer('fg-001'), await officer('fg-002')];
    const fields = {
      ...Object.fromEntries(['S1', 'S2', 'S7', 'S12'].map(id => [`signaal-${id}`, 'ja'])),
      uren: '48',
      dayFrom: '8',
      dayUntil: '19',
      spreads: '6',
      leastADay: '30',
      peopleAnHour: '40',
      refusedADay: '10',
      timesAfterNo: '3',
      reden: 'Kantoortijd is hier van acht tot zeven.',
    };
    const page = await one.open('/werk/signalen');
    const tried = await one.submit(page, '/werk/signalen', { ...fields, wat: 'proef' });
    expect(textOf(tried.html)).toContain('Met deze drempels in de afgelopen maand: 1');
    for (const missing of [
      'S3 Wat Kijken bij buren',
      'S4 Wat Kijken bij collega',
      'S11 Wat Kijken bij iemand die overleden',
    ])
      expect(textOf(page.html)).toContain(missing);
    const refused = await one.submit(page, '/werk/signalen', { ...fields, uren: '0', wat: 'voorstel' });
    expect(refused.status).toBe(422);
    await one.submit(page, '/werk/signalen', { ...fields, wat: 'voorstel' });
    const own = await one.post('/werk/signalen/vaststellen', {
      ...hiddenIn(page.html, '/werk/signalen'),
      versie: '1',
    });
    expect(textOf(own.html)).toContain('U stelde dit zelf voor.');
    const adopted = await other.submit(await other.open('/werk/signalen'), '/werk/signalen/vaststellen');
    expect(textOf(adopted.html)).toContain('Versie 1 geldt: het logboek wordt elke 48 uur nagelopen.');
    expect(textOf(adopted.html)).toMatch(/Signaal S2 Gesloten 1 Terecht 1/);
  });
});

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a line that a resident sees later', () => {
  it('is hidden with a ground and an end, and comes back by itself', async () => {
    const browser = await officer('fg-001');
    const page = await browser.open('/werk/later-zichtbaar');
    const index = (await world.ledger()).find(({ leaf }) => leaf.event === 'released')?.index ?? -1;
    const fields = {
      regel: String(index),
      grond: 'veiligheid-ander',
      tot: day(30),
      reden: 'Een ander loopt nu gevaar.',
    };
    for (const wrong of [{ tot: '' }, { tot: day(120) }, { grond: '' }, { reden: 'ja' }, { regel: '999' }]) {
      const refused = await browser.submit(page, '/werk/later-zichtbaar', { ...fields, ...wrong });
      expect(refused.status).toBe(422);
    }
    const anja = newBrowser(world);
    await anja.logInAs('anja');
    const shown = async (): Promise<boolean> =>
      textOf((await anja.open('/wie-kreeg-wat')).html).includes('Zayaz');
    expect(await shown()).toBe(true);
    const kept = await browser.submit(page, '/werk/later-zichtbaar', fields);
    expect(textOf(kept.html)).toContain('Nog verborgen');
    expect(await shown()).toBe(false);
    const later = new Date(Date.now() + 31 * 86_400_000);
    expect(await hiddenAmong(world.database, [index], new Date())).toEqual(new Set([index]));
    expect(await hiddenAmong(world.database, [index], later)).toEqual(new Set());
  });
});

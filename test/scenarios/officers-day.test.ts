import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeBusyLog, type Happening } from '../world/busy-log.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { startWorld, type World } from '../world/world.ts';

const ENTRIES = 100_000;
const WORKDAYS = 20;
const DAY_MS = 86_400_000;

/** The last days on which people work before today, the newest last. */
function workdaysBefore(today: Date): readonly Date[] {
  const days: Date[] = [];
  for (let back = 1; days.length < WORKDAYS; back++) {
    const day = new Date(Math.floor(today.getTime() / DAY_MS) * DAY_MS - back * DAY_MS);
    if (day.getUTCDay() % 6 !== 0) days.unshift(day);
  }
  return days;
}

const DAYS = workdaysBefore(new Date());
const YESTERDAY = DAYS.at(-1) ?? new Date();
const at = (day: Date, hour: number, minute = 0): Date =>
  new Date(day.getTime() + hour * 3_600_000 + minute * 60_000);

const many = (count: number, one: (place: number) => Happening): readonly Happening[] =>
  Array.from({ length: count }, (_, place) => one(place));

/** Two thousand employees at their ordinary work, in office hours; now and then the answer is no. */
const ORDINARY = many(ENTRIES, place => ({
  at: at(DAYS[place % WORKDAYS] ?? YESTERDAY, 9 + (place % 7), place % 60),
  who: `mw-${place % 1_999}`,
  about: `bewoner-${place % 4_999}`,
  recipient: 'zayaz',
  event: place % 7 === 6 ? 'refused' : 'released',
}));

/** What an officer reads of each incident, and what somebody at Farent did yesterday. */
const INCIDENTS: Readonly<Record<string, (noCase: Buffer) => readonly Happening[]>> = {
  'Er is verstrekt zonder lopende casus.': noCase => [
    { at: at(YESTERDAY, 9), who: 'p-1', about: noCase, recipient: 'farent', asMember: true },
  ],
  'Een medewerker vroeg buiten werktijd.': () => [
    { at: at(YESTERDAY, 2), who: 'p-2', about: 'x', recipient: 'farent' },
  ],
  'Een medewerker vroeg op één dag veel meer dan gewoon is.': () =>
    many(200, n => ({ at: at(YESTERDAY, 9 + (n % 7), n % 60), who: 'p-3', about: 'y', recipient: 'farent' })),
  'Er is verstrekt in nood.': () => [
    { at: at(YESTERDAY, 10), who: 'p-4', about: 'z', recipient: 'farent', purpose: 'D06' },
  ],
  'Een medewerker vroeg in één uur naar zeer veel mensen.': () =>
    many(45, n => ({ at: at(YESTERDAY, 11, n), who: 'p-5', about: `mens-${n}`, recipient: 'farent' })),
  'Een medewerker vroeg veel, en niets mocht.': () =>
    many(12, n => ({
      at: at(YESTERDAY, 12, n),
      who: 'p-6',
      about: `nee-${n}`,
      recipient: 'farent',
      event: 'refused',
    })),
  'Een medewerker bleef hetzelfde vragen na een nee.': () =>
    many(4, n => ({
      at: at(YESTERDAY, 13, n),
      who: 'p-7',
      about: 'w',
      recipient: 'farent',
      event: 'refused',
    })),
};

let world: World;
let [first, second]: TestBrowser[] = [];
let queue: Page;
beforeAll(async () => {
  world = await startWorld();
  const noCase = randomUUID();
  await world.database.query('INSERT INTO resident (id) VALUES ($1)', [noCase]);
  const planted = Object.values(INCIDENTS).flatMap(each => each(world.gateway.register.subjectTag(noCase)));
  await writeBusyLog(world, [...ORDINARY, ...planted]);
  [first, second] = [newBrowser(world), newBrowser(world)];
  await first.logInAs('fg-001', 'werk');
  await second.logInAs('fg-002', 'werk');
});
afterAll(async () => await world?.close());

const officer = (): TestBrowser => first ?? newBrowser(world);
const colleague = (): TestBrowser => second ?? newBrowser(world);
const casesIn = ({ html }: Page): readonly string[] => [
  ...new Set([...html.matchAll(/href="(\/werk\/zaak\/[^"]+)"/g)].map(([, place]) => place ?? '')),
];
const VERDICT = { oordeel: 'in-orde', terecht: 'ja', reden: 'Gebeld met Farent, en het is uitgelegd.' };

async function behindTheBack(statement: string): Promise<void> {
  await world.database.transaction(async sql => {
    await sql.query('ALTER TABLE ledger_entry DISABLE TRIGGER USER');
    await sql.query(statement);
    await sql.query('ALTER TABLE ledger_entry ENABLE TRIGGER USER');
  });
}

const check = async (): Promise<string> =>
  textOf((await officer().submit(await officer().open('/werk/echtheid'), '/werk/echtheid')).html);

describe('an officer’s day, on a log of a hundred thousand entries', () => {
  it('begins with a log that nobody looked at; looking finds every incident and nothing else', async () => {
    expect(textOf((await officer().open('/werk')).html)).toContain('Het is nog nooit nagelopen.');
    queue = await officer().submit(await officer().open('/werk/signalen'), '/werk/signalen/nalopen');
    const text = textOf(queue.html);
    expect(Object.keys(INCIDENTS).filter(sentence => !text.includes(sentence))).toEqual([]);
    // Who asks about forty-five people in an hour also asks much more than usual on that day.
    expect(casesIn(queue)).toHaveLength(Object.keys(INCIDENTS).length + 1);
    expect(text.includes('Zayaz')).toBe(false);
  });

  it('opens each, asks, writes down why, and needs a colleague for what is serious', async () => {
    for (const place of casesIn(queue)) {
      const page = await officer().open(place);
      expect(textOf(page.html)).toMatch(/M-[0-9a-f]{8}/);
      await officer().submit(page, place, VERDICT);
    }
    const serious = casesIn(await colleague().open('/werk'));
    expect(serious).toHaveLength(3);
    for (const place of serious) await colleague().submit(await colleague().open(place), place, VERDICT);
    expect(casesIn(await officer().open('/werk'))).toEqual([]);
  });

  it('hears that Farent lost what it got yesterday: the numbers, the clock and the drafts', async () => {
    const page = await officer().submit(await officer().open('/werk/datalek'), '/werk/datalek', {
      partner: 'farent',
      medewerker: '',
      veld: '',
      van: at(YESTERDAY, 0).toISOString().slice(0, 16),
      tot: at(YESTERDAY, 23).toISOString().slice(0, 16),
      ontdekt: new Date().toISOString().slice(0, 16),
    });
    expect(textOf(page.html)).toMatch(/Keer verstrekt 248\b/);
    expect(textOf(page.html)).toContain('melden vóór');
  });

  it('ends with the log added up; what somebody then changes in it is named', async () => {
    expect(await check()).toMatch(/Laatste controle Klopt/);
    await behindTheBack(
      `UPDATE ledger_entry SET leaf = replace(leaf, '"zayaz"', '"cello"') WHERE index = 54321`,
    );
    expect(await check()).toContain('Regel 54321 is veranderd.');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atWork, hiddenIn, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
  });
  // A register that says something else than what was decided on, so that going through the log finds something.
  await world.database.query("UPDATE case_member SET member_until = member_from WHERE partner = 'zayaz'");
  const officer = await atWork(world, 'fg-001');
  await officer.submit(await officer.open('/werk/signalen'), '/werk/signalen/nalopen');
});
afterAll(async () => await world?.close());

describe('the log on a page', () => {
  it('shows an auditor what happened, field names alone, within a bound that is told; and looking is itself a line', async () => {
    const browser = await atWork(world, 'ac-001');
    const page = await browser.open('/werk/logboek?partner=zayaz&gebeurtenis=released');
    expect(textOf(page.html)).toContain('Zonder begindatum zoeken wij een maand terug.');
    expect(textOf(page.html)).toContain('inkomen.draagkracht_huur: verstrekt');
    expect(page.html).not.toContain('action="/werk/logboek/uitvoer"');
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({ event: 'viewed', reason: 'zoeken' });
    const years = await browser.open('/werk/logboek?van=2001-01-01');
    expect(textOf(years.html)).toContain('U vroeg om meer dan een jaar.');
  });

  it('goes along only with what it is for', async () => {
    const browser = await atWork(world, 'fg-001');
    const page = await browser.open('/werk/logboek?partner=zayaz&gebeurtenis=released');
    const refused = await browser.submit(page, '/werk/logboek/uitvoer', { vorm: 'csv', waarvoor: '' });
    expect(refused.status).toBe(422);
    const waarvoor = 'Jaarlijkse controle met de corporatie.';
    const csv = await browser.submit(page, '/werk/logboek/uitvoer', { vorm: 'csv', waarvoor });
    expect(csv.headers.get('content-disposition')).toContain('logboek.csv');
    const lines = csv.html.trimEnd().split('\r\n');
    expect(lines[0]).toContain('"nummer","tijd","gebeurtenis"');
    expect(lines).toHaveLength(2);
    const ndjson = await browser.submit(page, '/werk/logboek/uitvoer', { vorm: 'ndjson', waarvoor });
    expect(JSON.parse(ndjson.html.trimEnd())).toMatchObject({ naar: 'zayaz', gebeurtenis: 'released' });
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({ event: 'viewed', reason: 'uitvoer' });
    expect(await world.database.query('SELECT officer, purpose, form FROM log_export ORDER BY at')).toEqual([
      { officer: 'officer: fg-001', purpose: waarvoor, form: 'csv' },
      { officer: 'officer: fg-001', purpose: waarvoor, form: 'ndjson' },
    ]);
  });
});

const refusedAtZayaz = '/werk/logboek?partner=zayaz&gebeurtenis=refused';
const filterIn = ({ html }: Page): string =>
  /action="(\/werk\/logboek\/filters\/[^"]+)"/.exec(html)?.[1] ?? '';

describe('a filter that an officer gives a name', () => {
  let one: TestBrowser;
  let other: TestBrowser;
  beforeAll(async () => {
    [one, other] = [await atWork(world, 'fg-001'), await atWork(world, 'fg-002')];
  });

  it('is found again by who made it, and by the others only when it is shared', async () => {
    const page = await one.open(refusedAtZayaz);
    await one.submit(page, '/werk/logboek/filters', { naam: 'Geweigerd bij Zayaz' });
    await one.submit(page, '/werk/logboek/filters', { naam: 'Voor ons allemaal', gedeeld: 'ja' });
    const own = await one.open('/werk/logboek');
    expect(own.html).toContain('href="/werk/logboek?partner=zayaz&amp;gebeurtenis=refused"');
    expect(textOf(own.html)).toContain('Geweigerd bij Zayaz organisatie Zayaz, wat geweigerd');
    const theirs = textOf((await other.open('/werk/logboek')).html);
    expect([theirs.includes('Geweigerd bij Zayaz'), theirs.includes('Voor ons allemaal')]).toEqual([
      false,
      true,
    ]);
  });

  it('holds no words but those of the lists, and says nothing about anybody', async () => {
    const page = await one.open(refusedAtZayaz);
    const [{ subject } = { subject: '' }] = await world.database.query<{ subject: string }>(
      `SELECT encode(subject, 'hex') AS subject FROM ledger_entry WHERE subject IS NOT NULL LIMIT 1`,
    );
    for (const wrong of [
      { naam: '' },
      { naam: 'geweigerd bij zayaz' },
      { naam: 'Over 123456782' },
      { naam: 'Een bewoner', partner: subject },
      { naam: 'Een medewerker', zaak: 'x', wie: 'medewerker' },
    ]) {
      const refused = await one.submit(page, '/werk/logboek/filters', wrong);
      expect(refused.status).toBe(422);
      expect(refused.html).not.toContain('<title>Logboek');
    }
    const kept = await world.database.query('SELECT name FROM saved_filter');
    expect(kept).toHaveLength(2);
  });

  it('gets another name or goes by who made it alone, and leaves nothing', async () => {
    const action = filterIn(await one.open('/werk/logboek'));
    const theirs = await other.open('/werk/logboek');
    expect(filterIn(theirs)).toBe('');
    const proof = hiddenIn(theirs.html, '/werk/logboek/uitvoer')['bewijs'] ?? '';
    expect((await other.post(action, { bewijs: proof, wat: 'verwijder' })).status).toBe(404);
    const change = async (fields: Readonly<Record<string, string>>): Promise<Page> =>
      await one.submit(await one.open('/werk/logboek'), action, fields);
    expect(textOf((await change({ wat: 'wijzig', naam: 'Nee bij Zayaz' })).html)).toContain('Nee bij Zayaz');
    expect((await change({ wat: 'wijzig', naam: 'Voor ons allemaal' })).status).toBe(422);
    expect(textOf((await change({ wat: 'verwijder' })).html)).not.toContain('Nee bij Zayaz');
    const gone = await world.database.query(
      'SELECT name, question FROM saved_filter WHERE removed_at IS NOT NULL',
    );
    expect(gone).toEqual([{ name: '', question: {} }]);
  });
});

describe('the lines of one person', () => {
  it('are shown by way of what was found about them, after it is written down who opened that', async () => {
    const browser = await atWork(world, 'fg-001');
    const [found] = await world.database.query<{ id: string; subject: string }>(
      'SELECT id, subject FROM review_finding WHERE subject IS NOT NULL LIMIT 1',
    );
    const place = `/werk/logboek?zaak=${String(found?.id)}&wie=`;
    const page = await browser.open(`${place}bewoner`);
    expect(textOf(page.html)).toContain(`alleen regels van bewoner B-${String(found?.subject.slice(0, 8))}`);
    const [opened, looked] = (await world.ledger()).slice(-2);
    expect(opened?.personal['change']).toMatchObject({ what: 'finding-opened', finding: found?.id });
    expect(looked?.leaf).toMatchObject({ event: 'viewed', reason: 'zoeken' });
    expect((await browser.open(`${place}iemand`)).status).toBe(404);
    const auditor = await atWork(world, 'ac-001');
    expect((await auditor.open(`${place}bewoner`)).status).toBe(404);
  });
});

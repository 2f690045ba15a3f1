import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import { asLocal } from '../../gateway/http/portal/desk/local-moment.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let officer: TestBrowser;
let key: string;
const SOON = asLocal(new Date(Date.now() + 3_600_000));
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
beforeAll(async () => {
  world = await startWorld();
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'zorg.diagnose'],
  });
  key = await world.koppelsleutel('wijkteam-zuidoost', 'anja');
  officer = newBrowser(world);
  await officer.logInAs('fg-001', 'werk');
});
afterAll(async () => await world?.close());

const file = async (fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
  await officer.submit(await officer.open('/werk/inzage'), '/werk/inzage', {
    vrager: 'bewoner',
    identiteit: 'gezien',
    partner: 'wijkteam-zuidoost',
    koppelsleutel: key,
    ontvangen: TODAY,
    ...fields,
  });

const doOn = async (page: Page, fields: Readonly<Record<string, string>>): Promise<Page> =>
  await officer.submit(page, page.path, fields);

describe('an officer with a request to see', () => {
  it('makes the whole answer with one button: letter, list and JSON, and the resident is in no address', async () => {
    const asked = await file();
    expect(asked.path).toMatch(/^\/werk\/inzage\/[0-9a-f-]{36}$/);
    const made = await doOn(asked, { actie: 'maak' });
    const text = textOf(made.html);
    expect(text).toContain('Zayaz kreeg één keer iets');
    expect(text).toContain('Sociaal wijkteam Zuidoost');
    expect(made.html).not.toContain('mw-417');
    const letter = await officer.open(`${made.path}/brief`);
    expect(letter.html).toContain('Onderwerp: Wie kreeg uw gegevens?');
    const json = JSON.parse((await officer.open(`${made.path}/gegevens`)).html) as { ontvangers: unknown[] };
    expect(json.ontvangers).toHaveLength(1);
    expect(world.logged.join('')).not.toContain(residentId('anja'));
    const sent = await doOn(await officer.open(made.path), { actie: 'verstuurd' });
    expect(textOf(sent.html)).toContain('Verstuurd');
  });

  it('is told what is missing, and keeps what was typed', async () => {
    const page = await file({ koppelsleutel: '', ontvangen: '2999-01-01' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('href="#veld-koppelsleutel"');
    expect(page.html).toContain('href="#veld-ontvangen"');
    expect(page.html).toContain('value="2999-01-01"');
    const nobody = await file({ koppelsleutel: '00000000-0000-4000-8000-000000000000' });
    expect([nobody.status, textOf(nobody.html)]).toEqual([422, expect.stringContaining('kent niemand')]);
  });

  it('refuses kindly who is not the resident, without anybody being looked up', async () => {
    const page = await file({ vrager: 'ander', partner: '', koppelsleutel: '' });
    const text = textOf(page.html);
    expect(text).toContain('Wij zeggen ook niet of wij iemand kennen.');
    expect(page.html).not.toContain('Maak het antwoord');
  });

  it('makes no answer before it is certain who asks', async () => {
    const page = await file({ identiteit: 'nog-niet' });
    expect(page.html).not.toContain('Maak het antwoord');
    const known = await doOn(page, { actie: 'identiteit', identiteit: 'digid' });
    expect(known.html).toContain('Maak het antwoord');
    const short = await doOn(known, { actie: 'verleng', reden: 'druk' });
    expect(short.status).toBe(422);
  });

  it('does not find what is not there', async () => {
    for (const path of ['/werk/inzage/x', '/werk/inzage/00000000-0000-4000-8000-000000000000'])
      expect((await officer.open(path)).status).toBe(404);
  });
});

const breach = async (fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
  await officer.submit(await officer.open('/werk/datalek'), '/werk/datalek', {
    partner: 'zayaz',
    medewerker: '',
    veld: '',
    van: `${TODAY}T00:00`,
    tot: SOON,
    ontdekt: `${TODAY}T00:00`,
    ...fields,
  });

describe('an officer who hears of a breach', () => {
  it('sees the numbers, the clock and the drafts, and nobody is opened', async () => {
    const page = await breach();
    const text = textOf(page.html);
    expect(page.path).toMatch(/^\/werk\/datalek\/[0-9a-f-]{36}$/);
    expect(text).toMatch(/Bewoners 1 zonder wie intussen is gewist Keer verstrekt 1/);
    expect(text).toContain('melden vóór');
    for (const letter of ['a. Wat er is gebeurd', 'b. Bij wie', 'c. Wat de gevolgen', 'd. Wat er is gedaan'])
      expect(text).toContain(letter);
    expect(text).toContain('Er ging iets mis bij Zayaz');
    expect((await officer.open(`${page.path}/melding`)).html).toContain('Concept: melding');
    expect(page.html).not.toContain(residentId('anja'));
  });

  it('finds by who acted, and asks for a partner with it', async () => {
    const nobody = await breach({ medewerker: 'mw-999' });
    expect(textOf(nobody.html)).toContain('Niets verstrekt');
    expect((await breach({ partner: '', medewerker: 'mw-417' })).status).toBe(422);
  });

  it('counts nothing that still has to come', async () => {
    const page = await breach({ tot: '2999-01-01T00:00' });
    expect([page.status, textOf(page.html)]).toEqual([422, expect.stringContaining('ten laatste morgen')]);
    expect(page.html).toContain('value="2999-01-01T00:00"');
  });

  it('closes the door to the partner at once, and says why when it is not reported', async () => {
    const page = await breach();
    const unexplained = await doOn(page, { stap: 'niet-gemeld-ap', wat: '', reden: '' });
    expect(unexplained.status).toBe(422);
    const out = await doOn(page, { stap: 'partner-geschorst', wat: 'zayaz' });
    expect(textOf(out.html)).toContain('De partner is geschorst');
    const { status } = await world.sendAs('zayaz', '/v1/verstrekkingen', {}).catch(() => ({ status: 401 }));
    expect(status).toBe(401);
    await world.database.query(`UPDATE partner SET suspended_at = NULL WHERE id = 'zayaz'`);
  });
});

describe('anybody else', () => {
  it('does not come in', async () => {
    const auditor = newBrowser(world);
    await auditor.logInAs('ac-001', 'werk');
    const resident = newBrowser(world);
    await resident.logInAs('anja');
    for (const path of ['/werk/inzage', '/werk/datalek'])
      expect([(await auditor.open(path)).status, (await resident.open(path)).status]).toEqual([403, 403]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceFile } from '../../policies/read-file.ts';
import { versionOf } from '../../policies/version.ts';
import { propose as layBefore } from '../../gateway/officer/proposals.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { propose, sign, signer, trusted, type Signer } from '../policies/signers.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

const STRICTER: readonly SourceFile[] = shippedFiles.map(({ path, text }) => ({
  path,
  text: path.startsWith('doelen/D01') ? text.replaceAll('      - woonprofiel.woonwens\n', '') : text,
}));
const WISH = { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;

let world: World;
let officer: TestBrowser;
let version: string;
let signers: readonly Signer[];
beforeAll(async () => {
  const since = new Date(Date.now() - 3_600_000).toISOString();
  signers = [
    await signer('po-01', 'privacy_officer', { vanaf: since }),
    await signer('zayaz-09', 'partner', { vanaf: since }),
  ];
  world = await startWorld({ trustedKeys: await trusted(signers) });
  await ask(world, 'wijkteam-zuidoost', WISH);
  version = await versionOf(STRICTER);
  officer = newBrowser(world);
  await officer.logInAs('fg-001', 'werk');
});
afterAll(async () => await world?.close());

const post = async (page: Page, fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
  await officer.submit(page, page.path, fields);

const tamper = async (index: number, from: string, to: string): Promise<unknown> =>
  await world.database.transaction(async sql => {
    await sql.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_only_grows');
    await sql.query('UPDATE ledger_entry SET leaf = replace(leaf, $2, $3) WHERE index = $1', [
      index,
      from,
      to,
    ]);
    await sql.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_only_grows');
  });

const statusAt = async (moment: string): Promise<number> =>
  (await officer.open(`/verwerkingsactiviteiten/D01?op=${moment}`)).status;

describe('the register of processing', () => {
  it('is made, read, and adopted as it was read; then it is there for everyone, and a program gets JSON', async () => {
    expect((await newBrowser(world).open('/verwerkingsactiviteiten/D01')).status).toBe(404);
    const before = await officer.open('/werk/register');
    expect(textOf(before.html)).toContain('Er is nog geen register vastgesteld.');
    const after = await post(before);
    expect(textOf(after.html)).toContain('Nummer 1');
    const anyone = await newBrowser(world).open('/verwerkingsactiviteiten/D01');
    expect([anyone.status, textOf(anyone.html)]).toEqual([
      200,
      expect.stringContaining('Woonprofiel opstellen'),
    ]);
    const told = await fetch(`${world.gateway.url}/verwerkingsactiviteiten/D01`, {
      headers: { accept: 'application/json' },
    });
    expect(await told.json()).toMatchObject({ id: 'D01', nummer: 1, naam: 'Woonprofiel opstellen' });
  });

  it('is found as it was at a moment, and not before there was one', async () => {
    expect([
      await statusAt('2020-01-01T00:00:00Z'),
      await statusAt('2999-01-01T00:00:00Z'),
      await statusAt('x'),
    ]).toEqual([404, 200, 404]);
  });

  it('says what became different, and is not adopted when it changed while somebody read', async () => {
    const page = await officer.open('/werk/register');
    expect(textOf(page.html)).toContain('het register klopt');
    await world.database.query(`DELETE FROM partner_purpose WHERE partner = 'zayaz' AND purpose = 'D12'`);
    const drifted = await officer.open('/werk/register');
    expect(textOf(drifted.html)).toContain('D12: weg is de ontvanger Zayaz');
    await world.database.query(`DELETE FROM partner_purpose WHERE partner = 'zayaz' AND purpose = 'D08'`);
    const refused = await post(drifted);
    expect([refused.status, textOf(refused.html)]).toEqual([422, expect.stringContaining('terwijl u las')]);
    expect(textOf((await post(refused)).html)).toContain('Nummer 2');
  });

  it('goes along as JSON and as a spreadsheet', async () => {
    const json = JSON.parse((await officer.open('/werk/register/json')).html) as { activiteiten: unknown[] };
    expect(json.activiteiten).toHaveLength(15);
    expect((await officer.open('/werk/register/csv')).html.trim().split('\r\n')).toHaveLength(16);
  });
});

const brought = async (count: number): Promise<void> => {
  const now = new Date().toISOString();
  const inWerking = new Date(Date.now() + 3_600_000).toISOString();
  const { proposal, bundle } = await propose(shippedFiles, STRICTER, 'auteur-03', { inWerking });
  let signed = bundle;
  for (const each of signers.slice(0, count)) signed = await sign(signed, proposal, each, now);
  const laid = await layBefore(world.database, signed, { by: 'officer: fg-001', now: new Date() });
  expect(laid.kind).toBe('proposed');
};

describe('a proposed version', () => {
  it('is told in sentences, replayed over the real log, and says who still has to sign', async () => {
    await brought(1);
    expect(textOf((await officer.open('/werk/beleid')).html)).toContain(version.slice(0, 12));
    const text = textOf((await officer.open(`/werk/beleid/${version}`)).html);
    expect(text).toMatch(/mag niet meer: .*[Ww]oonwens/);
    expect(text).toContain('1 van 1');
    expect(text).toContain('niet gegeven');
    expect(text).toContain('Zij kan nog niet ingaan');
    expect(text).not.toContain('Anja');
  });

  it('runs along in the shadow of a partner, with a term', async () => {
    const page = await officer.open(`/werk/beleid/${version}`);
    const late = await post(page, { actie: 'schaduw-aan', partner: 'zayaz', dagen: '400' });
    expect(late.status).toBe(422);
    const on = await post(page, { actie: 'schaduw-aan', partner: 'zayaz', dagen: '7' });
    expect(textOf(on.html)).toContain('loopt mee');
    const off = await post(on, { actie: 'schaduw-uit', partner: 'zayaz' });
    expect(textOf(off.html)).toContain('gestopt');
  });

  it('goes into the chain once two have signed, and not before', async () => {
    const page = await officer.open(`/werk/beleid/${version}`);
    expect((await post(page, { actie: 'in-keten' })).status).toBe(422);
    await brought(2);
    const done = await post(await officer.open(`/werk/beleid/${version}`), { actie: 'in-keten' });
    expect(textOf(done.html)).toContain('staat in de keten');
    expect(textOf((await officer.open('/werk/beleid')).html)).toContain('wacht op zijn tijd');
  });

  it('stands beside the text: every rule of a purpose as people read it and as the gateway does', async () => {
    const text = textOf((await officer.open('/werk/beleid?doel=D01')).html);
    expect(text).toContain('De corporatie mag het wijkteam vertellen welk huurcontract u heeft.');
    expect(text).toContain('de bewoner heeft uitleg gekregen');
  });
});

describe('the report of a quarter', () => {
  it('holds no number about fewer than ten people, and no names', async () => {
    const page = await officer.open('/werk/rapport');
    const text = textOf(page.html);
    expect(text).toContain('Minder dan 10');
    expect(page.html).toContain('weggelaten');
    expect(text).not.toMatch(/Anja|mw-417/);
  });

  it('is of a quarter that began', async () => {
    for (const quarter of ['2999-K1', '2026-K5', 'x'])
      expect((await officer.open(`/werk/rapport?kwartaal=${quarter}`)).status).toBe(404);
    expect((await officer.open('/werk/rapport?kwartaal=2024-K2')).status).toBe(200);
  });
});

describe('whether the log is what was written', () => {
  it('is looked at, also by the auditor, and stays written down', async () => {
    const auditor = newBrowser(world);
    await auditor.logInAs('ac-001', 'werk');
    const page = await auditor.submit(await auditor.open('/werk/echtheid'), '/werk/echtheid');
    expect(textOf(page.html)).toMatch(/Laatste controle Klopt/);
    expect((await auditor.open(`/werk/beleid/${version}`)).status).toBe(403);
  });

  it('names the line that was changed while the page was open', async () => {
    const page = await officer.open('/werk/echtheid');
    const index = (await world.ledger()).findIndex(({ leaf }) => leaf['event'] === 'released');
    await tamper(index, '"zayaz"', '"farent"');
    const after = await post(page);
    expect(textOf(after.html)).toContain(`Regel ${index} is veranderd.`);
    expect(after.html).toContain('role="alert"');
  });
});

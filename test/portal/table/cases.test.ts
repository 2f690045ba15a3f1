import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PortalContext } from '../../../gateway/http/portal/portal-context.ts';
import { tablePageRoutes } from '../../../gateway/http/portal/table/table-page-routes.ts';
import { residentId } from '../../../gateway/demo/seed.ts';
import { hiddenIn, newBrowser, textOf, type TestBrowser } from '../../world/browser.ts';
import { startWorld, type World } from '../../world/world.ts';

let world: World;
let wijkteam: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
  wijkteam = newBrowser(world);
  await wijkteam.logInAs('wt-031', 'werk');
});
afterAll(async () => {
  await world?.close();
});

const caseOf = async (resident: Parameters<typeof residentId>[0]): Promise<string> => {
  const [row] = await world.database.query<{ id: string }>(
    'SELECT id FROM social_case WHERE resident = $1 ORDER BY opened_at DESC LIMIT 1',
    [residentId(resident)],
  );
  return `/casussen/${row?.id ?? 'geen'}`;
};

const changesAbout = async (what: string): Promise<number> =>
  (await world.ledger()).filter(line => JSON.stringify(line).includes(`"${what}"`)).length;

const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });

const OPENING = { doel: 'D02', uitnodiging: 'aanwezig', naam: 'De treinreis' };

describe('a member of the wijkteam who logs in', () => {
  it('comes where their own cases are, and sees no others', async () => {
    const page = await wijkteam.open('/casussen');
    const own = await caseOf('jan');
    expect(page.html).toContain(`href="${own}"`);
    expect((await newBrowser(world).logInAs('fa-007', 'werk')).path).toBe('/casussen');
    expect(await caseOf('anja')).not.toBe(own);
  });

  it('opens a case with the resident there, once, however often the form is sent', async () => {
    const form = await wijkteam.open('/casussen/nieuw');
    const betrokkene = await world.koppelsleutel('wijkteam-zuidoost', 'fatima');
    const fields = { ...hiddenIn(form.html, '/casussen/nieuw'), ...OPENING, betrokkene };
    const [one, other] = await Promise.all([
      wijkteam.post('/casussen/nieuw', fields),
      wijkteam.post('/casussen/nieuw', fields),
    ]);
    const again = await wijkteam.post('/casussen/nieuw', fields);
    const own = await caseOf('fatima');
    expect([one.status, other.status]).toEqual([200, 200]);
    expect([one.path, other.path, again.path]).toEqual([own, own, own]);
    const rows = await world.database.query('SELECT id FROM social_case WHERE resident = $1', [
      residentId('fatima'),
    ]);
    expect(rows).toHaveLength(1);
    expect(textOf((await wijkteam.open(own)).html)).toContain('De treinreis');
    expect(await changesAbout('invitation-noted')).toBe(1);
  });

  it('keeps what was typed when something misses, and hears what', async () => {
    const form = await wijkteam.open('/casussen/nieuw');
    const page = await wijkteam.submit(form, '/casussen/nieuw', {
      betrokkene: 'Jan de Vries',
      naam: 'Reizen',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('<title>Fout: ');
    expect(page.html).toContain('href="#veld-betrokkene"');
    const back = await wijkteam.open('/casussen/nieuw');
    expect(back.html).toContain('value="Reizen"');
  });

  it('loses nothing of what was typed when the session was lost, and nobody else gets it', async () => {
    const browser = newBrowser(world);
    await browser.logInAs('wt-031', 'werk');
    const form = await browser.open('/casussen/nieuw');
    await world.database.query(
      "UPDATE person_session SET ended_at = now() WHERE person->>'professional' = 'wt-031'",
    );
    await browser.submit(form, '/casussen/nieuw', { naam: 'Onderweg' });
    expect((await browser.logInAs('wt-031', 'werk')).html).toContain('value="Onderweg"');
    await world.database.query(
      "UPDATE person_session SET ended_at = now() WHERE person->>'professional' = 'wt-031'",
    );
    await browser.submit(form, '/casussen/nieuw', { naam: 'Onderweg' });
    const other = await browser.logInAs('mw-417', 'werk');
    expect(other.html).not.toContain('Onderweg');
    await wijkteam.logInAs('wt-031', 'werk');
  });
});

describe('people at a table', () => {
  it('join once, and leave; the last of the wijkteam stays', async () => {
    const own = await caseOf('fatima');
    const leden = `${own}/leden`;
    const page = await wijkteam.open(leden);
    const second = await wijkteam.open(leden);
    const fields = { ...hiddenIn(page.html, leden), wat: 'komt', partner: 'farent', medewerker: 'fa-007' };
    const joined = await wijkteam.post(leden, fields);
    expect(textOf(joined.html)).toContain('Farent , fa-007');
    expect((await wijkteam.post(leden, fields)).status).toBe(200);
    const twice = { ...fields, ...hiddenIn(second.html, leden), wat: 'komt' };
    expect(textOf((await wijkteam.post(leden, twice)).html)).toContain('zit al aan tafel');
    const left = await wijkteam.post(leden, {
      ...hiddenIn(joined.html, leden),
      wat: 'gaat',
      wie: 'farent fa-007',
    });
    expect(left.html).not.toContain('value="farent fa-007"');
    const last = await wijkteam.post(leden, {
      ...hiddenIn(left.html, leden),
      wat: 'gaat',
      wie: 'wijkteam-zuidoost wt-031',
    });
    expect(textOf(last.html)).toContain('de laatste van het wijkteam');
  });
});

describe('somebody who does not sit at the table', () => {
  it('hears kindly that it is not for them, the same whether or not it exists, and that they came is recorded', async () => {
    const farent = newBrowser(world);
    await farent.logInAs('fa-007', 'werk');
    const before = await changesAbout('case-turned-away');
    const own = await caseOf('anja');
    const there = await farent.open(own);
    const nowhere = await farent.open('/casussen/00000000-0000-4000-8000-000000000000');
    expect([there.status, nowhere.status]).toEqual([403, 403]);
    expect(textOf(there.html)).toContain('Deze casus is niet voor u');
    expect(textOf(nowhere.html)).toBe(textOf(there.html));
    expect(await changesAbout('case-turned-away')).toBe(before + 2);
  });

  it('is turned away at every page of a case there is, whether they look or send', async () => {
    const own = await caseOf('anja');
    const routes = tablePageRoutes(anything as PortalContext).filter(({ path }) => path.includes(':id'));
    expect(routes.length).toBeGreaterThan(20);
    const farent = newBrowser(world);
    await farent.logInAs('fa-007', 'werk');
    const bewijs = hiddenIn((await farent.open('/casussen')).html, '/uitloggen')['bewijs'] ?? '';
    for (const { path, method } of routes) {
      const address = path.replace('/casussen/:id', own);
      const page = method === 'get' ? await farent.open(address) : await farent.post(address, { bewijs });
      expect([address, page.status]).toEqual([address, 403]);
    }
  });

  it('changes nothing either, also not by sending a form of their own', async () => {
    const zayaz = newBrowser(world);
    await zayaz.logInAs('mw-417', 'werk');
    const own = await caseOf('jan');
    const page = await zayaz.open('/casussen');
    const bewijs = hiddenIn(page.html, '/uitloggen')['bewijs'] ?? '';
    const sent = await zayaz.post(`${own}/sluiten`, {
      bewijs,
      formulier: '00000000-0000-4000-8000-000000000001',
    });
    expect([sent.status, textOf(sent.html).includes('Dit doet het wijkteam')]).toEqual([403, true]);
    expect((await wijkteam.post(`${own}/sluiten`, { bewijs })).status).toBe(403);
    expect((await wijkteam.open(own)).html).toContain('/sluiten');
  });

  it('is every officer, auditor, administrator and resident', async () => {
    const own = await caseOf('jan');
    for (const [account, at] of [
      ['fg-001', 'werk'],
      ['ac-001', 'werk'],
      ['bh-001', 'werk'],
      ['jan', 'digid'],
    ] as const) {
      const browser = newBrowser(world);
      await browser.logInAs(account, at);
      expect([(await browser.open(own)).status, (await browser.open('/casussen')).status]).toEqual([
        403, 403,
      ]);
    }
  });
});

describe('a case that closes', () => {
  it('says what ends with it, closes once, and shows no more than that it was', async () => {
    const own = await caseOf('fatima');
    const asks = await wijkteam.open(`${own}/sluiten`);
    expect(textOf(asks.html)).toContain('nog een jaar bewaard');
    const closed = await wijkteam.submit(asks, `${own}/sluiten`);
    expect(textOf(closed.html)).toContain('Deze casus is gesloten');
    expect((await wijkteam.submit(asks, `${own}/sluiten`)).path).toBe(own);
    expect((await wijkteam.open(`${own}/leden`)).path).toBe(own);
    expect(await changesAbout('case-closed')).toBe(1);
  });
});

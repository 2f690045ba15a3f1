import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { giveTableCode } from '../../gateway/consent/table-codes.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { representationId } from '../../gateway/demo/stand-ins.ts';
import { hiddenIn, newBrowser, type TestBrowser } from '../world/browser.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let browser: TestBrowser;
let ahead = 0;
const MINUTE = 60_000;
beforeAll(async () => {
  world = await startWorld({ clock: () => new Date(Date.now() + ahead) });
});
beforeEach(() => {
  ahead = 0;
  browser = newBrowser(world);
});
afterAll(async () => await world.close());

const giveCode = async (): Promise<string> => {
  const trace = { requestId: 'r', traceId: 't' };
  const { register } = world.gateway;
  return (await giveTableCode(residentId('jan'), { actor: 'wijkteam-zuidoost: wt-031', trace }, register))
    .code;
};

describe('a resident logs in with DigiD', () => {
  it('first meets a page that says that it is a demo', async () => {
    const page = await browser.open('/inloggen/digid');
    expect(page.status).toBe(200);
    expect(page.html).toContain('DigiD-nabootsing');
    expect(page.html).toContain('Dit is een demo');
  });

  it('comes back logged in, with a cookie that no script reads and no other site sends', async () => {
    const page = await browser.logInAs('anja');
    expect({ path: page.path, status: page.status }).toEqual({ path: '/overzicht', status: 200 });
    const { headers } = await world.send('/inloggen');
    expect(headers.get('set-cookie')).toMatch(/^wijkpoort=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is known under a new id from then on; the one from before is worth nothing', async () => {
    await browser.open('/inloggen');
    const before = browser.cookies.get('wijkpoort');
    await browser.logInAs('anja');
    const after = browser.cookies.get('wijkpoort');
    expect(after).not.toBe(before);
    const old = await world.send('/overzicht', { headers: { cookie: `wijkpoort=${before}` } });
    expect(old.status).toBe(303);
  });

  it('leaves only the hash of that id in the database, and nothing readable beside it', async () => {
    await browser.logInAs('anja');
    const id = browser.cookies.get('wijkpoort') ?? '';
    const rows = await world.database.query<{ hash: Buffer }>('SELECT * FROM person_session');
    const hashes = rows.map(({ hash }) => hash.toString('hex'));
    expect(hashes).toContain(createHash('sha256').update(`sessie ${id}`).digest('hex'));
    expect(JSON.stringify(rows)).not.toContain(id);
    const logins = await world.database.query('SELECT * FROM resident_login');
    expect(JSON.stringify(logins)).not.toMatch(/anja|99999/);
  });

  it('is asked who they are when the proof is too weak', async () => {
    const page = await browser.logInAs('anja', 'digid', { niveau: 'laag' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('Wij moeten zeker weten dat u het bent');
  });

  it('can change their mind', async () => {
    const page = await browser.logInAs('');
    expect(page.html).toContain('Dat is niet erg');
  });

  it('is told kindly when nobody here knows them', async () => {
    const page = await browser.logInAs('onbekende');
    expect(page.status).toBe(422);
    expect(page.html).toContain('Wij kennen u hier niet');
  });

  it('cannot be logged in by what somebody else sends back', async () => {
    await browser.open('/inloggen/digid');
    for (const query of ['code=abc&state=abc', 'error=server_error', '']) {
      const page = await browser.open(`/inloggen/terug?${query}`);
      expect({ query, status: page.status }).toEqual({ query, status: 422 });
    }
    expect((await browser.open('/overzicht')).path).toBe('/inloggen');
  });

  it('goes on to the page they wanted', async () => {
    await browser.open('/overzicht?kijk=1');
    expect((await browser.logInAs('anja')).path).toBe('/overzicht?kijk=1');
  });
});

describe('somebody is logged in', () => {
  it('is out after a quarter of an hour without a page, and stays in with one', async () => {
    await browser.logInAs('anja');
    ahead = 14 * MINUTE;
    expect((await browser.open('/overzicht')).path).toBe('/overzicht');
    ahead = 28 * MINUTE;
    expect((await browser.open('/overzicht')).path).toBe('/overzicht');
    ahead = 44 * MINUTE;
    expect((await browser.open('/overzicht')).path).toBe('/inloggen?weg=tijd');
  });

  it('is out after two hours, whatever they do', async () => {
    await browser.logInAs('anja');
    for (ahead = 0; ahead < 120 * MINUTE; ahead += 10 * MINUTE)
      expect((await browser.open('/overzicht')).path).toBe('/overzicht');
    expect((await browser.open('/overzicht')).path).toBe('/inloggen?weg=tijd');
  });

  it('logs out, and the id is worth nothing any more', async () => {
    const page = await browser.logInAs('anja');
    const id = browser.cookies.get('wijkpoort') ?? '';
    expect((await browser.submit(page, '/uitloggen')).path).toBe('/uitgelogd');
    expect((await world.send('/overzicht', { headers: { cookie: `wijkpoort=${id}` } })).status).toBe(303);
  });

  it('is gone at once with one link', async () => {
    await browser.logInAs('anja');
    const id = browser.cookies.get('wijkpoort') ?? '';
    const gone = await world.send('/weg', { headers: { cookie: `wijkpoort=${id}` } });
    expect(gone.headers.get('location')).not.toContain('127.0.0.1');
    expect(gone.headers.get('clear-site-data')).toContain('"cookies"');
    expect((await world.send('/overzicht', { headers: { cookie: `wijkpoort=${id}` } })).status).toBe(303);
  });

  it('is not logged out by a form of another site, or one without our token', async () => {
    const page = await browser.logInAs('anja');
    const fields = hiddenIn(page.html, '/uitloggen');
    expect((await browser.post('/uitloggen', {})).status).toBe(403);
    expect((await browser.post('/uitloggen', { bewijs: 'x'.repeat(43) })).status).toBe(403);
    expect((await browser.post('/uitloggen', fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.open('/overzicht')).path).toBe('/overzicht');
  });

  it('is led nowhere but here by a link', async () => {
    for (const address of ['//kwaad.example', 'https://kwaad.example', '/\\kwaad.example', 'javascript:1'])
      expect((await browser.open(`/taal/nl?terug=${encodeURIComponent(address)}`)).path).toBe('/');
  });
});

describe('somebody at the table has a code', () => {
  it('gets in with it once, however it is typed', async () => {
    const code = await giveCode();
    const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
    expect((await browser.submit(await browser.open('/inloggen'), '/inloggen', { code: typed })).path).toBe(
      '/overzicht',
    );
    const other = newBrowser(world);
    const again = await other.submit(await other.open('/inloggen'), '/inloggen', { code });
    expect(again.status).toBe(422);
    expect(again.html).toContain('Deze code werkt niet');
  });

  it('hears the same of a code that is wrong, too old or no code at all', async () => {
    const code = await giveCode();
    ahead = 16 * MINUTE;
    const answers = [];
    for (const each of [code, 'KM4T7XW2', '<script>', 'x'.repeat(10_000)]) {
      const page = await browser.submit(await browser.open('/inloggen'), '/inloggen', { code: each });
      answers.push([page.status, page.html.replaceAll(/value="[^"]*"/g, '')]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
  });
});

describe('somebody speaks for a resident', () => {
  it('gets in for that resident, until they no longer speak for them', async () => {
    expect((await browser.logInAs('mentor-van-lin')).path).toBe('/overzicht');
    await world.database.query('UPDATE representation SET ended_at = now() WHERE id = $1', [
      representationId('lin'),
    ]);
    expect((await browser.open('/overzicht')).path).toBe('/inloggen?weg=tijd');
    expect((await newBrowser(world).logInAs('mentor-van-lin')).status).toBe(422);
  });
});

describe('somebody works at a partner', () => {
  it('logs in at work, and does not see what is of residents', async () => {
    const page = await browser.logInAs('wt-031', 'werk');
    expect(page.path).toBe('/casussen');
    const other = await browser.open('/overzicht');
    expect(other.status).toBe(403);
    expect(other.html).toContain('voor iemand anders');
  });

  it('needs two factors', async () => {
    expect((await browser.logInAs('wt-031', 'werk', { niveau: 'laag' })).status).toBe(422);
  });

  it('is out at the next page when the partner is suspended', async () => {
    await browser.logInAs('fa-007', 'werk');
    await world.database.query(`UPDATE partner SET suspended_at = now() WHERE id = 'farent'`);
    expect((await browser.open('/overzicht')).path).toBe('/inloggen?weg=tijd');
    expect((await newBrowser(world).logInAs('fa-007', 'werk')).status).toBe(422);
  });
});

describe('a page that is not there', () => {
  it('is a kind page for a browser and a problem for a program', async () => {
    const page = await browser.open('/niets');
    expect(page.status).toBe(404);
    expect(page.html).toContain('Deze pagina is er niet');
    expect((await world.send('/niets')).headers.get('content-type')).toContain('problem+json');
  });
});

describe('every page', () => {
  it('has a policy that lets no script run, and fetches nothing from elsewhere', async () => {
    for (const path of ['/', '/inloggen', '/uitgelogd', '/niets']) {
      const { headers, html } = await browser.open(path);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(html).not.toMatch(/<script|\son[a-z]+=|style=|https?:\/\//);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { freePort } from '../kill/estate.ts';
import { cli, start, type Ended, type Running } from './run-cli.ts';

/** A folder that the database's own account can reach too, when the tests run as root. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-demo-'));
  await chmod(folder, 0o755);
  return folder;
}

const DATABASE = ['postgres', 'data', 'postmaster.pid'];
const databasePid = (folder: string): number =>
  Number(readFileSync(join(folder, ...DATABASE), 'utf8').split('\n')[0]);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const entriesIn = (said: string): number => Number(/Het logboek klopt: (\d+) regels/.exec(said)?.[1]);

let folder: string;
let port: string;
let settings: Readonly<Record<string, string>>;
let demo: Running;
let database: number;
beforeAll(async () => {
  [folder, port] = [await newFolder(), String(await freePort())];
  settings = { WIJKPOORT_MAP: folder, WIJKPOORT_POORT: port };
  demo = start('npm', ['start'], settings);
  await demo.says('Ctrl-C stopt alles.');
  database = databasePid(folder);
});
afterAll(async () => {
  demo.interrupt();
  await demo.ended;
  await rm(folder, { recursive: true, force: true });
});

describe('a newcomer starts the demo', () => {
  it('sees each step of starting, with how long it took', () => {
    expect(demo.said().match(/ {2}✓ .* \d+,\d s/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('sees three disclosures and a no: who, for what, what went, what did not, and the line in the ledger', () => {
    const said = demo.said();
    for (const title of [
      '1. Woonprofiel',
      '2. Uitkering bij opname',
      '3. Vroegsignalering',
      '4. Vroegsignalering',
    ])
      expect(said).toContain(title);
    expect(said).toMatch(/✓ .*Anja Verzonnen/);
    expect(said).toMatch(/✗ .*nooit naar deze ontvanger/);
    expect(said).toMatch(/– .*niet beschikbaar/);
    expect(said.match(/logboek: regel \d+, bladhash [0-9a-f]{16}…/g)).toHaveLength(4);
    expect(said).not.toMatch(/stoornis|schizofrenie|Crisismaatregel|F\d\d\.\d/);
  });

  it('sees Piet stop once, three organisations sign what they did with it, and that nobody gets it any more', () => {
    const said = demo.said();
    expect(said).toContain('5. Piet zegt stop');
    for (const partner of ['Zayaz', 'Sociaal wijkteam Zuidoost', 'Farent'])
      expect(said).toMatch(new RegExp(`✓ ${partner} +ondertekend antwoord: gestopt`));
    expect(said).toMatch(/✓ Wie kan het nu nog krijgen\? +niemand/);
    expect(said).toMatch(/✓ Piets eigen uitdraai +\d+ besluiten, geldig volgens ISO\/IEC TS 27560/);
  });

  it('sees that the ledger adds up', () => {
    expect(entriesIn(demo.said())).toBeGreaterThanOrEqual(4);
  });

  it('gets an answer when the printed curl is pasted', async () => {
    const curl = /( {2}curl -s [\s\S]*?')\n\n/.exec(demo.said())?.[1] ?? '';
    expect(curl).toContain('/v1/verstrekkingen');
    const { exit, out } = await start('sh', ['-c', curl], { WIJKPOORT_MAP: folder }).ended;
    expect(exit).toBe(0);
    const answer = JSON.parse(out) as Schemas['Verstrekking'];
    expect(Object.keys(answer.gegevens)).toEqual(['woonprofiel.woonwens']);
    expect(answer.nietBeschikbaar).toEqual(['woonprofiel.woonafspraken']);
    expect(answer.nietToegestaan.map(({ veld }) => veld)).toEqual(['zorg.diagnose']);
  });

  it('reaches the addresses that were printed', async () => {
    const addresses = [...demo.said().matchAll(/(?:API-document|Handreiking|Gereed\?) +(http:\S+)/g)];
    expect(addresses).toHaveLength(3);
    for (const [, address = ''] of addresses) expect((await fetch(address)).status).toBe(200);
  });

  it('is told which partners have a key, when it asks a token for another', async () => {
    const { exit, out, error } = await cli(['token', 'verzonnen'], settings).ended;
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(error).toMatch(/^Deze partner heeft hier geen sleutel. Wel: .*zayaz/);
  });

  it('finds nothing of anybody in the process log', () => {
    const log = readFileSync(join(folder, 'poort.log'), 'utf8');
    expect(log).toContain('/verstrekkingen');
    expect(log).not.toMatch(/Anja|Ahmed|Kees|999995|Bearer|mw-417/);
  });
});

describe('somebody starts it a second time beside the first', () => {
  it('on the same folder: is told so in plain Dutch, and the first goes on', async () => {
    const { exit, error } = await cli(['demo', '--once'], { ...settings, WIJKPOORT_POORT: '0' }).ended;
    expect(exit).toBe(2);
    expect(error).toMatch(
      /^Wijkpoort draait al \(proces \d+\) en gebruikt .*Stop die eerst, of kies een andere WIJKPOORT_MAP\.\n$/,
    );
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  it('on the same port: is told which, and leaves nothing running', async () => {
    const other = await newFolder();
    const { exit, error } = await cli(['demo', '--once'], { ...settings, WIJKPOORT_MAP: other }).ended;
    expect(exit).toBe(2);
    expect(error).toBe(
      `Poort ${port} is al in gebruik. Stop wat daar draait, of zet WIJKPOORT_POORT op een andere.\n`,
    );
    expect(existsSync(join(other, ...DATABASE))).toBe(false);
    expect(existsSync(join(other, 'in-gebruik'))).toBe(false);
    await rm(other, { recursive: true });
  });
});

describe('somebody presses Ctrl-C, and presses it again', () => {
  it('sees the gate close, and nothing that was started is left', async () => {
    expect(isAlive(database)).toBe(true);
    demo.interrupt();
    await demo.says('De poort sluit');
    demo.interrupt();
    const { out } = await demo.ended;
    expect(out).toContain('De poort sluit: wat loopt, wordt afgemaakt.');
    expect(isAlive(database)).toBe(false);
    expect(existsSync(join(folder, ...DATABASE))).toBe(false);
    expect(existsSync(join(folder, 'in-gebruik'))).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
  });

  it('and asks a token: hears that the demo does not run', async () => {
    const { exit, error } = await cli(['token', 'zayaz'], settings).ended;
    expect(exit).toBe(2);
    expect(error).toMatch(/^De poort op http:\S+ gaf geen token\. Draait de demo nog\?\n$/);
  });
});

describe('somebody starts again', () => {
  let again: Ended;
  beforeAll(async () => {
    again = await cli(['demo', '--once'], settings).ended;
  });

  it('ends by itself after the stories when it was asked to, without a fault', () => {
    expect({ exit: again.exit, error: again.error }).toEqual({ exit: 0, error: '' });
    expect(again.out).not.toContain('Ctrl-C');
  });

  it('goes on where the first stopped: the same keys, the same database, a longer ledger that still adds up', () => {
    expect(again.out).toContain('Database is bij');
    expect(entriesIn(again.out)).toBeGreaterThanOrEqual(entriesIn(demo.said()) + 5);
  });

  it('leaves nothing running', () => {
    expect(existsSync(join(folder, ...DATABASE))).toBe(false);
  });
});

describe('somebody asks a token', () => {
  it.each([
    ['for nobody', ['token'], 'Zeg voor welke partner: wijkpoort token zayaz\n'],
    [
      'where no demo was ever started',
      ['token', 'zayaz'],
      'De demo is hier nog niet gestart: doe eerst npm start.\n',
    ],
  ])('%s: hears what to do', async (_what, words, advice) => {
    const empty = await newFolder();
    const { exit, out, error } = await cli(words, { WIJKPOORT_MAP: empty }).ended;
    expect({ exit, out, error }).toEqual({ exit: 2, out: '', error: advice });
    await rm(empty, { recursive: true });
  });
});

describe('somebody misspells a setting', () => {
  it('hears of every fault, before anything is started', async () => {
    const empty = await newFolder();
    const wrong = {
      WIJKPOORT_MAP: empty,
      WIJKPOORT_PORT: '1',
      WIJKPOORT_POORT: 'x',
      DATABASE_URL: 'mysql://a:geheim@b',
    };
    const { exit, error } = await cli(['demo', '--once'], wrong).ended;
    expect(exit).toBe(2);
    expect(error.split('\n').filter(line => line.startsWith('  '))).toHaveLength(3);
    expect(error).not.toContain('geheim');
    expect(existsSync(join(empty, 'in-gebruik'))).toBe(false);
    await rm(empty, { recursive: true });
  });
});

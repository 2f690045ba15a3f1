import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent, fetch as fetchThrough } from 'undici';
import { environmentForOthers } from '../../gateway/config.ts';
import { koppelsleutelsOf } from '../../gateway/demo/seed.ts';
import { eventually } from '../kill/estate.ts';
import { killed } from '../kill/killed.ts';
import { hasHaproxy } from '../run/deployed-proxy.ts';
import { startControls, tokenFor } from '../run/practice/controls.ts';
import { instructionsFor } from '../run/practice/instructions.ts';
import {
  layOutPractice,
  portsFrom,
  writePartnerFiles,
  type PracticeInstallation,
} from '../run/practice/practice-installation.ts';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const isHere = hasHaproxy();
if (!isHere) console.warn('OVERGESLAGEN: haproxy is er niet, dus de oefeninstallatie is hier niet gestart.');

let folder: string;
let installation: PracticeInstallation;
let controls: Server;
let gateway: ChildProcess;
beforeAll(async () => {
  if (!isHere) return;
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-oefenen-'));
  installation = await layOutPractice(folder, ports);
  await writePartnerFiles(installation);
  controls = await startControls(installation);
  gateway = run('serve', '--configuratie', installation.configurations[0] ?? '');
  await eventually(async () => {
    const { status } = await send('/readyz');
    if (status !== 200) throw new Error(`not ready: ${status}`);
  }, 60_000);
}, 120_000);
afterAll(async () => {
  if (!isHere) return;
  await killed(gateway);
  controls.close();
  await installation.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Nine in a row, where the system gives nobody a port by itself. */
const ports = portsFrom(20_000 + (process.pid % 1_000) * 10);

const run = (...words: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...words], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...environmentForOthers(), NODE_EXTRA_CA_CERTS: installation.estate.authorityFile },
  });

const send = async (path: string, init: object = {}) =>
  await fetchThrough(installation.address + path, {
    redirect: 'manual',
    dispatcher: new Agent({ connect: { ca: installation.estate.ca } }),
    ...init,
  });

const control = async (path: string, body: string): Promise<unknown> => {
  const url = `http://127.0.0.1:${installation.ports.controls}${path}`;
  const answer = await fetch(url, { method: 'PUT', body });
  return await answer.json();
};

const partnerFile = (name: string): string => readFileSync(join(folder, 'partners', name), 'utf8');

async function ask(): Promise<{ readonly status: number; readonly json: unknown }> {
  const { anja } = await koppelsleutelsOf(installation.estate.database, 'zayaz');
  const answer = await send('/v1/verstrekkingen', {
    method: 'POST',
    dispatcher: new Agent({
      connect: {
        ca: installation.estate.ca,
        cert: partnerFile('zayaz.pem'),
        key: partnerFile('zayaz.sleutel'),
      },
    }),
    headers: {
      authorization: `Bearer ${await tokenFor('zayaz', installation)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      doel: 'D01',
      betrokkene: anja,
      van: 'wijkteam-zuidoost',
      velden: ['identiteit.naam'],
      namens: { medewerker: 'mw-417' },
    }),
  });
  return { status: answer.status, json: await answer.json() };
}

const here = isHere ? describe : describe.skip;

here('an operator practises on an installation with invented people', () => {
  it('nothing is wrong with what is configured', async () => {
    const [code] = (await once(
      run('serve', '--configuratie', installation.configurations[1] ?? '', '--check-config'),
      'exit',
    )) as [number];
    expect(code).toBe(0);
  });

  it('a partner gets what it may have, through the proxy and with its own certificate', async () => {
    expect(await ask()).toMatchObject({
      status: 200,
      json: { gegevens: { 'identiteit.naam': expect.any(String) } },
    });
  });

  it('a system that is broken on purpose is felt by who asks it, until it is put right', async () => {
    expect(await control('/systemen/wijkteam-zuidoost', 'kapot')).toEqual({ 'wijkteam-zuidoost': 'kapot' });
    expect(await ask()).toMatchObject({
      status: 502,
      json: { type: '/docs/problemen/bron-niet-bereikbaar' },
    });
    expect(await control('/systemen/wijkteam-zuidoost', 'goed')).toEqual({ 'wijkteam-zuidoost': 'goed' });
    expect((await ask()).status).toBe(200);
  });

  it('whoever names no system or no way of being gets to hear which there are', async () => {
    expect(await control('/systemen/niemand', 'kapot')).toMatchObject({ standen: ['goed', 'kapot', 'stil'] });
    expect(await control('/database', 'weg')).toEqual({ standen: ['uit', 'aan'] });
  });

  it('whoever asks a token for a partner that is not there hears so in a sentence', async () => {
    const answer = await fetch(`http://127.0.0.1:${ports.controls}/token/niemand`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^Dat lukte niet/);
  });

  it('people are sent to a login provider at an address of its own, over TLS', async () => {
    const { status, headers } = await send('/inloggen/werk');
    expect(status).toBe(303);
    const address = headers.get('location') ?? '';
    expect(address.startsWith(`https://localhost:${installation.ports.logins}/werk/auth?`)).toBe(true);
    const provider = await fetchThrough(address, {
      redirect: 'manual',
      dispatcher: new Agent({ connect: { ca: installation.estate.ca } }),
    });
    expect(provider.headers.get('location')).toMatch(/\/werk\/kies\//);
  });

  it('the database stops and starts when asked, and the gateway is ready again by itself', async () => {
    await control('/database', 'uit');
    expect((await send('/readyz')).status).toBe(503);
    await control('/database', 'aan');
    await eventually(async () => {
      const { status } = await ask();
      if (status !== 200) throw new Error(`not yet: ${status}`);
    }, 30_000);
  });

  it('the instructions name every folder and address, and say that nothing of it is for real', async () => {
    const text = instructionsFor(installation, await koppelsleutelsOf(installation.estate.database, 'zayaz'));
    for (const each of [installation.address, installation.folder, installation.postgres.data])
      expect(text).toContain(each);
    expect(text).toContain('Nooit voor echte gegevens');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import { text as wholeOf } from 'node:stream/consumers';
import { consentCheckCommand } from '../../gateway/command-line/consent-check.ts';
import type { Command } from '../../gateway/command-line/command.ts';
import { ledgerExportCommand } from '../../gateway/command-line/ledger-export.ts';
import { environmentForOthers, environmentOfProcess } from '../../gateway/config.ts';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import { createReceiptSigner } from '../../gateway/consent/receipt-signer.ts';
import { openKeys } from '../../gateway/keys/own-keys.ts';
import { readRings } from '../../gateway/keys/ring-files.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { eventually, freePort } from '../kill/estate.ts';
import { killed } from '../kill/killed.ts';
import { newDatabase } from '../world/world.ts';
import { ADDRESS, layOutRolling, type RollingEstate } from './rolling-estate.ts';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const PATIENCE_MS = 60_000;

let folder: string;
let estate: RollingEstate;
let gateway: ChildProcess;
let configuration: string;
let url: string;
let token: string;
let told = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-systemen-'));
  estate = await layOutRolling(folder, await newDatabase());
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  configuration = estate.configurationFor(port, 'poort');
  gateway = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), MAIN, 'serve', '--configuratie', configuration],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...environmentForOthers(), NODE_EXTRA_CA_CERTS: estate.authorityFile },
    },
  );
  gateway.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await eventually(async () => {
    const { status } = await fetch(`${url}/readyz`);
    if (status !== 200) throw new Error(`not ready: ${status} ${told}`);
  }, PATIENCE_MS);
  token = await tokenFor();
}, 90_000);
afterAll(async () => {
  await killed(gateway);
  await estate.close();
  rmSync(folder, { recursive: true });
});

const shown = (): string => `:${estate.partner.certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;

async function tokenFor(): Promise<string> {
  const assertion = await clientAssertion(
    'zayaz',
    estate.partner,
    `${ADDRESS}/oauth`,
    randomUUID(),
    new Date(),
  );
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'client-cert': shown() },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: 'verstrekken',
    }),
  });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

/** What is released; asked again for as long as no witness saw the log. */
const released = async (): Promise<readonly string[]> =>
  await eventually(async () => {
    const response = await fetch(`${url}/v1/verstrekkingen`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'client-cert': shown(),
      },
      body: JSON.stringify({
        doel: 'D01',
        betrokkene: estate.koppelsleutels[0],
        van: 'wijkteam-zuidoost',
        velden: ['identiteit.naam'],
        namens: { medewerker: 'mw-417' },
      }),
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return Object.keys(((await response.json()) as Schemas['Verstrekking']).gegevens);
  }, PATIENCE_MS);

const listFile = (): string => join(folder, 'systemen.yaml');
const rewrite = (change: (text: string) => string): void => {
  writeFileSync(listFile(), change(readFileSync(listFile(), 'utf8')));
  gateway.kill('SIGHUP');
};

const written = async (): Promise<readonly string[]> =>
  (
    await estate.database.query<{ reason: string }>(
      `SELECT leaf::jsonb ->> 'reason' AS reason FROM ledger_entry
        WHERE leaf::jsonb ->> 'event' = 'systems-changed' ORDER BY index`,
    )
  ).map(({ reason }) => reason);

const untilWritten = async (count: number): Promise<void> =>
  await eventually(async () => {
    const found = await written();
    if (found.length < count) throw new Error(`only ${found.join(' ')} ${told}`);
  }, PATIENCE_MS);

describe('an operator changes the list of systems while the gateway works', () => {
  it('the log knows from the start which partner has a system', async () => {
    expect(await written()).toEqual(['systeem-erbij-wijkteam-zuidoost']);
    expect(await released()).toEqual(['identiteit.naam']);
  });

  it('with mistakes: all are told at once, none is written, and what there was goes on', async () => {
    const good = readFileSync(listFile(), 'utf8');
    rewrite(
      text =>
        `${text.replace('sleutel: bron.sleutel', 'sleutel: nergens')}zayaz: { soort: corporatie, adres: ftp://x }\nx: 1\n`,
    );
    await eventually(async () => {
      if (!told.includes('x: dit is geen lijst')) throw new Error(told);
      await Promise.resolve();
    }, PATIENCE_MS);
    expect(told).toContain('De lijst van systemen is niet overgenomen: 4 keer klopt er iets niet.');
    expect(told).toContain('wijkteam-zuidoost: sleutel noemt het bestand nergens, en dat is er niet');
    expect(told).toContain('zayaz: adres is een https-adres');
    expect(await released()).toEqual(['identiteit.naam']);
    expect(await written()).toHaveLength(1);
    rewrite(() => good);
  });

  it('a system that moves is asked where it is now, and the log says that it is another', async () => {
    const moved = await estate.sourceElsewhere();
    rewrite(text => text.replace(/adres: '[^']+'/, `adres: '${moved.url}'`));
    await untilWritten(2);
    expect(moved.asked()).toBe(0);
    await eventually(async () => {
      expect(await released()).toEqual(['identiteit.naam']);
      expect(moved.asked()).toBeGreaterThan(0);
    }, PATIENCE_MS);
    expect(await written()).toEqual(['systeem-erbij-wijkteam-zuidoost', 'systeem-anders-wijkteam-zuidoost']);
  });
});

/** A command as the operator of this installation gives it. Whoever reads is told in JSON. */
async function command({ run }: Command, words: readonly string[]) {
  const environment = environmentOfProcess() as Record<string, string | undefined>;
  environment['WIJKPOORT_CONFIGURATIE'] = configuration;
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const read = wholeOf(stdout);
  try {
    const code = await run(words, { stdin, stdout, stderr, forPeople: false });
    return { code, lines: (stdout.end(), await read).trim().split('\n') };
  } finally {
    delete environment['WIJKPOORT_CONFIGURATIE'];
  }
}

describe('an operator takes a system off the list', () => {
  it('the log says so, and nothing is asked there any more', async () => {
    rewrite(() => '{}\n');
    await untilWritten(3);
    expect((await written()).at(-1)).toBe('systeem-weg-wijkteam-zuidoost');
  });
});

/** A receipt as this installation signs it. */
async function signedHere(): Promise<string> {
  const { rings } = await readRings(join(folder, 'sleutels'));
  if (rings === undefined) throw new Error('the installation has no keys');
  const { receipts } = await openKeys(rings, () => new Date());
  return await createReceiptSigner(receipts).sign({ bewijs: 'a' } as never);
}

describe('an operator gives commands with the configuration of the gateway', () => {
  it('takes the log out with the keys of the installation', async () => {
    const { code, lines } = await command(ledgerExportCommand, ['--vorm', 'adl']);
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(0);
  });

  it('with who acted only when the officer gives her key along', async () => {
    const words = ['--vorm', 'nen7513', '--partner', 'wijkteam-zuidoost'];
    await expect(command(ledgerExportCommand, words)).rejects.toThrow('--officier');
    await expect(command(ledgerExportCommand, [...words, '--officier', listFile()])).rejects.toThrow(
      'private sleutel van de privacy officer',
    );
    const given = [...words, '--officier', join(folder, 'sleutels', 'officier.key')];
    const { lines } = await command(ledgerExportCommand, given);
    expect(lines.join()).toContain('mw-417');
  });

  it('checks the receipt of a resident against the keys of the installation', async () => {
    const receipt = join(folder, 'bewijs');
    const jws = await signedHere();
    writeFileSync(receipt, jws);
    expect(await command(consentCheckCommand, [receipt])).toMatchObject({ code: 0 });
    writeFileSync(receipt, `${jws.slice(0, -6)}AAAAAA`);
    expect(await command(consentCheckCommand, [receipt])).toMatchObject({ code: 1 });
  });
});

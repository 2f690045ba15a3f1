import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { JWK } from 'jose';
import { DPV_27560_SCHEMA } from '../../consent/dpv-27560-schema.ts';
import { consentCheckCommand } from '../../gateway/command-line/consent-check.ts';
import { UsageError } from '../../gateway/command-line/command.ts';
import { exportConsents } from '../../gateway/consent/export-consents.ts';
import { verifyReceipt } from '../../gateway/consent/verify-receipt.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { shipped } from '../policies/handreiking.ts';
import { says, stops } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let folder: string;
let receipt: string;
let key: JWK;
beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-bewijs-'));
  const answer = await says(world, {
    who: 'jan',
    at: 'wijkteam-zuidoost',
    purpose: 'D01',
    from: 'wijkteam-zuidoost',
    to: 'zayaz',
    fields: ['identiteit.naam', 'woonprofiel.woonwens'],
  });
  receipt = (answer.json as Schemas['ToestemmingVastgelegd']).ontvangstbewijs ?? '';
  key = (await world.send('/v1/bewijssleutel')).json as JWK;
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function check(jws: string, forPeople: boolean, withKey: unknown = key) {
  const [file, keyFile] = [join(folder, 'bewijs.jws'), join(folder, 'sleutel.json')];
  await writeFile(file, jws);
  await writeFile(keyFile, JSON.stringify(withKey));
  let printed = '';
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      printed += chunk.toString('utf8');
      done();
    },
  });
  const terminal = { stdin: Readable.from([]), stdout, stderr: stdout, forPeople };
  const exit = await consentCheckCommand.run([file, '--sleutel', keyFile], terminal);
  return { exit, printed };
}

/** The same receipt with another word in it. */
function forged(): string {
  const [header = '', payload = '', signature = ''] = receipt.split('.');
  const text = Buffer.from(payload, 'base64url').toString('utf8').replace('Zayaz', 'Zeyaz');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

describe('Jan takes a receipt home', () => {
  it('says in words what he decided, and how to stop, and not who he is', async () => {
    const { exit, printed } = await check(receipt, true);
    expect(exit).toBe(0);
    expect(printed).toContain('Dit bewijs klopt');
    expect(printed).toContain('Naar:        Zayaz');
    expect(printed).toContain('Stoppen kan elke dag');
    const payload = Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8');
    expect(payload).not.toContain(residentId('jan'));
    expect(payload).not.toContain(await world.koppelsleutel('wijkteam-zuidoost', 'jan'));
  });

  it('is JSON for a program', async () => {
    const { printed } = await check(receipt, false);
    expect(JSON.parse(printed)).toMatchObject({ klopt: true, bewijs: { besluit: 'ja', naar: 'Zayaz' } });
  });

  it('does not hold once one letter is changed', async () => {
    expect(await check(forged(), false)).toMatchObject({ exit: 1 });
    expect(await verifyReceipt(forged(), key)).toEqual({ fault: 'altered' });
  });

  it.each([
    ['something else entirely', 'hallo', 'not-a-receipt'],
    ['three empty parts', '..', 'not-a-receipt'],
  ])('%s is no receipt', async (_name, text, fault) => {
    expect(await verifyReceipt(text, key)).toEqual({ fault });
  });

  it('does not hold for another gateway', async () => {
    expect(await verifyReceipt(receipt, { ...key, kid: 'another' })).toEqual({ fault: 'another-key' });
  });

  it('does not let a token that is signed with no algorithm through', async () => {
    const header = Buffer.from(
      JSON.stringify({ alg: 'none', typ: 'wijkpoort-toestemming+jws', kid: key.kid }),
    ).toString('base64url');
    const unsigned = [header, receipt.split('.')[1], ''].join('.');
    expect(await verifyReceipt(unsigned, key)).toEqual({ fault: 'not-a-receipt' });
  });

  it('needs a key that is one', async () => {
    await expect(check(receipt, false, { kty: 'RSA' })).rejects.toThrow(UsageError);
  });
});

describe('residents export everything they ever decided', () => {
  const isRecord = new Ajv2020({ strict: false }).compile(DPV_27560_SCHEMA);

  it('gets records that hold to the closed schema, with every event', async () => {
    await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
    const records = await exportConsents(world.database, residentId('jan'), 'jan', shipped);
    expect(records).toHaveLength(2);
    for (const record of records) expect([isRecord(record), isRecord.errors]).toEqual([true, null]);
    const states = records.flatMap(record =>
      record['dpv:hasConsentStatus'].map(({ '@type': [state] }) => state),
    );
    expect(states).toContain('dpv:ConsentWithdrawn');
  });

  it('is refused by the schema when something is missing, added, or for two recipients', async () => {
    const [record] = await exportConsents(world.database, residentId('jan'), 'jan', shipped);
    if (record === undefined) throw new Error('Jan decided something');
    const { 'dpv:hasNotice': _notice, ...without } = record;
    const [process] = record['dpv:hasProcess'];
    expect(isRecord(without)).toBe(false);
    expect(isRecord({ ...record, bsn: '1' })).toBe(false);
    const two = { ...process, 'dpv:hasRecipient': [1, 2].flatMap(() => process?.['dpv:hasRecipient'] ?? []) };
    expect(isRecord({ ...record, 'dpv:hasProcess': [two] })).toBe(false);
  });
});

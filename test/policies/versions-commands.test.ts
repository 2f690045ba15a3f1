import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Command, ExitCode, Terminal } from '../../gateway/command-line/command.ts';
import { keyCommand } from '../../gateway/command-line/handreiking-key.ts';
import { signCommand } from '../../gateway/command-line/handreiking-sign.ts';
import { bringIntoForceCommand, versionsCommand } from '../../gateway/command-line/handreiking-versions.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { changed, smallFiles } from './small-handreiking.ts';

const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-versies-'));
const [start, next, bundles] = ['start', 'nieuw', 'bundels'].map(name => join(folder, name)) as [
  string,
  string,
  string,
];
const [bundle, keys] = [join(folder, 'bundel.json'), join(folder, 'sleutels.json')];
const wider = changed(
  smallFiles,
  /D05/,
  '[schulden.traject_status]',
  '[schulden.traject_status, wonen.betalingsregeling]',
);
const soon = '2999-01-01T00:00:00.000Z';

async function write(files: readonly SourceFile[], into: string): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(into, path)), { recursive: true });
    await writeFile(join(into, path), text);
  }
}

async function run(command: Command, ...words: string[]): Promise<{ exit: ExitCode; said: string }> {
  const stdout = new PassThrough();
  const terminal: Terminal = {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    forPeople: false,
  };
  const exit = await command.run(words, terminal);
  return { exit, said: String(stdout.read() ?? '') };
}

const secretOf = (person: string): string => join(folder, `${person}.key`);
const makeKey = async (person: string, role: string) =>
  await run(keyCommand, '--persoon', person, '--rol', role, '--organisatie', 'x', '--uit', secretOf(person));
const chain = ['--bundels', bundles, '--sleutels', keys, '--start', start];

beforeAll(async () => {
  await write(smallFiles, start);
  await write(wider, next);
  await mkdir(bundles);
  const made = [await makeKey('Fatima', 'privacy_officer'), await makeKey('Piet', 'partner')];
  await writeFile(keys, `[${made.map(({ said }) => said).join(',')}]`);
});

describe('a privacy officer makes a key', () => {
  it('gets a file that only she can read, and that is never overwritten', async () => {
    expect((await stat(secretOf('Fatima'))).mode & 0o777).toBe(0o600);
    await expect(makeKey('Fatima', 'privacy_officer')).rejects.toThrow('bestaat al');
  });

  it('puts no secret in the list of trusted keys', async () => {
    const secret = JSON.parse(await readFile(secretOf('Fatima'), 'utf8')) as { jwk: { d: string } };
    expect(await readFile(keys, 'utf8')).not.toContain(secret.jwk.d);
  });
});

describe('two people bring a wider version into force', () => {
  it('takes both, each after reading the difference, and keeps what was there', async () => {
    const signFirst = [
      bundle,
      '--sleutel',
      secretOf('Fatima'),
      '--handreiking',
      next,
      '--in-werking',
      soon,
      '--start',
      start,
    ];
    const looked = await run(signCommand, ...signFirst);
    expect(looked.exit).toBe(1);
    expect(JSON.parse(looked.said)).toMatchObject({ ruimer: true });
    expect(looked.said).toContain('Woningcorporatie mag nu óók: betalingsregeling huur');

    expect((await run(signCommand, ...signFirst, '--akkoord')).exit).toBe(0);
    const alone = await run(bringIntoForceCommand, bundle, ...chain);
    expect(alone.exit).toBe(1);
    expect(alone.said).toContain('one-signer');
    expect(await readdir(bundles)).toEqual([]);

    expect(
      (await run(signCommand, bundle, '--sleutel', secretOf('Piet'), '--start', start, '--akkoord')).exit,
    ).toBe(0);
    expect((await run(bringIntoForceCommand, bundle, ...chain)).exit).toBe(0);
    await expect(run(bringIntoForceCommand, bundle, ...chain)).rejects.toThrow('staat er al');

    const before = await run(versionsCommand, ...chain);
    expect(JSON.parse(before.said)).toMatchObject({
      geldt: { nummer: 0 },
      wacht: [{ nummer: 1 }],
      alarm: [],
    });
    const after = await run(versionsCommand, ...chain, '--op', soon);
    expect(after.exit).toBe(0);
    expect(JSON.parse(after.said)).toMatchObject({ geldt: { nummer: 1 }, wacht: [], alarm: [] });
  });

  it('alarms when a kept bundle is changed, or is no bundle', async () => {
    const [name = ''] = await readdir(bundles);
    const kept = await readFile(join(bundles, name), 'utf8');
    await writeFile(join(bundles, name), kept.replace('U mocht nee', 'U mocht neen'));
    await writeFile(join(bundles, 'onzin.json'), 'onzin');
    const { exit, said } = await run(versionsCommand, ...chain, '--op', soon);
    expect(exit).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ geldt: { nummer: 0 } });
    expect(said).toContain('version-differs');
    expect(said).toContain('signature-invalid');
  });

  it.each([
    ['no moment', ['--op', 'morgen', ...chain]],
    ['a day that does not exist', ['--op', '2026-02-31T00:00:00.000Z', ...chain]],
    ['no list of keys', ['--bundels', bundles, '--start', start]],
    ['a folder that is not there', ['--bundels', join(folder, 'weg'), '--sleutels', keys, '--start', start]],
  ])('says what is wrong when given %s', async (_what, words) => {
    await expect(run(versionsCommand, ...words)).rejects.toThrow(/tijd|sleutels|map/);
  });
});

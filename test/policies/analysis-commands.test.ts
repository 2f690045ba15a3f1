import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { UsageError, type Command, type ExitCode } from '../../gateway/command-line/command.ts';
import { compareCommand } from '../../gateway/command-line/handreiking-compare.ts';
import { mutateCommand } from '../../gateway/command-line/handreiking-mutate.ts';
import { scenarioCommand } from '../../gateway/command-line/handreiking-scenario.ts';
import { verifyCommand } from '../../gateway/command-line/handreiking-verify.ts';
import { SHIPPED_HANDREIKING } from '../../gateway/handreiking-folder.ts';

const D05 = 'doelen/D05-vroegsignalering-huurachterstand.yaml';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handreiking-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A copy of the shipped handreiking in which one sentence of rule 5.1 was changed. */
async function copyWith(name: string, from: string, to: string): Promise<string> {
  const copy = join(folder, name);
  await cp(SHIPPED_HANDREIKING, copy, { recursive: true });
  const before = await readFile(join(copy, D05), 'utf8');
  expect(before).toContain(from);
  await writeFile(join(copy, D05), before.replace(from, to));
  return copy;
}

async function run(
  command: Command,
  words: readonly string[],
  forPeople = true,
): Promise<readonly [ExitCode, string]> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const printed = text(stdout);
  stderr.resume();
  const exit = await command.run(words, { stdin, stdout, stderr, forPeople });
  stdout.end();
  return [exit, await printed];
}

describe('a privacy officer checks the shipped handreiking', () => {
  it('hears that all is well, and which invariants are not about policies', async () => {
    const [exit, told] = await run(verifyCommand, ['--vandaag', '2026-11-22']);
    expect(exit).toBe(0);
    expect(told).toContain('alles klopt');
    expect(told).toContain('INV-16');
  });

  it('is warned a year later, and that alone is no finding', async () => {
    const [exit, told] = await run(verifyCommand, ['--vandaag', '2027-12-01'], false);
    expect(exit).toBe(0);
    expect(told).toContain('had voor 2027-11-22 herzien moeten zijn');
  });

  it('plays the forty, or all, and every mistake is noticed', async () => {
    expect((await run(scenarioCommand, []))[1]).toContain("40 scenario's, 71 stappen: alles zoals verwacht.");
    expect((await run(scenarioCommand, ['--alle']))[1]).toContain("65 scenario's");
    const [exit, told] = await run(mutateCommand, []);
    expect([exit, told.includes('100 % opgemerkt')]).toEqual([0, true]);
  });
});

const drop = async (): Promise<string> =>
  await copyWith('ruimer', 'voorwaarden: [geinformeerd, stappen]', 'voorwaarden: [geinformeerd]');

describe('a privacy officer drops a condition in a copy', () => {
  it('is told the story of what goes wrong', async () => {
    const [exit, told] = await run(verifyCommand, ['--handreiking', await drop()]);
    expect(exit).toBe(1);
    expect(told).toContain('INV-26 klopt niet. Vier gegevens, meer niet.');
    expect(told).toContain('Stel: Woningcorporatie wil');
  });

  it('sees the difference, as sentences or as JSON lines', async () => {
    const copy = await drop();
    const [exit, told] = await run(compareCommand, ['geldend', copy]);
    expect(exit).toBe(1);
    expect(told).toContain('Gemeente – schuldhulpverlening krijgt nu eerder: naam, adres');
    expect(told).toContain('vroegsignalering huurachterstand: ruimer');
    const [, lines] = await run(compareCommand, [copy, 'geldend'], false);
    expect(
      lines
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as unknown)
        .at(-1),
    ).toMatchObject({ verschillen: 4 });
    expect(await run(compareCommand, ['geldend', 'geldend'])).toEqual([
      0,
      'Geen verschil: elke vraag krijgt hetzelfde antwoord.\n',
    ]);
  });
});

describe('a privacy officer forgets something', () => {
  it('is refused a handreiking that contradicts itself, with file and line', async () => {
    const copy = await copyWith('fout', 'uitkomst: JP', 'uitkomst: T');
    await expect(run(verifyCommand, ['--handreiking', copy])).rejects.toThrow(
      /D05.*:14 {2}regel 5\.1 heeft uitkomst T maar vraagt geen toestemming/,
    );
  });

  it('is told how to use a command', async () => {
    await expect(run(compareCommand, ['geldend'])).rejects.toThrow(UsageError);
    await expect(run(compareCommand, ['geldend', join(folder, 'nergens')])).rejects.toThrow('niet te lezen');
    await expect(run(verifyCommand, ['--vandaag', 'morgen'])).rejects.toThrow('geen datum');
  });

  it('gets the missing cases back when the training cases are gone', async () => {
    const copy = join(folder, 'zonder');
    await cp(SHIPPED_HANDREIKING, copy, { recursive: true });
    await rm(join(copy, 'scenarios-aanvullend'), { recursive: true });
    const [exit, told] = await run(mutateCommand, ['--handreiking', copy]);
    expect(exit).toBe(1);
    expect(told).toContain('scenario: S41');
    expect(told).not.toContain('100 % opgemerkt');
  });
});

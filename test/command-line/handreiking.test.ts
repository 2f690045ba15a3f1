import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shipped, shippedFiles } from '../policies/handreiking.ts';
import { run, type Ended } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-cli-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

const jsonLines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);

const STEPS = shipped.scenarios.flatMap(scenario => scenario.steps);
const QUESTION = {
  doel: 'D05',
  van: 'corporatie',
  naar: 'gem_schuldhulp',
  gevraagd: ['wonen.huurachterstand'],
};

const decide = async (...lines: readonly string[]): Promise<Ended> =>
  await run(['handreiking', 'beslis'], `${lines.join('\n')}\n`);

describe('handreiking beslis reads the steps of the handreiking', () => {
  it('and decides all seventy-one as they were written down, in their order', async () => {
    const { exit, out, error } = await decide(...STEPS.map(step => JSON.stringify(step)));
    expect({ exit, error }).toEqual({ exit: 0, error: '' });
    const answers = jsonLines(out);
    expect(answers).toHaveLength(71);
    expect(answers.map(({ besluit }) => besluit)).toEqual(STEPS.map(({ besluit }) => besluit));
    for (const { vrij, besluit } of answers) {
      const given = Object.entries(besluit as object).filter(([, word]) => String(word).startsWith('GEEF:'));
      expect(vrij).toEqual(given.map(([field]) => field));
    }
  });
});

describe('handreiking beslis reads lines it cannot use', () => {
  it('answers each with its fault, goes on with the next, and exits 2', async () => {
    const { exit, out } = await decide(
      'geen json',
      '[]',
      '',
      JSON.stringify({ ...QUESTION, doel: 5, toestemmming: [] }),
      JSON.stringify({ ...QUESTION, gevraagd: 'wonen.huurachterstand', context: [] }),
      JSON.stringify({ ...QUESTION, voorwaarden: ['stappen'], context: { casuslid: false } }),
    );
    expect(exit).toBe(2);
    const answers = jsonLines(out);
    expect(answers.map(({ fout }) => fout)).toEqual([
      'dit is geen JSON-object',
      'dit is geen JSON-object',
      "onbekend woord 'toestemmming'; 'doel' moet een tekst zijn",
      "'gevraagd' moet een lijst van velden zijn; 'context' moet een object zijn",
      undefined,
    ]);
    expect(answers.at(-1)).toEqual({
      vrij: ['wonen.huurachterstand'],
      besluit: { 'wonen.huurachterstand': 'GEEF:5.1' },
    });
  });

  it('opens nothing on a word it does not know, and says so per field', async () => {
    const { exit, out } = await decide(
      JSON.stringify({ ...QUESTION, doel: 'D99', gevraagd: ['wonen.huurachterstand', 'verzonnen.veld'] }),
      JSON.stringify({ ...QUESTION, voorwaarden: ['stappen'], context: { bezwaaar: false } }),
      JSON.stringify({ ...QUESTION, gevraagd: [] }),
    );
    expect(exit).toBe(0);
    const answers = jsonLines(out);
    expect(answers.map(({ vrij }) => vrij)).toEqual([[], [], []]);
    expect(answers[0]?.['besluit']).toEqual({
      'wonen.huurachterstand': 'GEEN_REGEL',
      'verzonnen.veld': 'GEEN_REGEL',
    });
  });
});

describe('handreiking scenario', () => {
  it('plays forty scenarios in seventy-one steps, all as expected', async () => {
    const { exit, out, error } = await run(['handreiking', 'scenario']);
    expect({ exit, error }).toEqual({
      exit: 0,
      error: "40 scenario's, 71 stappen: alles zoals verwacht.\n",
    });
    expect(jsonLines(out)).toHaveLength(41);
    expect(jsonLines(out).at(-1)).toEqual({ scenarios: 40, stappen: 71, anders: 0 });
  });

  it('names the step and the field that end otherwise than a file expects, and exits 1', async () => {
    const first = shippedFiles.find(({ path }) => path.includes('scenarios/S01-'))?.text ?? '';
    const file = join(folder, 'S01-anders.yaml');
    await writeFile(file, first.replace('zorg.diagnose: NOOIT', "zorg.diagnose: 'GEEF:2.1b'"));
    const { exit, out } = await run(['handreiking', 'scenario', file]);
    expect(exit).toBe(1);
    expect(jsonLines(out)[0]).toMatchObject({
      scenario: 'S01',
      anders: [{ stap: 1, veld: 'zorg.diagnose', verwacht: 'GEEF:2.1b', uitkomst: 'NOOIT' }],
    });
  });

  it('exits 2 and names the file that is not there', async () => {
    const { exit, out, error } = await run(['handreiking', 'scenario', 'nergens.yaml']);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(error).toBe('Dit bestand is niet te lezen: nergens.yaml\n');
  });
});

describe('somebody who does not know the way', () => {
  it('gets the list of commands', async () => {
    const bare = await run([]);
    expect(bare.exit).toBe(0);
    for (const name of ['demo', 'token', 'handreiking beslis', 'handreiking scenario'])
      expect(bare.out).toContain(`  ${name}  `);
  });

  it.each([['handreiking', 'beslis'], ['demo']])('gets an explanation of %s %s', async (...words) => {
    const { exit, out, error } = await run([...words.filter(Boolean), '--help']);
    expect({ exit, error }).toEqual({ exit: 0, error: '' });
    expect(out).toContain('Gebruik: ');
  });

  it.each([['handreiking', 'verzonnen']])(
    'gets the list and exit 2 for %s %s, which is no command',
    async (...words) => {
      const { exit, out } = await run(words.filter(Boolean));
      expect(exit).toBe(2);
      expect(out).toContain('handreiking scenario');
    },
  );

  it('hears in Dutch which option does not exist', async () => {
    const { exit, error } = await run(['handreiking', 'beslis', '--verzonnen']);
    expect(exit).toBe(2);
    expect(error).toBe('Deze optie is onbekend of onvolledig: --verzonnen\n');
  });
});

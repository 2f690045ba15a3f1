import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientWords } from '../../policies/print/client-words.ts';
import { loadCounsel } from '../../policies/print/counsel.ts';
import { printHandreiking } from '../../policies/print/print.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { versionOf } from '../../policies/version.ts';
import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

const COUNSEL = fileURLToPath(new URL('../../policies/print/mag-wel.yaml', import.meta.url));
const WORDS = fileURLToPath(new URL('../handreiking-words.d.ts', import.meta.url));
const PRINTED = fileURLToPath(new URL('../../docs/handreiking', import.meta.url));

export const printCommand: Command = {
  name: 'handreiking druk',
  summary: 'Maak het document voor mensen: per doel een pagina, per partner één blad; Markdown en HTML.',
  usage: `Gebruik: wijkpoort handreiking druk [--controleer] [--naar MAP] [--handreiking MAP]

Schrijft naar docs/handreiking, of naar MAP. Met --controleer wordt niets geschreven: uitgangscode 1 als wat er staat niet meer
bij de handreiking hoort, met de namen van die bestanden. In de map staan alleen gemaakte bestanden (.md, .html, .css);
een die er niet meer bij hoort, wordt weggehaald. Zonder --naar worden ook de woorden van de client (gateway/handreiking-words.d.ts) bijgewerkt.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, {
      controleer: { type: 'boolean' },
      naar: { type: 'string' },
      handreiking: { type: 'string' },
    });
    if (positionals.length > 0)
      throw new UsageError(`Dit woord hoort bij geen optie: ${positionals.join(' ')}`);
    const printed = await printedFiles(values.handreiking);
    const folder = values.naar ?? PRINTED;
    const stale = await differencesIn(folder, printed);
    if (values.controleer === true) return reportStale(terminal, stale);
    if (values.naar === undefined) await writeFile(WORDS, clientWords(await loadFolder(values.handreiking)));
    return await writeAll(terminal, folder, printed, stale);
  },
};

/** The printed handreiking of a folder (by default the shipped one), not yet written. */
export async function printedFiles(folder: string = SHIPPED_HANDREIKING): Promise<readonly SourceFile[]> {
  const handreiking = await loadFolder(folder);
  const version = await versionOf(await readHandreikingFolder(folder));
  const counsel = loadCounsel({ path: 'mag-wel.yaml', text: await readFile(COUNSEL, 'utf8') });
  return printHandreiking(handreiking, version, counsel);
}

interface Stale {
  /** Missing, or other bytes than the handreiking gives now. */
  readonly changed: readonly string[];
  /** Printed once, and no longer part of the handreiking. */
  readonly superfluous: readonly string[];
}

async function differencesIn(folder: string, printed: readonly SourceFile[]): Promise<Stale> {
  const present = await namesIn(folder);
  const expected = new Map(printed.map(({ path, text }) => [path, text]));
  const found = new Map(
    await Promise.all(present.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
  return {
    changed: [...expected.keys()].filter(name => found.get(name) !== expected.get(name)),
    superfluous: present.filter(name => !expected.has(name)),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(entry => entry.isFile() && /\.(md|html|css)$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

function reportStale(terminal: Terminal, { changed, superfluous }: Stale): ExitCode {
  const stale = [...changed, ...superfluous];
  if (!terminal.forPeople)
    print(terminal.stdout, JSON.stringify({ anders: changed, overbodig: superfluous }));
  else if (stale.length === 0) print(terminal.stdout, 'De gedrukte handreiking is bij.');
  else {
    print(terminal.stdout, ['Niet meer bij:', ...stale.map(name => `  ${name}`)].join('\n'));
    print(terminal.stdout, 'Maak opnieuw met: npm run -s wijkpoort -- handreiking druk');
  }
  return stale.length === 0 ? EXIT.yes : EXIT.no;
}

async function writeAll(
  terminal: Terminal,
  folder: string,
  printed: readonly SourceFile[],
  stale: Stale,
): Promise<ExitCode> {
  await mkdir(folder, { recursive: true });
  const changed = printed.filter(({ path }) => stale.changed.includes(path));
  await Promise.all(changed.map(async ({ path, text }) => await writeFile(join(folder, path), text)));
  await Promise.all(stale.superfluous.map(async name => await rm(join(folder, name))));
  const counts = {
    bestanden: printed.length,
    geschreven: changed.length,
    weggehaald: stale.superfluous.length,
  };
  print(
    terminal.stdout,
    terminal.forPeople
      ? `${counts.bestanden} bestanden in ${folder}; ${counts.geschreven} geschreven, ${counts.weggehaald} weggehaald.`
      : JSON.stringify(counts),
  );
  return EXIT.yes;
}

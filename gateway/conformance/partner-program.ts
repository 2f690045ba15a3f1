import { spawn } from 'node:child_process';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from './checks.ts';
import type { LogText } from './search-logs.ts';

/** The partner's program: how it starts, where, and what it is told. */
export interface PartnerProgram {
  readonly command: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const LONGEST_RUN_MS = 60_000;

/** Starts the program with one word behind it. Resolves to how it ended and what it printed: that is a log too. */
export async function runProgram(
  { command, folder, environment }: PartnerProgram,
  step: Step,
): Promise<{ readonly exit: number | undefined; readonly printed: LogText }> {
  const child = spawn(`${command} ${step}`, {
    cwd: folder,
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => chunks.push(String(chunk)));
  const exit = await new Promise<number | undefined>(done => {
    const late = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, LONGEST_RUN_MS);
    child.once('error', () => done(undefined));
    child.once('close', code => {
      clearTimeout(late);
      done(code ?? undefined);
    });
  });
  return { exit, printed: { name: `wat uw programma zei bij ${step}`, text: chunks.join('') } };
}

const MOST_READ = 20_000_000;

/** Every text at this place, however deep; links are not followed. */
export async function textsIn(path: string): Promise<readonly LogText[]> {
  const found = await lstat(path);
  if (found.isFile() && found.size <= MOST_READ) return [{ name: path, text: await readFile(path, 'utf8') }];
  if (!found.isDirectory()) return [];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map(async name => await textsIn(join(path, name))))).flat();
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** A process as it ended. */
export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly error: string;
}

/** A process that runs, with what it has printed so far. */
export interface Running {
  readonly said: () => string;
  /** Resolves to all that was printed once `text` is among it; rejects when the process ends first. */
  readonly says: (text: string) => Promise<string>;
  /** As Ctrl-C does: to the process and everything it started that still shares its terminal. */
  readonly interrupt: () => void;
  readonly ended: Promise<Ended>;
}

/** Nothing of the test's own settings reaches the process: it starts as in a fresh terminal. */
function freshEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  const ours = /^(WIJKPOORT_|WORLD_|NODE_OPTIONS$|DATABASE_URL$|JEST_|npm_)/;
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ours.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), ...settings };
}

/** Starts a program in the checkout, in a process group of its own. */
export function start(
  program: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  input = '',
): Running {
  const child = spawn(program, [...words], {
    cwd: CHECKOUT,
    env: freshEnvironment(settings),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined).end(input);
  const [out, error]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => error.push(text));
  const said = (): string => out.join('') + error.join('');
  return {
    said,
    says: async text => await untilSaid(child, said, text),
    interrupt: () => {
      if (!hasEnded(child)) process.kill(-(child.pid ?? 0), 'SIGINT');
    },
    ended: endOf(child).then(exit => ({ exit, out: out.join(''), error: error.join('') })),
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function endOf(child: ChildProcess): Promise<number | null> {
  await once(child, 'close');
  return child.exitCode;
}

async function untilSaid(child: ChildProcess, said: () => string, text: string): Promise<string> {
  while (!said().includes(text)) {
    if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode}:\n${said()}`);
    await wait(50);
  }
  return said();
}

/** The command line itself, as `npm run wijkpoort` starts it. */
export const cli = (
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  input = '',
): Running => start(process.execPath, ['--import', 'tsx', 'gateway/main.ts', ...words], settings, input);

export const run = async (words: readonly string[], input = ''): Promise<Ended> =>
  await cli(words, {}, input).ended;

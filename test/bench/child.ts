import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a program that lies at this place from `here`, as compiled or as written, whichever `here` is. */
export function forkFrom(
  here: string,
  place: string,
  options: ForkOptions & { args?: string[] } = {},
): ChildProcess {
  const { args = [], execArgv = [], ...rest } = options;
  const written = here.endsWith('.ts') ? ['--import', 'tsx'] : [];
  return fork(placeFrom(here, place), args, { ...rest, execArgv: [...written, ...execArgv] });
}

/** Where that program is. */
export const placeFrom = (here: string, place: string): string =>
  fileURLToPath(new URL(`${place}${here.endsWith('.ts') ? '.ts' : '.js'}`, here));

/** What it says to a message; one at a time. Rejects when it stops instead. */
export const told = async <Answer>(child: ChildProcess, message: object | string): Promise<Answer> =>
  await new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('a process of the bench stopped'));
    child.once('exit', gone);
    child.once('message', answer => {
      child.off('exit', gone);
      resolve(answer as Answer);
    });
    child.send(message);
  });

/** Ends in its own time, so that a profile is still written. */
export const letGo = async (child: ChildProcess): Promise<void> =>
  await new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.disconnect();
  });

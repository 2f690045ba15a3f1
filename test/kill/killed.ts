import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a process at once, whether or not it still runs. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

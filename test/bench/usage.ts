import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of processor time so far, and bytes in use. */
export interface Usage {
  readonly cpuMicros: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

/** Of this process; after collecting what nobody holds, where that is asked and may be done (`--expose-gc`). */
export function usage(after: 'usage' | 'collect' = 'usage'): Usage {
  if (after === 'collect') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  return { cpuMicros: user + system, heapBytes: heapUsed, rssBytes: rss };
}

const MICROS_PER_TICK = 10_000;

/** Processor time of a process and all that it ever started; Linux only, elsewhere 0. */
export function cpuMicrosOfFamily(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const stats = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(statOf);
  const mine = stats.filter(each => each.pid === pid || each.parent === pid);
  return mine.reduce((sum, { ticks }) => sum + ticks, 0) * MICROS_PER_TICK;
}

function statOf(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    const words = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [own, waited] = [(words[11] ?? 0) + (words[12] ?? 0), (words[13] ?? 0) + (words[14] ?? 0)];
    return [{ pid: Number(name), parent: words[1] ?? 0, ticks: own + waited }];
  } catch {
    return [];
  }
}

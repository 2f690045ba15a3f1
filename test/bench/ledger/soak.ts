import { start, type Running, type Surroundings } from './contestants.ts';
import { burst } from './load.ts';

const STEPS = 10;
/** Before a token is over, however busy the machine. */
const PER_TOKEN = 10_000;
const MIB = 1_048_576;

/** Many requests on one gateway; prints what it holds in memory after each step, with the garbage collected. */
export async function soak(around: Surroundings, requests: number): Promise<void> {
  const running = await start({ name: 'de poort', kind: 'full', servers: 1 }, around);
  const [server] = running.servers;
  if (server === undefined) return;
  try {
    console.log(`\nduurproef: ${requests} verzoeken over 64 verbindingen`);
    for (let step = 0; step <= STEPS; step++) {
      const { heapBytes, rssBytes } = await server.usage('collect');
      console.log(
        `na ${Math.round((step * requests) / STEPS)}: heap ${(heapBytes / MIB).toFixed(1)} MiB, rss ${(rssBytes / MIB).toFixed(0)} MiB`,
      );
      if (step < STEPS) await take(running, requests / STEPS);
    }
  } finally {
    await server.stop();
  }
}

/** Rejects when any answer was not 200: then it was no disclosure that was measured. */
async function take({ servers, requests }: Running, count: number): Promise<void> {
  for (let left = count; left > 0; left -= PER_TOKEN) {
    const [fresh = []] = await requests();
    const { faults } = await burst(servers[0]?.url ?? '', 64, fresh, { answers: Math.min(left, PER_TOKEN) });
    if (faults > 0) throw new Error(`${faults} answers were not 200`);
  }
}

import { start, type Surroundings } from './contestants.ts';
import { burst } from './load.ts';

const STEPS = 10;
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
      const [fresh = []] = await running.requests();
      if (step < STEPS) await burst(server.url, 64, fresh, { answers: requests / STEPS });
    }
  } finally {
    await server.stop();
  }
}

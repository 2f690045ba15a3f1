import { layOutSystem, type SystemEstate } from './estate.ts';
import { sample } from './sample.ts';
import type { Contestant } from './contestants.ts';
import { officerWorks } from './officer.ts';
import { risingLoad } from './rates.ts';
import { soak } from './soak.ts';
import { oneStalls } from './stall.ts';
import type { SystemWords } from './words.ts';

/** Measures what was asked on an empty database; resolves to whether everything that has a limit stayed within it. */
export async function measureSystem(
  folder: string,
  database: { readonly url: string; readonly pid: number },
  words: SystemWords,
): Promise<boolean> {
  const estate = await layOutSystem(folder, database.url, words.residents);
  try {
    await warmUp(estate, database.pid, words);
    if (words.soak !== undefined) return await soak(estate, words.soak);
    const has = (part: string): boolean => words.only.includes(part);
    const steady = { perSecond: words.steady, seconds: words.seconds };
    if (has('rates')) await risingLoad(estate, database.pid, words);
    if (has('stall')) await oneStalls(estate, database.pid, steady, words.rounds);
    if (has('officer')) await officerWorks(estate, database.pid, steady, words.rounds);
    return true;
  } finally {
    await estate.close();
  }
}

const ROUNDS_OF_WARMTH = 12;

/** The first ask about somebody makes their key, until a witness saw the first entry nothing is released, and code warms up. */
async function warmUp(
  estate: SystemEstate,
  postmaster: number,
  { residents, seconds, only }: SystemWords,
): Promise<void> {
  const warmed: readonly Contestant[] = only.includes('rates') ? ['gateway', 'naive', 'proxy'] : ['gateway'];
  for (const each of warmed)
    for (let round = 0; round < ROUNDS_OF_WARMTH * Math.min(1, seconds / 5); round++)
      await sample(each, estate, postmaster, { lanes: 16, count: residents });
}

import { setTimeout as wait } from 'node:timers/promises';
import { told } from '../child.ts';
import { compareArms, type Arm } from './arms.ts';
import type { SystemEstate } from './estate.ts';
import type { LoadPlan, Taken } from './load.ts';
import { sample } from './sample.ts';
import { UNSTEADY } from './ten-partners.ts';

const RESTED_MS = 6_000;

/** What the asks about nine partners take while the system of the tenth gives no answer at all; it is asked as often as they are. */
export async function oneStalls(
  estate: SystemEstate,
  postmaster: number,
  arrivals: LoadPlan['arrivals'],
  rounds: number,
): Promise<void> {
  const others = async (): Promise<readonly Taken[]> => {
    const { taken } = await sample('gateway', estate, postmaster, arrivals);
    return taken.filter(({ sender }) => sender !== UNSTEADY);
  };
  const stalled = async (): Promise<readonly Taken[]> => {
    await told(estate.processes.sources, 'stall');
    try {
      return await others();
    } finally {
      await told(estate.processes.sources, 'answer');
    }
  };
  const arms: readonly Arm[] = [
    { name: 'all ten answer', ask: others },
    { name: 'the tenth stalls', ask: stalled },
    { name: 'all ten, once more', ask: others },
  ];
  console.log('\nThe other nine, while one of ten partners stalls:');
  await compareArms(arms, rounds);
  // The gateway leaves the tenth alone for a while; whatever is measured next asks all ten.
  await wait(RESTED_MS);
}

import type { Bundle } from '../../policies/bundle/bundle.ts';
import { differenceBetween, type Difference } from '../../policies/bundle/difference.ts';
import { verifyBundle, type Trust } from '../../policies/bundle/verify-bundle.ts';
import type { Handreiking } from '../../policies/handreiking.ts';

/** A proposal, and what it is laid beside; everything in it can go to another thread. */
export interface ToJudge {
  readonly bundle: Bundle;
  readonly trust: Trust;
  readonly before: Handreiking;
  readonly after: Handreiking;
}

export interface Judged {
  readonly difference: Difference;
  /** Why it cannot come into force yet; empty when it can. */
  readonly faults: readonly string[];
}

/** Goes through every situation there is: a second of one processor, or so. */
export async function judgeProposal({ bundle, trust, before, after }: ToJudge): Promise<Judged> {
  const judged = await verifyBundle(bundle, trust);
  return {
    difference: differenceBetween(before, after),
    faults: judged.ok ? [] : judged.faults.map(({ message }) => message),
  };
}

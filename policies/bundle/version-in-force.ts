import type { SourceFile } from '../read-file.ts';
import { versionOf } from '../version.ts';
import type { Bundle } from './bundle.ts';
import { sameWords, type Proposal } from './statement.ts';
import type { TrustedKey } from './trusted-key.ts';
import { faultOf, type VersionFault } from './version-fault.ts';
import { verifyBundle } from './verify-bundle.ts';

/** A version that counts, or counted: its place in the chain, its hash and its files. */
export interface KnownVersion {
  readonly number: number;
  readonly version: string;
  readonly files: readonly SourceFile[];
}

/** A bundle that should have been part of the chain, and is not. Somebody has to look. */
export interface Alarm {
  readonly bundle: Bundle;
  readonly faults: readonly VersionFault[];
}

export interface VersionInForce {
  readonly inForce: KnownVersion;
  /** Sound and signed, and waiting for their time. */
  readonly waiting: readonly Proposal[];
  readonly alarms: readonly Alarm[];
}

/**
 * Which version counts now, starting from the last one known to be good. A bundle that does not verify changes nothing and is an
 * alarm. Time only moves forward: a bundle that replaces anything but the version in force changes nothing either, so an older
 * version comes back only when two people sign it anew, with a number of its own.
 */
export async function versionInForce(
  bundles: readonly Bundle[],
  trustedKeys: readonly TrustedKey[],
  now: string,
  lastGood: KnownVersion,
): Promise<VersionInForce> {
  const alarms: Alarm[] = [];
  const waiting: Proposal[] = [];
  let inForce = lastGood;
  const claimed = bundles.map(bundle => ({ bundle, claim: claimOf(bundle) }));
  for (const { bundle, claim } of claimed) {
    if (claim === undefined) alarms.push({ bundle, faults: [faultOf('signature-invalid')] });
  }
  for (let number = lastGood.number + 1; ; number++) {
    const candidates = claimed.filter(({ claim }) => claim === number).map(({ bundle }) => bundle);
    if (candidates.length === 0) break;
    const step = await nextVersion(candidates, trustedKeys, now, inForce.files);
    alarms.push(...step.alarms);
    if (step.proposal === undefined) break;
    if (step.proposal.inWerking > now) {
      waiting.push(step.proposal);
      break;
    }
    inForce = { number, version: step.proposal.versie, files: step.files };
  }
  const reached = inForce.number + 1;
  for (const { bundle, claim } of claimed) {
    if (claim !== undefined && claim > reached)
      alarms.push({ bundle, faults: [faultOf('replaces-another')] });
  }
  return { inForce, waiting, alarms };
}

interface Step {
  readonly proposal: Proposal | undefined;
  readonly files: readonly SourceFile[];
  readonly alarms: readonly Alarm[];
}

/** Of the bundles with one number exactly one may be sound: of two, neither counts, for who is to say which. */
async function nextVersion(
  candidates: readonly Bundle[],
  trustedKeys: readonly TrustedKey[],
  now: string,
  files: readonly SourceFile[],
): Promise<Step> {
  const alarms: Alarm[] = [];
  const sound = new Map<string, { proposal: Proposal; bundle: Bundle }>();
  for (const bundle of candidates) {
    const result = await verifyBundle(bundle, { trustedKeys, now, replaces: files });
    if (result.ok) sound.set(sameWords(result.proposal), { proposal: result.proposal, bundle });
    else alarms.push({ bundle, faults: result.faults });
  }
  const [only] = sound.values();
  if (only === undefined) return { proposal: undefined, files, alarms };
  if (sound.size === 1) return { proposal: only.proposal, files: only.bundle.files, alarms };
  const conflict = [...sound.values()].map(({ bundle }) => ({ bundle, faults: [faultOf('number-taken')] }));
  return { proposal: undefined, files, alarms: [...alarms, ...conflict] };
}

/** The number a bundle says to have, from its first signature; not yet verified. */
function claimOf({ signatures }: Bundle): number | undefined {
  try {
    const [, payload = ''] = (signatures[0] ?? '').split('.');
    const data = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { nummer?: unknown };
    return typeof data.nummer === 'number' ? data.nummer : undefined;
  } catch {
    return undefined;
  }
}

/** The version a product ships with: the chain starts there, and nobody has to have signed it. */
export const shippedVersion = async (files: readonly SourceFile[]): Promise<KnownVersion> => ({
  number: 0,
  version: await versionOf(files),
  files,
});

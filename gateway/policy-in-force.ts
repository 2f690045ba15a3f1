import { parseBundle, type Bundle } from '../policies/bundle/bundle.ts';
import type { TrustedKey } from '../policies/bundle/trusted-key.ts';
import { versionInForce, type KnownVersion } from '../policies/bundle/version-in-force.ts';
import { inForceOn } from '../policies/in-force.ts';
import type { Sql } from './database.ts';
import { compilePolicy, type Policy } from './disclosure/policy.ts';
import { keepVersion } from './handreiking-versions.ts';
import { readHandreiking } from './read-handreiking.ts';

/** Which handreiking counts. */
export interface PolicyInForce {
  /**
   * The policy at this moment, when the newest bundle in the database has this position. A bundle that was added since is
   * verified first; one that does not verify changes nothing and is reported.
   */
  readonly at: (newestBundle: number, now: Date) => Promise<Policy>;
  /** The policy that counted when it was last looked at: for what is said without anyone being asked about. */
  readonly latest: () => Policy;
}

export interface PolicyInForceOptions {
  readonly sql: Sql;
  /** The version the chain starts with. */
  readonly start: KnownVersion;
  /** Whose signatures count. Without any, no bundle ever does. */
  readonly trustedKeys: readonly TrustedKey[];
  /** Told how many bundles do not verify, when there are any. */
  readonly onRefused: (count: number) => void;
}

interface Looked {
  readonly newestBundle: number;
  readonly policy: Policy;
  /** When it may be another: a version that waits comes into force, or a new day switches off what nobody reviewed. */
  readonly untilMs: number;
}

/** Looks what counts now. Rejects when the version that should count cannot be read. */
export async function openPolicyInForce(options: PolicyInForceOptions, now: Date): Promise<PolicyInForce> {
  let looked = await look(options, now);
  const isStillTrue = (newestBundle: number, moment: Date): boolean =>
    newestBundle <= looked.newestBundle && moment.getTime() < looked.untilMs;
  return {
    at: async (newestBundle, moment) => {
      if (!isStillTrue(newestBundle, moment)) looked = await look(options, moment);
      return looked.policy;
    },
    latest: () => looked.policy,
  };
}

async function look(
  { sql, start, trustedKeys, onRefused }: PolicyInForceOptions,
  now: Date,
): Promise<Looked> {
  const rows = await sql.query<{ position: number; bundle: string }>(
    'SELECT position, bundle FROM handreiking_bundle ORDER BY position',
  );
  const bundles = rows.map(({ bundle }) => parseBundle(bundle) ?? UNREADABLE);
  const { inForce, waiting, alarms } = await versionInForce(bundles, trustedKeys, now.toISOString(), start);
  if (alarms.length > 0) onRefused(alarms.length);
  await keepVersion(sql, inForce.version, inForce.files, now);
  return {
    newestBundle: rows.at(-1)?.position ?? 0,
    policy: compilePolicy(inForceOn(readHandreiking(inForce.files), dayOf(now)), inForce.version),
    untilMs: Math.min(startOfNextDay(now), Date.parse(waiting[0]?.inWerking ?? FAR_AWAY)),
  };
}

const DAY_MS = 86_400_000;
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
const startOfNextDay = (moment: Date): number => (Math.floor(moment.getTime() / DAY_MS) + 1) * DAY_MS;
const FAR_AWAY = '9999-12-31T23:59:59.999Z';

/** A bundle that cannot be read is one that nobody signed: it alarms, and never stops the others. */
const UNREADABLE: Bundle = { files: [], difference: '', signatures: [] };

/** Offers a signed version to every gateway on this database; whether it counts is for each of them to verify. */
export async function addBundle(sql: Sql, bundle: string, now: Date): Promise<void> {
  await sql.query('INSERT INTO handreiking_bundle (bundle, added_at) VALUES ($1, $2)', [bundle, now]);
}

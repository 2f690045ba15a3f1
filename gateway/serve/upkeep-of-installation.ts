import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import { openKeys, type OwnKeys } from '../keys/own-keys.ts';
import { readRings } from '../keys/ring-files.ts';
import { makeActorKey } from '../ledger/actor-key.ts';
import type { UpkeepContext } from '../ledger/erasure.ts';
import { openKeyVault, type KeyVault } from '../ledger/key-vault.ts';
import { createSubjectKeys } from '../ledger/subject-keys.ts';
import type { ServeSettings } from './settings.ts';

/** The keys of the installation that is configured here. Rejects when a ring cannot be read. */
export async function keysOfInstallation({
  sleutels,
}: {
  readonly sleutels: { readonly map: string };
}): Promise<OwnKeys> {
  const { rings, faults } = await readRings(sleutels.map);
  if (rings === undefined)
    throw new Error(`these rings cannot be read: ${faults.map(([kind]) => kind).join(', ')}`);
  return await openKeys(rings, () => new Date());
}

/** What erasing, retention and changing keys need, with the keys of the installation that is configured here. */
export async function upkeepOfInstallation(
  database: Database,
  settings: ServeSettings,
  around: (vault: KeyVault) => KeyVault = vault => vault,
): Promise<UpkeepContext> {
  const { sleutels } = settings;
  const keys = await keysOfInstallation(settings);
  const vault = around(openKeyVault(sleutels.kluis, keys.vault, randomBytes));
  const actorKey = await makeActorKey(database, sleutels.officier);
  const subjectKey = sleutels.bewoners;
  return {
    database,
    vault,
    subjectKeys: createSubjectKeys({ vault, actorKey, subjectKey, randomBytes, newId: randomUUID }),
    subjectTag: resident => createHmac('sha256', Buffer.from(subjectKey, 'hex')).update(resident).digest(),
    clock: () => new Date(),
    randomBytes,
  };
}

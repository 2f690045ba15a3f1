import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import type { Database } from '../database.ts';
import { KEY_FOLDER } from '../demo/start-demo.ts';
import { makeActorKey } from '../ledger/actor-key.ts';
import type { UpkeepContext, UpkeepOrder } from '../ledger/erasure.ts';
import { keyEncryptionKey, openKeyVault, type KeyVault } from '../ledger/key-vault.ts';
import { createSubjectKeys } from '../ledger/subject-keys.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { upkeepOfInstallation } from '../serve/upkeep-of-installation.ts';
import { readSecrets } from '../secrets.ts';
import { UsageError } from './command.ts';

const NO_KEYS =
  'Hier zijn de sleutels van de installatie niet, en wat dit doet komt in het logboek. Doe het waar een poort draait, met WIJKPOORT_CONFIGURATIE of WIJKPOORT_MAP.';

/** What erasing and retention need, with the keys of this installation; its vault as it is, or with something around it. */
export async function upkeepOf(
  database: Database,
  around: (vault: KeyVault) => KeyVault = vault => vault,
): Promise<UpkeepContext> {
  const settings = settingsOfProcess();
  if (settings !== undefined) return await upkeepOfInstallation(database, settings, around);
  const { folder } = readConfig();
  const { subjectKey, officerKey } = await readSecrets(folder).catch((cause: unknown) => {
    throw new UsageError(NO_KEYS, { cause });
  });
  const vault = around(openKeyVault(join(folder, KEY_FOLDER), keyEncryptionKey(subjectKey), randomBytes));
  const actorKey = await makeActorKey(database, officerKey.publicKeyPem);
  return {
    database,
    vault,
    subjectKeys: createSubjectKeys({ vault, actorKey, subjectKey, randomBytes, newId: randomUUID }),
    subjectTag: resident => createHmac('sha256', Buffer.from(subjectKey, 'hex')).update(resident).digest(),
    clock: () => new Date(),
    randomBytes,
  };
}

/** An order given here and now; it counts under the version that the newest entry names. */
export async function orderBy(actor: string, database: Database): Promise<UpkeepOrder> {
  const [newest] = await database.query<{ version: string }>(
    `SELECT leaf::jsonb ->> 'policyVersion' AS version FROM ledger_entry ORDER BY index DESC LIMIT 1`,
  );
  return {
    actor,
    requestId: randomUUID(),
    traceId: randomBytes(16).toString('hex'),
    policyVersion: newest?.version ?? 'none',
  };
}

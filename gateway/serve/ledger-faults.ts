import { DatabaseFailure, openDatabase } from '../database.ts';
import { ForgetfulLedger } from '../ledger/forgetful-ledger.ts';
import { logAsKnown } from '../ledger/log-as-known.ts';
import { openRememberedCheckpoints } from '../ledger/remembered-checkpoints.ts';
import { requireRemembered } from '../ledger/require-remembered.ts';
import { isUntrustworthy } from '../ledger/sign-head.ts';
import { checkpointsFrom } from './checkpoints-from.ts';
import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';
import { keysOfInstallation } from './upkeep-of-installation.ts';

/**
 * Whether the log in the database is the one that the witnesses and our own file know, as starting would ask; it is left as it
 * is. A database or keys that cannot be read are told elsewhere.
 */
export async function ledgerFaults(settings: ServeSettings): Promise<readonly SettingFault[]> {
  const keys = await keysOfInstallation(settings).catch(() => undefined);
  if (keys === undefined) return [];
  const known = checkpointsFrom(settings);
  const { keys: logKeys, witnesses } = logAsKnown(keys.checkpoints, known);
  const database = openDatabase(settings.database.dienst, { connections: 1 });
  try {
    const remembered = await openRememberedCheckpoints(known.rememberedIn);
    await requireRemembered(database, logKeys(), remembered, witnesses);
    return [];
  } catch (error) {
    return error instanceof DatabaseFailure ? [] : [faultOf(error)];
  } finally {
    await database.close();
  }
}

const RESTORE =
  'start niets en gooi niets weg; zet de goede kopie met haar WAL terug (docs/runbook.md, "Echt terugzetten")';

function faultOf(error: unknown): SettingFault {
  if (error instanceof ForgetfulLedger)
    return { path: 'logboek', wrong: `het logboek is vergeetachtig: ${error.what}`, todo: RESTORE };
  if (isUntrustworthy(error))
    return { path: 'logboek', wrong: 'wat is opgeslagen telt niet op tot wat is ondertekend', todo: RESTORE };
  return {
    path: 'logboek.onthouden_in',
    wrong: 'het bestand is niet te lezen, of is van een ander logboek of een andere sleutel',
    todo: 'zet het bestand terug zoals de poort het schreef; gooi het nooit weg',
  };
}

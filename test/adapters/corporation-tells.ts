import type { JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { altered, ask, CORPORATION } from './dialects.ts';

/** What the corporation tells of one field; of these files, when they are not its own. */
export async function tell(
  field: FieldId,
  resident: ResidentKey,
  residents?: SandboxFiles,
): Promise<FieldValue | undefined> {
  return (
    await ask(CORPORATION, [field], residents === undefined ? { resident } : { resident, residents })
  ).get(field);
}

/** The files of the corporation, with another record of this kind about this resident. */
export function alter(
  resident: ResidentKey,
  kind: string,
  change: (record: JsonObject) => JsonObject | JsonObject[],
): SandboxFiles {
  return altered(CORPORATION.files, resident, kind, change);
}

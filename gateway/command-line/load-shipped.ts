import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { loadHandreiking } from '../../policies/load.ts';
import type { Fault, SourceFile } from '../../policies/read-file.ts';
import { UsageError } from './command.ts';

/** The handreiking in a folder (by default the shipped one), or a `UsageError` that lists every fault. */
export async function loadFolder(
  folder: string = SHIPPED_HANDREIKING,
  replaceScenarios: readonly SourceFile[] = [],
): Promise<Handreiking> {
  const files = await readHandreikingFolder(folder);
  const kept =
    replaceScenarios.length === 0 ? files : files.filter(file => !file.path.startsWith('scenarios'));
  const loaded = loadHandreiking([...kept, ...replaceScenarios]);
  if (loaded.ok) return loaded.handreiking;
  throw new UsageError(['De handreiking klopt niet:', ...loaded.faults.map(inOneLine)].join('\n'));
}

export const inOneLine = (fault: Fault): string => `  ${fault.path}:${fault.line}  ${fault.message}`;

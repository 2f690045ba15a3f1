import type { Handreiking } from '../policies/handreiking.ts';
import { loadHandreiking } from '../policies/load.ts';
import type { SourceFile } from '../policies/read-file.ts';

/** Files never change under their version, so what was read from them stays true as long as somebody holds them. */
const readFrom = new WeakMap<readonly SourceFile[], Handreiking>();

/** The handreiking in these files, read once. Throws when they do not hold one: then there is nothing to decide by. */
export function readHandreiking(files: readonly SourceFile[]): Handreiking {
  const known = readFrom.get(files);
  if (known !== undefined) return known;
  const loaded = loadHandreiking(files);
  if (!loaded.ok) {
    const faults = loaded.faults.map(({ path, line, message }) => `  ${path}:${line}  ${message}`);
    throw new Error(['De handreiking klopt niet:', ...faults].join('\n'));
  }
  readFrom.set(files, loaded.handreiking);
  return loaded.handreiking;
}

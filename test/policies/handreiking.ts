import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../../gateway/handreiking-folder.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { loadHandreiking } from '../../policies/load.ts';

export const shippedFiles = await readHandreikingFolder(SHIPPED_HANDREIKING);

/** The handreiking that ships with the product, loaded as the gateway loads it. */
export const shipped: Handreiking = load();

function load(): Handreiking {
  const loaded = loadHandreiking(shippedFiles);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, undefined, 2));
  return loaded.handreiking;
}

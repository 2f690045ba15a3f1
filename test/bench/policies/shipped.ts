import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../../../gateway/handreiking-folder.ts';
import type { Handreiking } from '../../../policies/handreiking.ts';
import { loadHandreiking } from '../../../policies/load.ts';

export async function loadShipped(): Promise<Handreiking> {
  const loaded = loadHandreiking(await readHandreikingFolder(SHIPPED_HANDREIKING));
  if (!loaded.ok) throw new Error('the shipped handreiking does not load');
  return loaded.handreiking;
}

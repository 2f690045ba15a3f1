import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle, type Bundle } from '../../policies/bundle/bundle.ts';
import { parseTrustedKeys, type TrustedKey } from '../../policies/bundle/trusted-key.ts';
import { shippedVersion, type KnownVersion } from '../../policies/bundle/version-in-force.ts';
import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import { UsageError } from './command.ts';

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`Dit bestand is niet te lezen: ${path}`, { cause });
  }
}

export async function readBundle(path: string): Promise<Bundle> {
  const bundle = parseBundle(await readText(path));
  if (bundle === undefined) throw new UsageError(`Dit is geen bundel: ${path}`);
  return bundle;
}

export async function readTrustedKeys(path: string | undefined): Promise<readonly TrustedKey[]> {
  if (path === undefined) throw new UsageError('Noem met --sleutels het bestand met de vertrouwde sleutels.');
  const keys = await parseTrustedKeys(await readText(path));
  if (keys === undefined) throw new UsageError(`Dit is geen lijst van vertrouwde sleutels: ${path}`);
  return keys;
}

/** Every bundle in a folder. A file that is no bundle is one without signatures: it alarms, and never stops the others. */
export async function readBundles(folder: string): Promise<readonly Bundle[]> {
  const names = (await namesIn(folder)).filter(name => name.endsWith('.json')).sort();
  return await Promise.all(
    names.map(
      async name =>
        parseBundle(await readText(join(folder, name))) ?? { files: [], difference: '', signatures: [] },
    ),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new UsageError(`Deze map is niet te lezen: ${folder}`, { cause });
  }
}

/** Where the chain of versions starts: the handreiking that ships, or the one in a folder. */
export const startOfChain = async (folder: string = SHIPPED_HANDREIKING): Promise<KnownVersion> =>
  await shippedVersion(await readHandreikingFolder(folder));

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadWordList, type WordList } from '../policies/free-text/word-list.ts';
import type { SourceFile } from '../policies/read-file.ts';

/** The handreiking that ships with the product. */
export const SHIPPED_HANDREIKING = fileURLToPath(new URL('../policies/handreiking', import.meta.url));

/** The word list of the content check that ships with the product. Rejects when it cannot be read or does not hold. */
export async function readWordList(): Promise<WordList> {
  const path = fileURLToPath(new URL('../policies/free-text/words.yaml', import.meta.url));
  return loadWordList({ path: 'words.yaml', text: await readFile(path, 'utf8') });
}

/** Reads every YAML file below a folder. Rejects when the folder cannot be read. */
export async function readHandreikingFolder(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(entry => join(entry.parentPath, entry.name));
  return await Promise.all(
    paths.map(async path => ({
      path: relative(folder, path).replaceAll('\\', '/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}

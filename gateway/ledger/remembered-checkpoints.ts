import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The newest checkpoint of each log, kept outside the database: what a restored backup cannot make unseen. */
export interface RememberedCheckpoints {
  readonly of: (origin: string) => string | undefined;
  /** Resolves when it is on disk. One at a time: the last call wins. */
  readonly remember: (origin: string, note: string) => Promise<void>;
}

/** Opens the file, or begins with nothing when there is none. Rejects when it cannot be read: not knowing is not nothing. */
export async function openRememberedCheckpoints(path: string): Promise<RememberedCheckpoints> {
  const notes = new Map(Object.entries(await readNotes(path)));
  let writing: Promise<void> = Promise.resolve();
  return {
    of: origin => notes.get(origin),
    remember: async (origin, note) => {
      notes.set(origin, note);
      const text = `${JSON.stringify(Object.fromEntries(notes), undefined, 2)}\n`;
      writing = writing.catch(() => undefined).then(async () => await replaceFile(path, text));
      await writing;
    },
  };
}

async function readNotes(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Whole or not at all, also when the power fails: written aside, flushed, renamed, and the folder flushed too. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.nieuw`;
  await flushed(aside, 'w', text);
  await rename(aside, path);
  await flushed(dirname(path), 'r');
}

async function flushed(path: string, mode: 'r' | 'w', text?: string): Promise<void> {
  const file = await open(path, mode, 0o600);
  try {
    if (text !== undefined) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

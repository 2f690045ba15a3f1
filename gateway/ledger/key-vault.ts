import { hkdfSync } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { keyIdOf, openText, SealBroken, sealingKey, sealText, type SealingKey } from './sealing.ts';

/** Keeps one half of every resident's key outside the database, so that destroying it also closes the database's backups. */
export interface KeyVault {
  /** Keeps a new key, durably. */
  readonly keep: (id: string, key: Buffer) => Promise<void>;
  /** None when it was destroyed, or never kept here. */
  readonly find: (id: string) => Promise<SealingKey | undefined>;
  /** Resolves when it is gone; also when it was gone already. */
  readonly destroy: (id: string) => Promise<void>;
}

/** What a folder's keys are sealed under; the same on every gateway that shares the folder. */
export const keyEncryptionKey = (secretHex: string): SealingKey =>
  sealingKey(
    Buffer.from(hkdfSync('sha256', Buffer.from(secretHex, 'hex'), '', 'wijkpoort sleutelkluis', 32)),
  );

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SECRET = { mode: 0o600 } as const;

/** The keys that a folder's keys may be sealed under; new ones go under the first. */
export type EncryptionKeys = () => readonly [SealingKey, ...SealingKey[]];

function opened(sealed: string, keys: readonly SealingKey[]): SealingKey {
  const id = keyIdOf(sealed);
  const key = keys.find(each => each.id === id);
  if (key === undefined) throw new SealBroken();
  return sealingKey(Buffer.from(openText(sealed, key), 'hex'));
}

/** A vault in a folder: one file a key. Not to be backed up together with the database, nor for longer than erasing may take. */
export function openKeyVault(
  folder: string,
  encryption: SealingKey | EncryptionKeys,
  randomBytes: (size: number) => Buffer,
): KeyVault {
  const keys: EncryptionKeys = typeof encryption === 'function' ? encryption : () => [encryption];
  const pathOf = (id: string): string => {
    if (!UUID.test(id)) throw new RangeError('a key is named by a uuid');
    return join(folder, id);
  };
  return {
    keep: async (id, key) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeThrough(pathOf(id), 'wx', sealText(key.toString('hex'), keys()[0], randomBytes(12)));
      await syncFolder(folder);
    },
    find: async id => {
      const sealed = await readFile(pathOf(id), 'utf8').catch(unlessGone);
      return sealed === undefined ? undefined : opened(sealed, keys());
    },
    destroy: async id => {
      const path = pathOf(id);
      // On a disk that writes in place nothing is left to undelete; elsewhere the key encryption key still stands before it.
      const isGone = await writeThrough(path, 'r+', randomBytes(400)).then(() => false, wasGone);
      if (isGone) return;
      await unlink(path).catch(unlessGone);
      await syncFolder(folder);
    },
  };
}

async function writeThrough(path: string, flag: 'wx' | 'r+', content: string | Buffer): Promise<void> {
  const file = await open(path, flag, SECRET.mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const unlessGone = (error: unknown): undefined => {
  if (!isGone(error)) throw error;
  return undefined;
};

const wasGone = (error: unknown): boolean => {
  if (!isGone(error)) throw error;
  return true;
};

/** The keys in a folder that are sealed under another key than this one. */
export async function sealedOtherwise(folder: string, encryption: SealingKey): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(unlessGone)) ?? [];
  const texts = await Promise.all(
    names
      .filter(name => UUID.test(name))
      .map(async name => [name, await readFile(join(folder, name), 'utf8').catch(unlessGone)] as const),
  );
  return texts.flatMap(([name, text]) =>
    text === undefined || keyIdOf(text) === encryption.id ? [] : [name],
  );
}

/**
 * Seals one key anew, under the first of these. The old one stands until the new one is on disk, and only one that is there is
 * replaced; whoever destroys it meanwhile has to look again afterwards.
 */
export async function sealAgain(
  folder: string,
  id: string,
  keys: readonly [SealingKey, ...SealingKey[]],
  randomBytes: (size: number) => Buffer,
): Promise<void> {
  const path = join(folder, id);
  const sealed = await readFile(path, 'utf8').catch(unlessGone);
  if (sealed === undefined) return;
  const beside = `${path}.nieuw`;
  await unlink(beside).catch(unlessGone);
  await writeThrough(
    beside,
    'wx',
    sealText(opened(sealed, keys).key.toString('hex'), keys[0], randomBytes(12)),
  );
  await rename(beside, path);
  await syncFolder(folder);
}

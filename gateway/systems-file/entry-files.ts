import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SayOf } from './say.ts';

/** What is in the files that an entry names. */
export interface EntryFiles {
  readonly secret: (name: string) => Promise<string>;
  readonly certificates: (name: string) => Promise<readonly string[]>;
  readonly privateKey: (name: string) => Promise<string>;
}

export function readFiles(folder: string, word: (name: string) => string, sayOf: SayOf): EntryFiles {
  const textOf = async (name: string): Promise<string> => {
    const file = word(name);
    if (file === '') return '';
    const text = await readFile(resolve(folder, file), 'utf8').catch(() => undefined);
    if (text === undefined) sayOf(name, `noemt het bestand ${file}, en dat is er niet`);
    else if (text.trim() === '') sayOf(name, `noemt het bestand ${file}, en dat is leeg`);
    return (text ?? '').trim();
  };
  return {
    secret: textOf,
    certificates: async name => {
      const pems = pemsIn(await textOf(name));
      if (!pems.every(pem => isRead(() => new X509Certificate(pem))))
        sayOf(name, 'is geen bestand met certificaten');
      return pems;
    },
    privateKey: async name => {
      const pem = await textOf(name);
      if (pem !== '' && !isRead(() => createPrivateKey(pem))) sayOf(name, 'is geen bestand met een sleutel');
      return pem;
    },
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a file one by one; a text without any is read, and fails, as one. */
const pemsIn = (text: string): readonly string[] => (text === '' ? [] : (text.match(PEM) ?? [text]));

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

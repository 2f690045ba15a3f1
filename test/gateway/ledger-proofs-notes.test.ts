import { describe, expect, it } from '@jest/globals';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { parseCheckpoint, openCheckpoint, signCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { EMPTY_TREE, leafHash, nodeHash, rootOf } from '../../gateway/ledger/merkle-tree.ts';
import {
  cosign,
  cosignedAt,
  isSignedBy,
  parseNote,
  parseVerifierKey,
  SIGNATURE_TYPE,
  signNote,
  verifierKeyLine,
  type Note,
  type VerifierKey,
} from '../../gateway/ledger/note.ts';

const noteFrom = (text: string): Note => {
  const note = parseNote(text);
  if (note === undefined) throw new Error('this is no note');
  return note;
};
const keyFrom = (line: string): VerifierKey => {
  const key = parseVerifierKey(line);
  if (key === undefined) throw new Error('this is no key');
  return key;
};
const newKey = () => generateKeyPairSync('ed25519').privateKey;

// A key that never changes, so that the texts below never change either.
const FIXED = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});
const ORIGIN = 'poort.example.nl/logboek';
const OWN = keyFrom(verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, FIXED));
const HEAD = { origin: ORIGIN, size: 8, root: createHash('sha256').update('acht').digest() };

describe('who reads a checkpoint', () => {
  const signed = signCheckpoint(HEAD, FIXED);

  it('opens it with the key of the log, and the same head is always the same text', () => {
    expect(openCheckpoint(signed, OWN)).toMatchObject(HEAD);
    expect(signCheckpoint(HEAD, FIXED)).toBe(signed);
  });

  it.each([
    ['a changed size', signed.replace('\n8\n', '\n9\n')],
    ['another name of the log', signed.replaceAll(ORIGIN, 'elders.example.nl')],
    ['the signature of another key', signCheckpoint(HEAD, newKey())],
    ['no signature', signed.slice(0, signed.indexOf('—'))],
    ['a line too many before the signature', signed.replace('\n\n', '\n\n\n')],
    [
      'a size with a zero in front',
      signNote(`${ORIGIN}\n08\n${HEAD.root.toString('base64')}\n`, ORIGIN, [FIXED]),
    ],
    ['half a root', signNote(`${ORIGIN}\n8\nAAAA\n`, ORIGIN, [FIXED])],
    ['only an origin', signNote(`${ORIGIN}\n`, ORIGIN, [FIXED])],
  ])('does not open one with %s', (_name, text) => {
    expect(openCheckpoint(text, OWN)).toBeUndefined();
  });

  it('lets a signature that it does not know be, and refuses the note when one that it knows is wrong', () => {
    const stranger = cosign(noteFrom(signed).text, 'getuige.example.nl', newKey(), new Date(0));
    expect(openCheckpoint(signed + stranger, OWN)).toMatchObject(HEAD);
    const spoiled = noteFrom(signCheckpoint({ ...HEAD, size: 9 }, FIXED)).signatures[0]?.line ?? '';
    expect(openCheckpoint(signed + spoiled, OWN)).toBeUndefined();
  });
});

describe('a witness that signs under a checkpoint', () => {
  const key = newKey();
  const witness = keyFrom(verifierKeyLine('getuige.example.nl', SIGNATURE_TYPE.cosignature, key));
  const { text } = noteFrom(signCheckpoint(HEAD, FIXED));
  const at = new Date('2026-11-22T12:00:00Z');

  it('says when, and about what', () => {
    const note = noteFrom(`${text}\n${cosign(text, witness.name, key, at)}`);
    expect(isSignedBy(note, witness)).toBe(true);
    expect(cosignedAt(text, note.signatures[0]?.signature ?? Buffer.alloc(0), witness)).toEqual(at);
  });

  it('is not believed at another time or about another text', () => {
    const { signature } = noteFrom(`${text}\n${cosign(text, witness.name, key, at)}`).signatures[0] ?? {};
    const later = Buffer.from(signature ?? []);
    later.writeBigUInt64BE(1n);
    expect(cosignedAt(text, later, witness)).toBeUndefined();
    expect(cosignedAt(`${text}x`, signature ?? Buffer.alloc(0), witness)).toBeUndefined();
  });
});

describe('a key line', () => {
  it.each(['', 'naam', 'naam+00000000+AQ==', `${verifierKeyLine('a', 1, FIXED)}A`, 'na am+00000000+AAAA'])(
    '%p is none',
    line => {
      expect(parseVerifierKey(line)).toBeUndefined();
    },
  );

  it('is not believed when its id is of another key', () => {
    expect(
      parseVerifierKey(verifierKeyLine('a', 1, FIXED).replace(/\+[0-9a-f]{8}\+/, '+00000000+')),
    ).toBeUndefined();
  });
});

// Vectors of others, beside the checkout when they are there.
const VECTORS = new URL('../../../shared/samples/tlog/', import.meta.url);
const arePresent = existsSync(new URL('vectors.json', VECTORS));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8'));
const withVectors = arePresent ? describe : describe.skip;

withVectors(
  arePresent
    ? 'the vectors of the transparency log specifications'
    : 'the vectors are not beside this checkout (../shared/samples/tlog): their check is passed over',
  () => {
    it('have our hashes', () => {
      const { rfc6962_hash: hashes } = read('vectors.json') as { rfc6962_hash: Record<string, string> };
      expect(rootOf(EMPTY_TREE).toString('hex')).toBe(hashes['empty_root']);
      expect(leafHash('').toString('hex')).toBe(hashes['empty_leaf']);
      expect(leafHash('L123456').toString('hex')).toBe(hashes['leaf_L123456']);
      expect(nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex')).toBe(
        hashes['node_N123_N456'],
      );
    });

    it('have notes that we verify', () => {
      const { signed_notes: notes } = read('vectors.json') as {
        signed_notes: readonly { vkey: string; note: string }[];
      };
      expect(notes.length).toBeGreaterThan(0);
      for (const { vkey, note } of notes) {
        expect(isSignedBy(noteFrom(note), keyFrom(vkey))).toBe(true);
        expect(isSignedBy(noteFrom(`x${note}`), keyFrom(vkey))).toBe(false);
      }
    });

    it('have a checkpoint of a real log, with the signature of a real witness', () => {
      const { ed25519_cosig: real } = read('cosignature-real.json') as {
        ed25519_cosig: { note: string; vkeys: readonly string[] };
      };
      expect(parseCheckpoint(real.note)).toMatchObject({ size: 1_432_088_532 });
      expect(real.vkeys.map(line => isSignedBy(noteFrom(real.note), keyFrom(line)))).toEqual([true, true]);
    });
  },
);

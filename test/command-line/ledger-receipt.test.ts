import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ledgerVerifyCommand } from '../../gateway/command-line/ledger-verify.ts';
import { signCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { checkReceipt, writeReceipt } from '../../gateway/ledger/inclusion-receipt.ts';
import { append, EMPTY_TREE, leafHash, rootOf, type Hash } from '../../gateway/ledger/merkle-tree.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import { proveInclusion } from '../../gateway/ledger/proofs.ts';
import { hashOver } from '../../gateway/ledger/tile.ts';
import { spoken } from './spoken.ts';

const ORIGIN = 'poort.example.nl/logboek';
const SIZE = 11;
const INDEX = 6;
const run = promisify(execFile);
const SCRIPT = new URL('../../docs/verify/check-receipt.js', import.meta.url).pathname;

const { privateKey } = generateKeyPairSync('ed25519');
const keyLine = verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, privateKey);
const strangerLine = verifierKeyLine(
  ORIGIN,
  SIGNATURE_TYPE.ed25519,
  generateKeyPairSync('ed25519').privateKey,
);

const texts = Array.from({ length: SIZE }, (_, index) => `{"regel":${index},"naam":"José"}`);
const leaves = texts.map(leafHash);
const root = rootOf(leaves.reduce(append, EMPTY_TREE));

interface Parts {
  readonly index?: number;
  readonly leaf?: string;
  readonly leafHash?: Hash;
  readonly proof?: readonly Hash[];
  readonly checkpoint?: string;
}

let proof: readonly Hash[];
beforeAll(async () => {
  proof = await proveInclusion(
    INDEX,
    SIZE,
    async nodes =>
      await Promise.resolve(
        nodes.map(({ level, index }) => hashOver(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))),
      ),
  );
});

const receipt = (parts: Parts = {}): string =>
  writeReceipt({
    index: INDEX,
    leafHash: leaves[INDEX] ?? Buffer.alloc(0),
    proof,
    checkpoint: signCheckpoint({ origin: ORIGIN, size: SIZE, root }, privateKey),
    ...parts,
  });

/** What our own check says, what the command says, and what the independent script says: one and the same, or the test fails. */
async function judged(text: string, key = keyLine): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bewijs-'));
  const path = join(folder, 'regel.tlog-proof');
  await writeFile(path, text);
  const verifier = parseVerifierKey(key);
  if (verifier === undefined) throw new Error('this is no key');
  const said = await spoken(ledgerVerifyCommand, ['--bewijs', path, '--sleutel', key]);
  const script = await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    SCRIPT,
    path,
    key,
  ]).then(
    () => 0,
    (error: { code: number }) => error.code,
  );
  await rm(folder, { recursive: true });
  const all = [checkReceipt(text, verifier).kind === 'proven', said.exit === 0, script === 0];
  expect(new Set(all).size).toBe(1);
  expect(script).toBeLessThan(2);
  return all[0] === true;
}

describe('who kept a receipt, and checks it without us', () => {
  it('hears that it is right, with and without the entry itself', async () => {
    expect(await judged(receipt())).toBe(true);
    expect(await judged(receipt({ leaf: texts[INDEX] ?? '' }))).toBe(true);
  });

  it('sees the entry when it is in the receipt', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bewijs-'));
    const path = join(folder, 'bewijs');
    await writeFile(path, receipt({ leaf: texts[INDEX] ?? '' }));
    const { stdout } = await run(process.execPath, [SCRIPT, path, keyLine]);
    expect(stdout).toContain(texts[INDEX]);
    await rm(folder, { recursive: true });
  });

  it('hears that it is not of this log when another key signed it', async () => {
    expect(await judged(receipt(), strangerLine)).toBe(false);
  });

  it.each<readonly [string, () => string]>([
    ['another place', () => receipt({ index: 5 })],
    ['a place beyond the log', () => receipt({ index: SIZE })],
    ['another entry', () => receipt({ leafHash: leaves[5] ?? Buffer.alloc(0) })],
    ['another text with the right hash', () => receipt({ leaf: texts[5] ?? '' })],
    ['a proof that is too short', () => receipt({ proof: proof.slice(1) })],
    ['a proof that is too long', () => receipt({ proof: [...proof, root] })],
    ['a proof in another order', () => receipt({ proof: proof.toReversed() })],
    [
      'another size',
      () =>
        receipt({
          checkpoint: signCheckpoint({ origin: ORIGIN, size: SIZE, root }, privateKey).replace(
            '\n11\n',
            '\n12\n',
          ),
        }),
    ],
    [
      'the name of another log',
      () =>
        receipt({ checkpoint: signCheckpoint({ origin: 'elders.example', size: SIZE, root }, privateKey) }),
    ],
    ['no signature', () => receipt().replace(/— .*\n/, '')],
    ['nothing in it', () => ''],
    ['something else in it', () => 'Beste mevrouw,\n\nhierbij het bewijs.\n'],
  ])('hears that it proves nothing when it has %s', async (_name, text) => {
    expect(await judged(text())).toBe(false);
  });
});

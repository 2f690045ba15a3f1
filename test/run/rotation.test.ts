import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader, type JWK } from 'jose';
import { verifyReceipt } from '../../gateway/consent/verify-receipt.ts';
import { withKey, withoutKey } from '../../gateway/keys/change-ring.ts';
import { keepKeys, type KeptKeys } from '../../gateway/keys/keep-keys.ts';
import { keyInUse, keysThatCount, RINGS, type KeyRing, type RingKind } from '../../gateway/keys/key-ring.ts';
import { openKeys, type LiveKeys } from '../../gateway/keys/own-keys.ts';
import { newRingKey } from '../../gateway/keys/ring-key.ts';
import { readRings, readRing, writeRing, type KeyRings } from '../../gateway/keys/ring-files.ts';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { openCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { openKeyVault, sealedOtherwise } from '../../gateway/ledger/key-vault.ts';
import { parseVerifierKey } from '../../gateway/ledger/note.ts';
import { sealVaultAgain } from '../../gateway/ledger/seal-vault-again.ts';
import { ASKING } from '../gateway/door.ts';
import { startWorld, type World } from '../world/world.ts';

let folder: string;
let keys: LiveKeys;
let kept: KeptKeys;
let world: World;
let koppelsleutel: string;
const said: string[] = [];
const tell = ({ event, code }: { event: string; code?: string }): void =>
  void said.push(`${event} ${code ?? ''}`);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-ringen-'));
  for (const kind of RINGS)
    await writeRing(folder, {
      kind,
      keys: [await newRingKey(kind, new Date(Date.now() - 1_000), randomBytes)],
    });
  const { rings } = await readRings(folder);
  keys = await openKeys(rings as KeyRings, () => new Date());
  kept = keepKeys(folder, rings as KeyRings, keys, { info: tell, error: tell });
  world = await startWorld({ keys });
  koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
});
afterAll(async () => {
  await kept.stop();
  await world.close();
  rmSync(folder, { recursive: true });
});

async function change(kind: RingKind, from = new Date()): Promise<KeyRing> {
  const ring = withKey((await readRing(folder, kind)) as KeyRing, await newRingKey(kind, from, randomBytes));
  await writeRing(folder, ring);
  await kept.renew();
  return ring;
}

const askWith = async (token: string): Promise<number> =>
  (
    await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...ASKING, betrokkene: koppelsleutel }),
    })
  ).status;

const kidOf = (token: string): string | undefined => decodeProtectedHeader(token).kid;

describe('the key that signs tokens is changed while partners ask', () => {
  it('tokens of before and after count, those of after name the new key, and nobody is turned away', async () => {
    const before = await world.tokenFor('zayaz');
    const asking = Array.from({ length: 8 }, async () => await askWith(await world.tokenFor('zayaz')));
    await change('tokens');
    const after = await world.tokenFor('zayaz');
    expect(await Promise.all([...asking, askWith(before), askWith(after)])).toEqual(Array(10).fill(200));
    expect(kidOf(after)).not.toBe(kidOf(before));
    const { json } = await world.send('/oauth/jwks');
    expect((json as { keys: readonly JWK[] }).keys.map(({ kid }) => kid)).toEqual([
      kidOf(after),
      kidOf(before),
    ]);
  });

  it('a key that is not used yet is published and signs nothing', async () => {
    const now = kidOf(await world.tokenFor('zayaz'));
    await change('tokens', new Date(Date.now() + 60_000));
    expect(kidOf(await world.tokenFor('zayaz'))).toBe(now);
    const { json } = await world.send('/oauth/jwks');
    expect((json as { keys: readonly JWK[] }).keys).toHaveLength(3);
  });

  it('once it is taken back, nobody is told any more that it counts', async () => {
    const ring = (await readRing(folder, 'tokens')) as KeyRing;
    const used = keyInUse(ring, new Date());
    const old = ring.keys.at(-1);
    expect(withoutKey(ring, used.id, new Date())).toBe('in-use');
    expect(withoutKey(ring, randomUUID(), new Date())).toBe('unknown');
    const next = withoutKey(ring, old?.id ?? '', new Date());
    await writeRing(folder, next as KeyRing);
    await kept.renew();
    expect(keysThatCount(next as KeyRing, new Date())).not.toContainEqual(
      expect.objectContaining({ id: old?.id }),
    );
    const { json } = await world.send('/oauth/jwks');
    expect((json as { keys: readonly JWK[] }).keys).toHaveLength(2);
  });

  it('nor does a token that was shown before: a key that leaked is taken back at once', async () => {
    const shown = await world.tokenFor('zayaz');
    expect(await askWith(shown)).toBe(200);
    const leaked = keyInUse((await readRing(folder, 'tokens')) as KeyRing, new Date());
    await change('tokens');
    expect(await askWith(shown)).toBe(200);
    const ring = (await readRing(folder, 'tokens')) as KeyRing;
    await writeRing(folder, withoutKey(ring, leaked.id, new Date()) as KeyRing);
    await kept.renew();
    expect(await askWith(shown)).toBe(401);
    expect(await askWith(await world.tokenFor('zayaz'))).toBe(200);
  });
});

describe('the key that signs receipts is changed', () => {
  it('what residents took home before and after can both be checked, with the keys anyone may have', async () => {
    const { sign } = world.gateway.register.receipts;
    const [first, second] = [
      await sign({ bewijs: 'a' } as never),
      (await change('bewijzen'), await sign({ bewijs: 'b' } as never)),
    ];
    const { json } = await world.send('/v1/bewijssleutels');
    const all = (json as { keys: readonly JWK[] }).keys;
    expect([await verifyReceipt(first, all), await verifyReceipt(second, all)]).toEqual([
      { receipt: { bewijs: 'a' } },
      { receipt: { bewijs: 'b' } },
    ]);
    expect(kidOf(first)).not.toBe(kidOf(second));
    expect((await world.send('/v1/bewijssleutel')).json).toEqual(all[0]);
  });
});

describe('the key that signs the log is changed', () => {
  it('the next checkpoint carries both signatures: who knows the old key and who knows the new can check it', async () => {
    await change('checkpoints');
    expect(await askWith(await world.tokenFor('zayaz'))).toBe(200);
    await world.gateway.checkpoints.publish();
    const lines = (await world.send('/logboek/sleutel')).text.trim().split('\n');
    const note = (await newestCheckpoint(world.database))?.note ?? '';
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const key = parseVerifierKey(line);
      expect(key && openCheckpoint(note, key)?.size).toBeGreaterThan(0);
    }
    expect(world.gateway.checkpoints.alarm()).toBeUndefined();
  });
});

describe('the key of the vault is changed', () => {
  it('what was kept is sealed anew, stays readable all along, and what was destroyed stays destroyed', async () => {
    const place = join(folder, 'kluis');
    const vault = openKeyVault(place, keys.vault, randomBytes);
    const [kept1, erased] = [randomUUID(), randomUUID()];
    const half = randomBytes(32);
    await vault.keep(kept1, half);
    await vault.keep(erased, randomBytes(32));
    const [resident] = await world.database.query<{ id: string }>(
      'SELECT id FROM resident ORDER BY id LIMIT 1',
    );
    await world.database
      .query('DELETE FROM subject_key WHERE resident = $1', [resident?.id])
      .catch(() => undefined);
    await world.database.query(
      `INSERT INTO subject_key (resident, vault_id, key_id, sealed) VALUES ($1, $2, $3, 'x')
       ON CONFLICT (resident) DO UPDATE SET vault_id = EXCLUDED.vault_id`,
      [resident?.id, kept1, 'a'.repeat(64)],
    );
    const before = readFileSync(join(place, kept1), 'utf8');
    await change('kluis');
    expect((await vault.find(kept1))?.key).toEqual(half);
    expect(await sealVaultAgain(world.database, place, keys.vault(), randomBytes)).toBe(1);
    expect((await vault.find(kept1))?.key).toEqual(half);
    expect(readFileSync(join(place, kept1), 'utf8')).not.toBe(before);
    await vault.destroy(erased);
    expect(await sealedOtherwise(place, keys.vault()[0])).toEqual([]);
    expect(readdirSync(place)).toEqual([kept1]);
  });
});

describe('somebody spoils a file while the gateway works', () => {
  it('what there was goes on, and it is told once', async () => {
    const good = readFileSync(join(folder, 'tokens.json'), 'utf8');
    writeFileSync(join(folder, 'tokens.json'), good.slice(0, -20));
    said.length = 0;
    await kept.renew();
    await kept.renew();
    expect(said).toEqual(['keys-unusable tokens']);
    expect(await askWith(await world.tokenFor('zayaz'))).toBe(200);
    writeFileSync(join(folder, 'tokens.json'), good);
  });
});

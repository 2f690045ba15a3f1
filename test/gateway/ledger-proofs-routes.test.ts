import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerProveCommand } from '../../gateway/command-line/ledger-prove.ts';
import { ledgerVerifyCommand } from '../../gateway/command-line/ledger-verify.ts';
import { openCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { isConsistent, isIncluded } from '../../gateway/ledger/merkle-tree.ts';
import { parseVerifierKey } from '../../gateway/ledger/note.ts';
import { hashesIn, hashOver } from '../../gateway/ledger/tile.ts';
import { spoken } from '../command-line/spoken.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';
import { appendEntries, withoutTriggers } from './ledger-log.ts';

const SIZE = 600;
let world: World;
let folder: string;
let keyLine: string;
const before = { ...process.env };

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'logboek-'));
  await appendEntries(world.database, SIZE);
  await world.gateway.checkpoints.publish();
  keyLine = (await world.send('/logboek/sleutel')).text;
  // The commands read the same environment as everyone; here, for this file alone, it is that of this world.
  Object.assign(process.env, { DATABASE_URL: world.databaseUrl, WIJKPOORT_MAP: folder });
});
afterAll(async () => {
  for (const name of ['DATABASE_URL', 'WIJKPOORT_MAP']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  await rm(folder, { recursive: true });
  await world.close();
});

const bytesAt = async (path: string): Promise<Response> => await fetch(world.gateway.url + path);
const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');

interface InclusionAnswer {
  readonly index: number;
  readonly omvang: number;
  readonly bladhash: string;
  readonly wortel: string;
  readonly pad: readonly string[];
}
interface ConsistencyAnswer {
  readonly wortelVan: string;
  readonly wortelTot: string;
  readonly pad: readonly string[];
}

describe('anyone who follows the log over HTTP', () => {
  it('reads a checkpoint that is signed with the key of the log, and never from a cache', async () => {
    const answer = await world.send('/logboek/checkpoint');
    const key = parseVerifierKey(keyLine);
    expect(key && openCheckpoint(answer.text, key)).toMatchObject({ size: SIZE });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('reads full tiles that may be kept for ever, partial ones, and the tile above them', async () => {
    const full = await bytesAt('/logboek/tile/0/001');
    expect(full.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(full.headers.get('content-type')).toBe('application/octet-stream');
    const hashes = Buffer.from(await full.arrayBuffer());
    expect(hashes).toHaveLength(8_192);
    const above = Buffer.from(await (await bytesAt('/logboek/tile/1/000.p/2')).arrayBuffer());
    expect(above.subarray(32)).toEqual(hashOver(hashesIn(hashes)));
    expect((await (await bytesAt('/logboek/tile/0/002.p/88')).arrayBuffer()).byteLength).toBe(88 * 32);
    expect((await (await bytesAt('/logboek/tile/0/000.p/3')).arrayBuffer()).byteLength).toBe(3 * 32);
  });

  it('gets proofs that hold', async () => {
    const one = (await world.send('/logboek/bewijs/inclusie?index=299&omvang=512')).json as InclusionAnswer;
    expect(isIncluded(fromHex(one.bladhash), 299, 512, one.pad.map(fromHex), fromHex(one.wortel))).toBe(true);
    const two = (await world.send('/logboek/bewijs/consistentie?van=300')).json as ConsistencyAnswer;
    const [earlier, later] = [
      { size: 300, root: fromHex(two.wortelVan) },
      { size: SIZE, root: fromHex(two.wortelTot) },
    ];
    expect(isConsistent(earlier, later, two.pad.map(fromHex))).toBe(true);
  });

  it.each([
    ['/logboek/tile/0/003', 'buiten-het-logboek'],
    ['/logboek/tile/0/002', 'buiten-het-logboek'],
    ['/logboek/tile/0/002.p/89', 'buiten-het-logboek'],
    ['/logboek/tile/2/000.p/1', 'buiten-het-logboek'],
    ['/logboek/tile/63/x999/x999/x999/x999/999', 'buiten-het-logboek'],
    ['/logboek/tile/0/1', 'niet-gevonden'],
    ['/logboek/tile/entries/000', 'niet-gevonden'],
    ['/logboek/tile/0/000.p/256', 'niet-gevonden'],
    ['/logboek/tile/', 'niet-gevonden'],
    ['/logboek/tile/0/%2e%2e/000', 'niet-gevonden'],
    ['/logboek/bewijs/inclusie?index=600', 'buiten-het-logboek'],
    ['/logboek/bewijs/inclusie?index=5&omvang=5', 'buiten-het-logboek'],
    ['/logboek/bewijs/inclusie?index=5&omvang=601', 'buiten-het-logboek'],
    ['/logboek/bewijs/inclusie', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index=-1', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index=1e2', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index=9999999999999999', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index=1&index=2', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index[a]=1', 'ongeldig-verzoek'],
    ['/logboek/bewijs/inclusie?index=1&bsn=1', 'ongeldig-verzoek'],
    ['/logboek/bewijs/consistentie?van=0', 'buiten-het-logboek'],
    ['/logboek/bewijs/consistentie?van=9&tot=8', 'buiten-het-logboek'],
    ['/logboek/bewijs/consistentie?van=9&tot=601', 'buiten-het-logboek'],
    ['/logboek/bewijs/consistentie?tot=8', 'ongeldig-verzoek'],
  ])('hears of %s that it is %s', async (path, code) => {
    expectProblem(await world.send(path), code);
  });

  it('may only read', async () => {
    const answer = await world.send('/logboek/checkpoint', { method: 'POST' });
    expectProblem(answer, 'methode-niet-toegestaan');
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('a log without entries', () => {
  it('has no checkpoint yet', async () => {
    const empty = await startWorld();
    expectProblem(await empty.send('/logboek/checkpoint'), 'nog-geen-checkpoint');
    expectProblem(await empty.send('/logboek/tile/0/000'), 'nog-geen-checkpoint');
    await empty.close();
  });
});

describe('who has a disclosure on paper and the log at hand', () => {
  it('gets a receipt, and hears that it is right and whose it is', async () => {
    const { exit, out } = await spoken(ledgerProveCommand, ['--nummer', '299', '--regel']);
    expect(exit).toBe(0);
    const path = join(folder, 'regel.tlog-proof');
    await writeFile(path, out);
    await writeFile(join(folder, 'sleutel'), keyLine);
    const checked = await spoken(
      ledgerVerifyCommand,
      ['--bewijs', path, '--sleutel', join(folder, 'sleutel')],
      true,
    );
    expect(checked).toMatchObject({
      exit: 0,
      out: expect.stringContaining('✓ Dit bewijs klopt: de regel staat op plaats 299'),
    });
  });

  it('gets none for an entry that is not there', async () => {
    const { exit, out, error } = await spoken(ledgerProveCommand, ['--nummer', '600']);
    expect([exit, out]).toEqual([1, '']);
    expect(error).toContain('nog niet ondertekend');
  });

  it.each([
    [ledgerProveCommand, []],
    [ledgerProveCommand, ['--nummer', 'een']],
    [ledgerVerifyCommand, ['--van', '-1']],
    [ledgerVerifyCommand, ['--bewijs', '/bestaat/niet', '--sleutel', 'x']],
    [ledgerVerifyCommand, ['--onbekend']],
  ])('hears how to use it when used wrongly', async (command, words) => {
    await expect(spoken(command, words)).rejects.toMatchObject({ name: 'UsageError' });
  });
});

describe('who checks the whole log', () => {
  it('hears that it is right, for people and for programs', async () => {
    const words = ['--sleutel', keyLine];
    const said = await spoken(ledgerVerifyCommand, words, true);
    expect(said).toMatchObject({ exit: 0, out: '✓ Het logboek klopt: 600 regels nagegaan.\n' });
    const { out } = await spoken(ledgerVerifyCommand, [...words, '--van', '256', '--tot', '300']);
    expect(JSON.parse(out)).toMatchObject({ klopt: true, regels: 44 });
  });

  it('hears that the log does not begin with a checkpoint of another log', async () => {
    const path = join(folder, 'checkpoint');
    await writeFile(path, (await world.send('/logboek/checkpoint')).text.replace('\n600\n', '\n500\n'));
    const said = await spoken(ledgerVerifyCommand, ['--sleutel', keyLine, '--checkpoint', path]);
    expect(said.exit).toBe(1);
    expect(said.out).toContain('niet door dit logboek ondertekend');
  });

  it('hears which entry was changed, in a sentence and with exit 1', async () => {
    await world.database.transaction(
      async sql =>
        await withoutTriggers(sql, [
          `UPDATE ledger_entry SET leaf = replace(leaf, 'zayaz', 'elders') WHERE index = 431`,
        ]),
    );
    const said = await spoken(ledgerVerifyCommand, ['--sleutel', keyLine], true);
    expect(said).toMatchObject({ exit: 1, out: '✗ Regel 431 is veranderd.\n' });
    const { out } = await spoken(ledgerVerifyCommand, ['--sleutel', keyLine]);
    expect(JSON.parse(out)).toMatchObject({ klopt: false, fout: 'altered', regel: 431 });
  });
});

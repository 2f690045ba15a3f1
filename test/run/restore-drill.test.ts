import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { EXIT, UsageError, type Terminal } from '../../gateway/command-line/command.ts';
import { restoreDrillCommand } from '../../gateway/command-line/restore-drill.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { DrillReport } from '../../gateway/restore/drill.ts';
import { WITNESS } from '../world/running-witness.ts';
import { startBackedUpEstate, type BackedUpEstate } from './backed-up-estate.ts';

let estate: BackedUpEstate;
beforeAll(async () => {
  estate = await startBackedUpEstate();
});
afterAll(async () => await estate?.close());

interface Drilled {
  readonly exit: number;
  readonly goed: boolean;
  readonly zinnen: readonly { readonly zin: string }[];
  readonly gevonden: DrillReport;
  readonly steps: string;
}

async function drill(...words: readonly string[]): Promise<Drilled> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal: Terminal = { stdin: new PassThrough().end(), stdout, stderr, forPeople: false };
  const exit = await restoreDrillCommand.run(words, terminal);
  const said = JSON.parse(String(stdout.read())) as Omit<Drilled, 'exit' | 'steps'>;
  return { ...said, exit, steps: String(stderr.read()) };
}

const leftBehind = (): readonly string[] =>
  readdirSync(tmpdir()).filter(name => name.startsWith('wijkpoort-terugzetten-'));
const backedUp = (): readonly string[] => ['--kopie', estate.at('kopie'), '--wal', estate.at('wal')];

describe('a backup is put back to just before Jan stopped', () => {
  let found: Drilled;
  beforeAll(async () => {
    found = await drill(...backedUp(), '--tot', estate.beforeStopping, '--bewijzen', estate.at('bewijzen'));
  });

  it('verifies, and is behind what the file and the witness know, by as many entries as came since', () => {
    const entries = estate.sizes.end - estate.sizes.before;
    expect(found.exit).toBe(EXIT.no);
    expect(found.gevonden).toMatchObject({ size: estate.sizes.before, unregistered: 0, missing: entries });
    expect(found.gevonden.verification.fault).toBeUndefined();
    expect(found.gevonden.comparisons).toEqual([
      { who: 'het eigen bestand', kind: 'behind', entries },
      { who: WITNESS, kind: 'behind', entries },
    ]);
  });

  it('Jan’s yes is not back: his own copy stops it again, and what nobody has a copy of is counted', () => {
    expect(found.gevonden.lost).toEqual([
      expect.objectContaining({ consent: estate.stopped, decision: 'gestopt', outcome: 'closed' }),
    ]);
    expect(found.gevonden.unclaimed).toBe(estate.sizes.end - estate.sizes.before - 1);
  });

  it('who was erased stays unreadable', () => {
    const { destroyed, sealed, opened } = found.gevonden.keys;
    expect({ destroyed, opened }).toEqual({ destroyed: 1, opened: 0 });
    expect(sealed).toBeGreaterThan(0);
  });

  it('names nobody, and leaves nothing behind', () => {
    const said = JSON.stringify(found);
    for (const word of [residentId('jan'), residentId('anja'), 'van-jan', estate.serverUrl])
      expect(said).not.toContain(word);
    expect(found.steps.trim().split('\n').length).toBeGreaterThan(5);
    expect(leftBehind()).toEqual([]);
  });
});

describe('the same backup is put back to the end, with programs that the operator names', () => {
  it('nothing is missing', async () => {
    const found = await drill(
      ...backedUp(),
      '--bewijzen',
      estate.at('bewijzen'),
      '--postgres',
      await programsInUse(),
    );
    expect(found.zinnen.filter(each => 'bevinding' in each && each.bevinding === true)).toEqual([]);
    expect(found).toMatchObject({ exit: EXIT.yes, goed: true });
    expect(found.gevonden).toMatchObject({
      size: estate.sizes.end,
      missing: 0,
      lost: [],
      keys: { opened: 0 },
    });
    expect(found.gevonden.comparisons.map(({ kind }) => kind)).toEqual(['equal', 'equal']);
  });
});

/** Where the programs are of the server that this backup came from. */
async function programsInUse(): Promise<string> {
  const [row] = await estate.world.database.query<{ setting: string }>(
    `SELECT setting FROM pg_config WHERE name = 'BINDIR'`,
  );
  return row?.setting ?? '';
}

/** Changes one letter of the oldest entries, on disk, in every copy of the database. */
function spoil(data: string): number {
  const sign = Buffer.from('"event":"');
  let spoilt = 0;
  for (const name of readdirSync(join(data, 'base'), { recursive: true, encoding: 'utf8' })) {
    if (!/\/\d+$/.test(name)) continue;
    const bytes = readFileSync(join(data, 'base', name));
    const place = bytes.indexOf(sign);
    if (place < 0) continue;
    bytes.writeUInt8(bytes.readUInt8(place + sign.length) ^ 1, place + sign.length);
    writeFileSync(join(data, 'base', name), bytes);
    spoilt += 1;
  }
  return spoilt;
}

describe('a byte of the ledger was changed in the backup', () => {
  it('the damage and the entry are named', async () => {
    cpSync(estate.at('kopie'), estate.at('bedorven'), { recursive: true });
    expect(spoil(estate.at('bedorven'))).toBeGreaterThan(0);
    const found = await drill(
      '--kopie',
      estate.at('bedorven'),
      '--wal',
      estate.at('wal'),
      '--tot',
      estate.beforeStopping,
    );
    expect(found.exit).toBe(EXIT.no);
    expect(found.gevonden.verification.fault).toBeDefined();
    expect(found.gevonden.damagedPages).toBeGreaterThan(0);
  });
});

describe('what is asked cannot be done', () => {
  it.each([
    [
      'the WAL ends before the moment asked for',
      () => [...backedUp(), '--tot', '2999-01-01T00:00:00Z'],
      'houdt op',
    ],
    ['the WAL is not there', () => ['--kopie', estate.at('kopie')], 'WAL'],
    ['it is no base backup', () => ['--kopie', estate.at('wal')], 'backup_label'],
  ])('%s: it says so and leaves nothing behind', async (_name, words, reason) => {
    const { exit, zinnen } = await drill(...words());
    expect(exit).toBe(EXIT.no);
    expect(zinnen.map(({ zin }) => zin).join()).toContain(reason);
    expect(leftBehind()).toEqual([]);
  });

  it.each([[[]], [['--kopie', '/bestaat-niet']], [['--kopie', tmpdir(), '--tot', 'gisteren']]])(
    '%j: it was used wrongly',
    async words => {
      await expect(drill(...words)).rejects.toThrow(UsageError);
    },
  );
});

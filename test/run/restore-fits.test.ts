import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotRestorable, restoreElsewhere } from '../../gateway/restore/restore-elsewhere.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-past-'));
  for (const [version, name] of [
    ['18', 'kopie'],
    ['15', 'oud'],
    ['18', 'verspreid'],
  ] as const) {
    mkdirSync(at(`${name}/pg_tblspc`), { recursive: true });
    writeFileSync(at(`${name}/PG_VERSION`), `${version}\n`);
    writeFileSync(
      at(`${name}/backup_label`),
      'START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n',
    );
  }
  mkdirSync(at('verspreid/pg_tblspc/16384'));
  mkdirSync(at('programmas/bin'), { recursive: true });
  writeFileSync(at('programmas/bin/postgres'), '#!/bin/sh\necho "postgres (PostgreSQL) 15.4"\n', {
    mode: 0o755,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const reasonOf = async (copy: string, programs?: string): Promise<string> =>
  await restoreElsewhere({
    folder: at(copy),
    wal: undefined,
    until: undefined,
    programs: programs === undefined ? undefined : at(programs),
  }).then(
    () => 'restored',
    (error: unknown) => (error instanceof NotRestorable ? error.message : String(error)),
  );

describe('a backup and the programs of PostgreSQL that should put it back', () => {
  it.each<[string, string, string | undefined, string]>([
    [
      'programs of an older version',
      'kopie',
      'programmas',
      'van PostgreSQL 18 en de programma’s zijn van 15',
    ],
    ['no programs where they should be', 'kopie', 'oud', 'de programma’s zijn van onbekend'],
    [
      'our own, and a copy of an older version',
      'oud',
      undefined,
      'van PostgreSQL 15 en de programma’s zijn van 18',
    ],
    ['tablespaces elsewhere', 'verspreid', undefined, 'tablespaces buiten de gegevensmap'],
  ])('%s: it says so before anything is copied', async (_what, copy, programs, reason) => {
    expect(await reasonOf(copy, programs)).toContain(reason);
  });
});

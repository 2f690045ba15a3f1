import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../gateway/migrations/', import.meta.url);

/** What an older program that still runs beside a newer one does not survive (decision 0140). */
const BREAKING: readonly (readonly [string, RegExp])[] = [
  ['drops a table', /\bDROP TABLE\b(?! IF EXISTS pg_temp)/i],
  ['drops a column', /\bDROP COLUMN\b/i],
  ['renames', /\bRENAME\b/i],
  ['changes the type of a column', /\bALTER COLUMN \w+ (SET DATA )?TYPE\b/i],
  [
    'asks for what an older program does not fill',
    /\bSET NOT NULL\b|ADD COLUMN \w+ [^,;]*NOT NULL(?![^,;]*DEFAULT)/i,
  ],
];

/** Of before the rule: nobody ran two versions then. */
const EARLIER: ReadonlySet<string> = new Set<string>(['0012_ledger-erasure', '0015_ledger-retention']);

/** Why a migration breaks an older program without saying so; nothing when it does not, or says it. */
function faultsIn(name: string, text: string): readonly string[] {
  const statements = text.replaceAll(/--[^\n]*/g, '');
  const says = new RegExp(`INSERT INTO schema_break[^;]*'${name}'`).test(statements);
  const breaks = BREAKING.filter(([, pattern]) => pattern.test(statements)).map(([what]) => what);
  return says ? [] : breaks;
}

describe('somebody writes a migration', () => {
  const names = readdirSync(FOLDER).map(file => file.replace(/\.sql$/, ''));

  it.each(names.filter(name => !EARLIER.has(name)))(
    '%s: leaves what an older program needs, or says that it does not',
    name => {
      expect(faultsIn(name, readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8'))).toEqual([]);
    },
  );

  it.each([
    ['ALTER TABLE partner DROP COLUMN oin;', 'drops a column'],
    ['DROP TABLE consent;', 'drops a table'],
    ['ALTER TABLE partner RENAME oin TO nummer;', 'renames'],
    ['ALTER TABLE partner ALTER COLUMN oin TYPE bytea;', 'changes the type of a column'],
    ['ALTER TABLE partner ADD COLUMN x text NOT NULL;', 'asks for what an older program does not fill'],
  ])('%s: is found', (statement, what) => {
    expect(faultsIn('9999_x', statement)).toEqual([what]);
    expect(faultsIn('9999_x', `${statement} INSERT INTO schema_break VALUES ('9999_x');`)).toEqual([]);
  });

  it.each([
    "ALTER TABLE partner ADD COLUMN x text NOT NULL DEFAULT '';",
    'ALTER TABLE partner ADD COLUMN x text;',
    'CREATE TABLE x (y text NOT NULL); -- DROP TABLE z',
  ])('%s: may stand beside an older program', statement => {
    expect(faultsIn('9999_x', statement)).toEqual([]);
  });

  it('only goes forward: none says how to go back', () => {
    const back = names.filter(name =>
      /-- Down Migration/i.test(readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8')),
    );
    expect(back).toEqual([]);
  });
});

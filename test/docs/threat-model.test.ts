import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

interface Row {
  readonly letter: string;
  readonly threat: string;
  readonly proof: string;
}
const rowsIn = (section: string): readonly Row[] =>
  section
    .split('\n')
    .filter(line => /^\| (?!-|  )/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()))
    .map(([, letter = '', threat = '', , proof = '']) => ({ letter, threat, proof }));
const testsOf = ({ proof }: Row): readonly string[] =>
  [...proof.matchAll(/\]\((\.\.\/test\/[^)]+\.test\.ts)\)/g)].map(([, path]) => path ?? '');
const sections = text.split(/^## /m).slice(1).map(rowsIn);
const rows = sections.flat();

describe('an auditor reads the threat model', () => {
  it('finds every arrow of a disclosure and every road beside it', () => {
    expect(sections.length).toBe(9);
    for (const section of sections) expect(section.length).toBeGreaterThanOrEqual(4);
  });

  it('finds at each threat the test that fails, or what remains', () => {
    const without = rows.filter(row => testsOf(row).length === 0 && !row.proof.startsWith('Restrisico: '));
    expect(without.map(({ threat }) => threat)).toEqual([]);
    const gone = rows.flatMap(testsOf).filter(path => !existsSync(join(root, dirname('docs/x'), path)));
    expect(gone).toEqual([]);
  });

  it('finds every kind of STRIDE and of LINDDUN', () => {
    const met = new Set(rows.map(({ letter }) => letter));
    expect([...met].sort()).toEqual(['D', 'Dd', 'De', 'E', 'I', 'Id', 'Li', 'Nc', 'Nr', 'R', 'S', 'T', 'Un']);
  });
});

describe('an auditor reads the assessment by ASVS', () => {
  const lines = readFileSync(join(root, 'docs/asvs.md'), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| V'))
    .map(line => line.split('|').map(cell => cell.trim()));

  it('finds a test at all that is said to be met, and what misses where it is met in part', () => {
    expect(lines.length).toBeGreaterThan(50);
    const unproven = lines.filter(
      ([, , , verdict, , proof = '', missing]) =>
        (verdict === 'voldoet' && !proof.includes('](../test/')) || (verdict === 'deels' && missing === ''),
    );
    expect(unproven.map(([, chapter]) => chapter)).toEqual([]);
    expect(
      lines.every(([, , , verdict = '']) => ['voldoet', 'deels', 'niet van toepassing'].includes(verdict)),
    ).toBe(true);
  });
});

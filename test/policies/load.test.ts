import { describe, expect, it } from '@jest/globals';
import { loadHandreiking } from '../../policies/load.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { edited, loaded } from './edited.ts';
import { shipped, shippedFiles } from './handreiking.ts';

const faultsOf = (files: readonly SourceFile[]): string[] => {
  const result = loadHandreiking(files);
  return result.ok ? [] : result.faults.map(({ path, line, message }) => `${path}:${line} ${message}`);
};
const D05 = 'doelen/D05';
const D05_FILE = 'doelen/D05-vroegsignalering-huurachterstand.yaml';

describe('a file of the handreiking is broken', () => {
  it.each([
    ['not YAML', edited(D05, 'regels:', 'regels: ['), 'geen geldige YAML'],
    ['a key twice', edited(D05, 'open_casus: false', 'open_casus: false\nopen_casus: true'), 'duplicate key'],
    [
      'an anchor',
      edited(D05, 'open_casus: false', 'open_casus: &a false\neigenaar: *a'),
      'ankers en verwijzingen mogen niet',
    ],
    ['two documents', edited(D05, 'open_casus: false', 'open_casus: false\n---\n'), 'geen geldige YAML'],
    [
      'a key nobody knows',
      edited(D05, 'open_casus: false', 'open_casus: false\nuitzondering: ja'),
      "onbekend woord 'uitzondering'",
    ],
    [
      'a prototype as a key',
      edited(D05, 'open_casus: false', 'open_casus: false\n__proto__: { x: 1 }'),
      "onbekend woord '__proto__'",
    ],
    [
      'a date that does not exist',
      edited(D05, 'van_kracht: 2026-11-22', 'van_kracht: 2026-02-30'),
      'geen bestaande datum',
    ],
    [
      'a party nobody knows',
      edited(D05, '[gem_schuldhulp]', '[gem_schuldenhulp]'),
      "partij 'gem_schuldenhulp' bestaat niet",
    ],
    ['a field with a wildcard', edited(D05, 'identiteit.naam', 'identiteit.*'), 'onjuist'],
    ['an outcome nobody knows', edited(D05, 'uitkomst: JP', 'uitkomst: JA'), 'alleen J,JP,T,V mag hier'],
    ['a condition nobody knows', edited(D05, 'stappen]', 'stapen]'), "voorwaarde 'stapen' bestaat niet"],
    [
      'a duty nobody wrote down',
      edited(D05, 'bewaar_zes_maanden', 'bewaar_altijd'),
      "verplichting 'bewaar_altijd' bestaat niet",
    ],
    ['a gate that is not there', edited(D05, 'P1:', 'P8:'), 'poorten'],
  ])('%s: all of it is refused, with the file and the line', (_what, files, message) => {
    const faults = faultsOf(files);
    expect(faults.join('\n')).toContain(message);
    expect(
      faults.every(fault => fault.startsWith(`${D05_FILE}:`) || fault.includes('staat er twee keer')),
    ).toBe(true);
  });

  it('is refused without unfolding what would not fit in memory', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 30 }, (_unused, index) => `a${index}: &b${index} [*a,*a,*a,*a]`),
    ].join('\n');
    expect(faultsOf([...shippedFiles, { path: 'doelen/D99-bom.yaml', text: bomb }])[0]).toContain(
      'ankers en verwijzingen',
    );
  });

  it('does not hide what is wrong elsewhere', () => {
    const files = edited(D05, 'open_casus: false', 'open_casus: nee').map(file =>
      file.path.startsWith('nooit') ? { ...file, text: `${file.text}  onzin: [x]\n` } : file,
    );
    const paths = new Set(faultsOf(files).map(fault => fault.split(':')[0]));
    expect(paths).toEqual(new Set([D05_FILE, 'nooit.yaml']));
  });
});

describe('something is missing from the folder', () => {
  it.each(['partijen', 'velden', 'voorwaarden', 'verplichtingen', 'nooit', 'invarianten'])(
    '%s.yaml: refused',
    name => {
      expect(faultsOf(shippedFiles.filter(({ path }) => path !== `${name}.yaml`))).toContain(
        `${name}.yaml:1 '${name}' ontbreekt`,
      );
    },
  );

  it('is refused when a party has no never-list', () => {
    const text = /  leverancier:\n(    - .*\n)+/;
    expect(faultsOf(edited('nooit', text, ''))).toEqual([
      "nooit.yaml:1 partij 'leverancier' heeft geen nooit-lijst",
    ]);
  });

  it('refuses a file that does not belong there', () => {
    expect(faultsOf([...shippedFiles, { path: 'extra.yaml', text: 'a: 1' }])).toEqual([
      'extra.yaml:1 dit bestand hoort niet bij de handreiking',
    ]);
  });
});

describe('a recipient has two never-lists', () => {
  it('never gets what is on either', () => {
    const second = { path: 'nooit/corporatie.yaml', text: 'nooit:\n  corporatie: [dag.wens]\n' };
    const list = loaded([...shippedFiles, second]).never.get('corporatie');
    expect(list?.has('dag.wens')).toBe(true);
    expect(list?.size).toBe((shipped.never.get('corporatie')?.size ?? 0) + 1);
  });
});

describe('the files arrive in another order', () => {
  it('is the same handreiking', () => {
    expect(loaded(shippedFiles.toReversed())).toEqual(shipped);
  });
});

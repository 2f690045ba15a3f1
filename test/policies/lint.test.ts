import { describe, expect, it } from '@jest/globals';
import { loadHandreiking } from '../../policies/load.ts';
import { inForceOn } from '../../policies/in-force.ts';
import { warningsIn } from '../../policies/lint/rule-warnings.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { edited, loaded } from './edited.ts';
import { shipped, shippedFiles } from './handreiking.ts';

const TODAY = '2026-11-22';
const D01 = 'doelen/D01';
const D03 = 'doelen/D03';
const D05 = 'doelen/D05';

const faultsOf = (files: readonly SourceFile[]): string[] => {
  const result = loadHandreiking(files);
  return result.ok
    ? []
    : result.faults.map(({ path, line, message }) => `${path.slice(0, 10)}:${line} ${message}`);
};

/** In the text of one rule, one thing changed. */
const inRule = (path: string, id: string, from: string, to: string): readonly SourceFile[] =>
  edited(path, new RegExp(`(  - regel: '${id.replace('.', '\\.')}'\\n[^]*?)${from}`), `$1${to}`);

describe('a privacy officer writes a rule that cannot be meant', () => {
  it.each([
    [
      'two rules that say the same',
      edited(D05, /regel: '5\.2'[^]*$/, twin('5.1', '5.3')),
      'zegt hetzelfde als regel 5.1',
    ],
    [
      'J with consent',
      inRule(D01, '1.6', 'uitkomst: T', 'uitkomst: J'),
      'uitkomst J maar vraagt wel toestemming',
    ],
    [
      'T without consent',
      inRule(D01, '1.1', 'uitkomst: J', 'uitkomst: T'),
      'uitkomst T maar vraagt geen toestemming',
    ],
    ['V on nothing special', inRule(D01, '1.1', 'uitkomst: J', 'uitkomst: V'), 'geen bijzondere voorwaarde'],
    [
      'an unexplained J',
      inRule(D01, '1.1', 'geinformeerd, ', ''),
      'de bewoner hoeft niet geïnformeerd te zijn',
    ],
    [
      'consent of no kind',
      inRule(D03, '3.5', '    toestemmingssoorten: \\[T-geheim\\]\\n', ''),
      'zegt niet welke soort',
    ],
    [
      'a kind without consent',
      inRule(D05, '5.1', 'uitkomst: JP', 'uitkomst: JP\n    toestemmingssoorten: [T-9]'),
      'noemt een soort toestemming maar vraagt er geen',
    ],
    [
      'a sender to itself',
      inRule(D05, '5.1', 'naar: \\[gem_schuldhulp\\]', 'naar: [corporatie]'),
      'geldt voor niemand',
    ],
    [
      'a review before the start',
      inRule(D05, '5.1', 'uitkomst: JP', 'uitkomst: JP\n    herziening: 2026-01-01'),
      'herzien zijn voordat zij ingaat',
    ],
    ['no law for the BSN', inRule(D03, '3.1', '      P5: [^\\n]*\\n', ''), 'noemt geen wet voor poort P5'],
    ['no law for secrecy', inRule(D03, '3.3', '      P4: [^\\n]*\\n', ''), 'noemt geen wet voor poort P4'],
    ['no law for the ground', inRule(D05, '5.1', '      P2: [^\\n]*\\n', ''), 'noemt geen wet voor poort P2'],
    [
      'health on an article 6 ground',
      inRule(D03, '3.3', 'P3: UAVG 30 lid 1', 'P3: AVG 6(1)(e)'),
      'op een gewone grondslag',
    ],
    [
      'health for a corporation without T-9',
      inRule(D01, '1.8', '\\[T-geheim, T-9\\]', '[T-geheim]'),
      'zonder uitdrukkelijke toestemming (T-9)',
    ],
    [
      'consent as ground where it is not free',
      inRule(D03, '3.5', '\\[T-geheim\\]', '[T-geheim, T-6]'),
      'waar de keus niet vrij is',
    ],
    [
      'consent for a forced admission',
      inRule(D03, '3.3', 'voorwaarden: \\[geinformeerd', 'voorwaarden: [gedwongen, geinformeerd'),
      'wettelijke plicht',
    ],
    [
      'consent for early signals',
      inRule(D05, '5.2', 'voorwaarden: \\[geinformeerd', 'voorwaarden: [stappen, geinformeerd'),
      'wettelijke plicht',
    ],
    [
      'consent for police data',
      inRule('doelen/D02', '2.17', 'van: \\[welzijn\\]', 'van: [wijkagent]'),
      'opent de Wpg niet',
    ],
    [
      'a BSN for welfare',
      inRule('doelen/D13', '13.7', 'identiteit\\.naam', 'identiteit.bsn'),
      'geeft het BSN aan wie het niet mag hebben: welzijn',
    ],
  ])('%s is refused', (_what, files, message) => {
    expect(faultsOf(files).join('\n')).toContain(message);
  });

  it('names the file and the line of the rule', () => {
    const line = shipped.rules.find(rule => rule.id === '3.5')?.at.line;
    expect(faultsOf(inRule(D03, '3.5', 'uitkomst: T', 'uitkomst: JP'))).toContain(
      `doelen/D03:${line} regel 3.5 heeft uitkomst JP maar vraagt wel toestemming`,
    );
  });

  it('hears every fault at once, of words and of rules', () => {
    const files = inRule(D03, '3.5', 'uitkomst: T', 'uitkomst: JP').map(file =>
      file.path.startsWith(D05)
        ? { ...file, text: file.text.replace('[gem_schuldhulp]', '[schuldhulpp]') }
        : file,
    );
    const faults = faultsOf(files).join('\n');
    expect(faults).toContain("partij 'schuldhulpp' bestaat niet");
    expect(faults).toContain('regel 3.5');
  });

  it('cannot add a purpose for enforcement', () => {
    const files = edited(D05, 'naam: vroegsignalering_huurachterstand', 'naam: fraude_onderzoek');
    expect(faultsOf(files)).toEqual(['doelen/D05:1 doel D05 fraude_onderzoek is geen doel van deze poort']);
  });

  it('cannot misspell the recipient of a never-list', () => {
    expect(faultsOf(edited('nooit', '  corporatie:', '  corporatief:')).join()).toContain(
      "partij 'corporatief' bestaat niet",
    );
  });
});

describe('a rule that makes no difference', () => {
  it('is listed when another rule always decides', () => {
    const twice = {
      ...shipped,
      rules: [
        ...shipped.rules,
        ...shipped.rules
          .filter(rule => rule.id === '5.1')
          .map(rule => ({ ...rule, id: '5.9', conditions: [...rule.conditions, 'traject'] })),
      ],
    };
    expect(warningsIn(twice, TODAY).map(({ message }) => message)).toEqual([
      'regel 5.9 doet er nooit toe: regel 5.1 gaat voor',
    ]);
  });

  it('is listed when the never-list overrides it, wholly or for a field', () => {
    const never = new Map(shipped.never).set(
      'gem_schuldhulp',
      new Set(['wonen.huurachterstand', ...(shipped.never.get('gem_schuldhulp') ?? [])] as const),
    );
    expect(warningsIn({ ...shipped, never }, TODAY).map(({ message }) => message)).toContain(
      'regel 5.1 noemt velden die op de nooit-lijst staan: wonen.huurachterstand',
    );
    const all = new Map(shipped.never).set('leerkring', new Set(shipped.fields.keys()));
    expect(warningsIn({ ...shipped, never: all }, TODAY).map(({ message }) => message)).toEqual([
      'regel 14.1 opent niets: alles staat op de nooit-lijst van de ontvanger',
      'regel 14.2 opent niets: alles staat op de nooit-lijst van de ontvanger',
      'doel D14 leren_van_casus kan nooit iets opleveren',
    ]);
  });
});

describe('a rule passes its review date', () => {
  const reviewed = loaded(
    edited(
      D05,
      'van_kracht: 2026-11-22\nherziening: 2027-11-22',
      'van_kracht: 2025-11-01\nherziening: 2026-11-01',
    ),
  );

  it('is a warning that counts the days', () => {
    expect(warningsIn(reviewed, TODAY).map(({ message }) => message)).toEqual([
      'regel 5.1 had voor 2026-11-01 herzien moeten zijn, heeft geen opvolger, en gaat over 70 dagen uit',
      'regel 5.2 had voor 2026-11-01 herzien moeten zijn, heeft geen opvolger, en gaat over 70 dagen uit',
    ]);
  });

  it.each([
    ['2026-11-21', 0],
    ['2026-11-22', 115],
    ['2027-11-22', 115],
    ['2028-02-20', 115],
    ['2028-02-21', 0],
  ])('on %s leaves %i rules in force: ninety days later it is off', (today, count) => {
    expect(inForceOn(shipped, today).rules).toHaveLength(count);
  });
});

describe('the shipped handreiking', () => {
  it('has nothing to warn about', () => {
    expect(warningsIn(shipped, TODAY)).toEqual([]);
  });
});

/** The rest of D05 with a second copy of rule 5.1 under another number. */
function twin(id: string, as: string): string {
  const text = shippedFiles.find(file => file.path.startsWith(D05))?.text ?? '';
  return text.slice(text.indexOf(`regel: '${id}'`), text.indexOf("  - regel: '5.2'")).replace(id, as);
}

import { describe, expect, it } from '@jest/globals';
import { canonicalJson, type Canonical } from '../../gateway/ledger/canonical-json.ts';
import {
  processingRegister,
  recipientsWithoutAgreement,
  type ProcessingRegister,
  type RegisteredPartner,
} from '../../policies/processing-register/processing-register.ts';
import { registerAsCsv } from '../../policies/processing-register/register-csv.ts';
import { registerDrift } from '../../policies/processing-register/register-drift.ts';
import { shipped as handreiking } from './handreiking.ts';

const zayaz: RegisteredPartner = {
  id: 'zayaz',
  name: 'Zayaz',
  organisation: 'Zayaz',
  oin: '00000099000000004000',
  role: 'corporatie',
  purposes: ['D01', 'D05'],
  agreements: ['ART26-2026-01'],
  system: 'corporation',
};
const made = (partners: readonly RegisteredPartner[] = [zayaz], version = 'a'.repeat(64)) =>
  processingRegister({ handreiking, version, partners, officer: 'de FG' });

const keptAndRead = (register: ProcessingRegister): ProcessingRegister =>
  JSON.parse(canonicalJson(register as unknown as Canonical)) as ProcessingRegister;

describe('the register of processing that is made from the rules', () => {
  it('has every purpose, and in it every rule, every field, and what each may be based on', () => {
    const register = made();
    expect(register.activiteiten.map(({ id }) => id)).toEqual([...handreiking.purposes.keys()]);
    expect(register.activiteiten.flatMap(({ regels }) => regels)).toHaveLength(handreiking.rules.length);
    const fields = new Set(register.activiteiten.flatMap(({ gegevens }) => gegevens.map(({ veld }) => veld)));
    expect(handreiking.rules.flatMap(rule => rule.fields).filter(field => !fields.has(field))).toEqual([]);
    for (const { grondslag, doel, bewaartermijn } of register.activiteiten)
      expect([grondslag, doel, ...bewaartermijn].every(words => words.length > 3)).toBe(true);
  });

  it('names who really takes part, for the purposes they take part in, with their agreement', () => {
    const named = made().activiteiten.flatMap(({ id, ontvangers, verstrekkers }) =>
      [...ontvangers, ...verstrekkers].flatMap(({ partners }) =>
        partners.map(each => [id, each.naam].join(' ')),
      ),
    );
    expect([...new Set(named)]).toEqual(['D01 Zayaz', 'D05 Zayaz']);
    expect(recipientsWithoutAgreement(made())).toEqual([]);
    expect(recipientsWithoutAgreement(made([{ ...zayaz, agreements: [] }]))).toEqual(['Zayaz']);
  });

  it('is the same when nothing changed, whatever order the partners came in', () => {
    const other = { ...zayaz, id: 'brabantwonen', name: 'BrabantWonen', oin: '00000099000000005000' };
    expect(made([zayaz, other])).toEqual(made([other, zayaz]));
    expect(registerDrift(made(), made())).toEqual([]);
    // As it comes back from where it is kept: with its keys in another order.
    expect(registerDrift(keptAndRead(made()), made())).toEqual([]);
  });

  it('says what is different from what was adopted', () => {
    const drift = (changed: Partial<RegisteredPartner>): string =>
      registerDrift(made(), made([{ ...zayaz, ...changed }])).join('\n');
    expect(drift({ agreements: [] })).toMatch(/erbij is de ontvanger Zayaz .*zonder afspraak/);
    expect(drift({ system: 'care' })).toMatch(/care/);
    expect(drift({ purposes: ['D01'] })).toMatch(/D05: weg is de verstrekker Zayaz/);
    const without = { ...handreiking, rules: handreiking.rules.filter(({ id }) => id !== '1.1') };
    const now = processingRegister({
      handreiking: without,
      version: 'b',
      partners: [zayaz],
      officer: 'de FG',
    });
    expect(registerDrift(made(), now).join('\n')).toMatch(/D01: weg is de regel 1\.1/);
    const renamed = {
      ...handreiking,
      rules: handreiking.rules.map(rule => (rule.id === '1.1' ? { ...rule, law: 'iets anders' } : rule)),
    };
    const told = processingRegister({
      handreiking: renamed,
      version: 'b',
      partners: [zayaz],
      officer: 'de FG',
    });
    expect(registerDrift(made(), told)).toEqual(['D01: de wet of de zin van regel 1.1 is anders.']);
  });

  it('goes into a spreadsheet, one line an activity, and no cell is a formula', () => {
    const csv = registerAsCsv(made([{ ...zayaz, name: '=HYPERLINK("x")' }]));
    expect(csv.trim().split('\r\n')).toHaveLength(handreiking.purposes.size + 1);
    expect(csv).not.toMatch(/(^|,)"[=+@]/m);
    expect(csv).toContain('""x""');
  });
});

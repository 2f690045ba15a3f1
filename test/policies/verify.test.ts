import { describe, expect, it } from '@jest/globals';
import type { Handreiking, Invariant, InvariantCheck, Rule } from '../../policies/handreiking.ts';
import { breaksCheck } from '../../policies/verify/invariant-check.ts';
import { PROPERTIES } from '../../policies/verify/invariant-properties.ts';
import { verify } from '../../policies/verify/verify.ts';
import { compileTable, type DecisionTable } from '../../policies/table.ts';
import { everyCell } from './every-cell.ts';
import { shipped } from './handreiking.ts';

const verdict = verify(shipped);
const [template] = shipped.rules;

describe('the shipped handreiking', () => {
  it('holds every invariant that can be stated over policies, over the whole decision space', () => {
    expect(verdict.findings).toEqual([]);
    expect(verdict.cells).toBe(6000);
    expect(verdict.decisions).toBeGreaterThan(500_000);
  });

  it('checks every invariant that the handreiking marks as automatic, and two more', () => {
    const verified = verdict.verified.map(({ id }) => id);
    const automatic = shipped.invariants.filter(each => each.automatic).map(({ id }) => id);
    expect(automatic.filter(id => !verified.includes(id))).toEqual([]);
    expect(verified.filter(id => !automatic.includes(id))).toEqual(['INV-34', 'INV-36']);
  });

  it('says of every other invariant where it is tested', () => {
    expect(
      verdict.notAboutPolicies.map(({ elsewhere }) => elsewhere).filter(each => each === undefined),
    ).toEqual([]);
    expect(verdict.verified.length + verdict.notAboutPolicies.length).toBe(38);
  });
});

/** A rule that opens one field on nothing but what the check is about, where none of the check's ways out holds. */
function planted(check: InvariantCheck): Rule | undefined {
  if (template === undefined) return undefined;
  for (const { purpose, from, to } of everyCell(shipped).filter(cell => cell.from !== cell.to))
    for (const field of shipped.fields.keys()) {
      const conditions = check.als.steunt_op ?? [];
      const rule: Rule = {
        ...template,
        id: '99.1',
        purpose,
        from: [from],
        to: [to],
        fields: [field],
        conditions,
        consentKinds: [],
        obligations: [],
      };
      if (breaksCheck(shipped, check, { purpose, from, to, field, rule, situation: conditions })) return rule;
    }
  return undefined;
}

const alone = (rule: Rule, invariant: Invariant): Handreiking => ({
  ...shipped,
  invariants: [invariant],
  rules: [rule],
  never: new Map(),
});

describe('someone writes a rule that breaks an invariant', () => {
  const checks = shipped.invariants.flatMap(invariant =>
    invariant.checks.map(
      (check, index) => [`${invariant.id}, check ${index + 1}`, invariant, check] as const,
    ),
  );

  it.each(checks)('%s is found, with a story that names the rule', (_name, invariant, check) => {
    const rule = planted(check);
    expect(rule).toBeDefined();
    if (rule === undefined) return;
    const findings = verify(alone(rule, invariant)).findings.filter(({ about }) => about === invariant.id);
    expect(findings.map(({ example }) => example?.rule.id)).toContain('99.1');
    expect(findings.map(({ story }) => story).join()).toContain('door regel 99.1');
  });

  it('tells it so that a person sees it happen', () => {
    const rules = shipped.rules.map(rule =>
      rule.id === '1.8' ? { ...rule, fields: [...rule.fields, 'zorg.diagnose' as const] } : rule,
    );
    const never = new Map([...shipped.never].filter(([role]) => role !== 'corporatie'));
    const [finding] = verify({ ...shipped, rules, never }).findings.filter(({ about }) => about === 'INV-01');
    expect(finding?.story).toBe(
      "INV-01 klopt niet. Een corporatie krijgt nooit een diagnose. Ook niet met handtekening.\nStel: GGZ-behandelaar wil 'Diagnose' geven aan Woningcorporatie, voor woonprofiel opstellen. De casus is open en de ontvanger doet eraan mee, de bewoner heeft uitleg gekregen en de bewoner zei ja tegen dit gegeven. Dan gaat dit gegeven open, door regel 1.8.",
    );
  });
});

describe('the machine that decides is broken', () => {
  const table = compileTable(shipped);
  const everythingOpen = compileTable({
    ...shipped,
    never: new Map(),
    rules: shipped.rules.map(rule => ({ ...rule, fields: [...shipped.fields.keys()], conditions: [] })),
  });
  const told = (property: keyof typeof PROPERTIES, broken = everythingOpen): number =>
    PROPERTIES[property](shipped, broken).length;

  it('is seen when it opens what no rule opens, or what is never', () => {
    expect(told('standaard_nee')).toBeGreaterThan(0);
    expect(told('nooit_wint')).toBeGreaterThan(0);
    expect([told('standaard_nee', table), told('nooit_wint', table)]).toEqual([0, 0]);
  });

  it('is seen when a withdrawn yes still counts', () => {
    const deaf = {
      ...table,
      cellFor: (where: Parameters<typeof table.cellFor>[0]) => ({
        ...table.cellFor(where),
        answersUnder: (known: ReadonlyMap<string, boolean>) => {
          const answers = table.cellFor(where).answersUnder(known);
          return { ...answers, withoutConsent: answers.withConsent };
        },
      }),
    };
    expect(told('intrekken_sluit', deaf)).toBeGreaterThan(0);
    expect(told('intrekken_sluit', table)).toBe(0);
  });

  it('is seen when knowing more closes a field', () => {
    const contrary: DecisionTable = {
      ...table,
      cellFor: where => ({
        ...table.cellFor(where),
        answersUnder: known =>
          table
            .cellFor(where)
            .answersUnder(new Map([...shipped.conditions.keys()].map(key => [key, known.get(key) !== true]))),
      }),
    };
    expect(told('monotoon', contrary)).toBeGreaterThan(0);
    expect(told('monotoon', table)).toBe(0);
  });

  it('is seen when a rule lost its law', () => {
    const rules = shipped.rules.map(rule => (rule.id === '5.1' ? { ...rule, law: ' ' } : rule));
    expect(PROPERTIES.regel_is_volledig({ ...shipped, rules }, table).map(each => each.told)).toEqual([
      'Regel 5.1 mist een wet, zin, noodzaak of eigenaar.',
    ]);
  });
});

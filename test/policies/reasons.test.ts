import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compileAbilities } from '../../policies/ability.ts';
import { decide, released, type Question } from '../../policies/decide.ts';
import type { Facts } from '../../policies/facts.ts';
import { KNOWN_OBLIGATIONS } from '../../policies/obligation.ts';
import { factsIn, situationsOf } from '../../policies/situations.ts';
import { compileTable } from '../../policies/table.ts';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import { everyCell, everySituation } from './every-cell.ts';
import { shipped } from './handreiking.ts';

const table = compileTable(shipped);
const fields = [...shipped.fields.keys()];
const facts = (conditions: readonly string[], consented: readonly FieldId[] = []): Facts => ({
  conditions: new Map(conditions.map(key => [key, true])),
  consented: new Set(consented),
});
const ask = (purpose: string, from: string, to: string, field: FieldId): Question => ({
  purpose,
  from,
  to,
  fields: [field],
});

describe('a clinic is asked for the date of a forced admission', () => {
  const question = ask('D03', 'ggz_behandeling', 'gem_sociale_dienst', 'opname.begindatum');

  it('releases it with its rule, its law and its duties, and rests on no consent', () => {
    const decision = decide(table, question, facts(['geinformeerd', 'desgevraagd', 'gedwongen']));
    expect(decision.get('opname.begindatum')).toMatchObject({
      outcome: 'release',
      rule: { id: '3.2', gates: { P4: 'P-wet 64 lid 1o en lid 2', P5: 'P-wet 68 lid 1; Wabb 10' } },
      ground: 'P-wet 64 lid 1o en lid 2; 13 lid 3; 68 lid 1 (BSN)',
      consentKinds: [],
      obligations: [{ id: 'informeer_bewoner' }, { id: 'bewaar_24_uur' }, { id: 'geef_niet_door' }],
    });
  });

  it('names the kind of consent when the resident said yes instead', () => {
    const decision = decide(table, question, facts(['geinformeerd'], ['opname.begindatum']));
    expect(decision.get('opname.begindatum')).toMatchObject({
      rule: { id: '3.3' },
      consentKinds: ['T-geheim'],
    });
  });

  it('names the gate that stays closed and the fewest facts that would open it', () => {
    const decision = decide(table, question, facts(['geinformeerd', 'desgevraagd']));
    expect(decision.get('opname.begindatum')).toMatchObject({ missing: ['gedwongen'], gate: 'P4' });
  });
});

describe('a field cannot be had at all', () => {
  it.each([
    ['an unknown purpose', ask('D99', 'corporatie', 'gem_wijkteam', 'identiteit.naam'), 'no-rule', 'P1'],
    ['an unknown party', ask('D01', 'gemeente', 'gem_wijkteam', 'identiteit.naam'), 'no-rule', 'P1'],
    ['an unknown recipient', ask('D01', 'corporatie', 'krant', 'identiteit.naam'), 'no-rule', 'P1'],
    [
      'two parties without a ground',
      ask('D05', 'welzijn', 'gem_wijkteam', 'identiteit.naam'),
      'no-rule',
      'P2',
    ],
    [
      'a field outside the minimal set',
      ask('D01', 'corporatie', 'gem_wijkteam', 'dag.wens'),
      'no-rule',
      'P6',
    ],
    ['an unknown field', ask('D01', 'corporatie', 'gem_wijkteam', 'dag.wensen'), 'no-rule', 'P6'],
    ['the BSN for welfare', ask('D13', 'gem_wijkteam', 'welzijn', 'identiteit.bsn'), 'never', 'P5'],
    [
      'a diagnosis for a corporation',
      ask('D01', 'ggz_begeleiding', 'corporatie', 'zorg.diagnose'),
      'never',
      'P6',
    ],
  ] as const)('%s: the gate says so', (_who, question, outcome, gate) => {
    const everything = facts([...shipped.conditions.keys()], question.fields);
    expect([...decide(table, question, everything).values()]).toEqual([{ outcome, gate }]);
  });
});

describe('a near miss, in any cell and any situation', () => {
  it('opens the field with what it names, and with nothing smaller', () => {
    const wrong: unknown[] = [];
    for (const where of table.addresses())
      for (const situation of everySituation(shipped, where)) {
        const decision = decide(table, { ...where, fields }, factsIn(situation, fields));
        for (const [field, answer] of decision) {
          if (answer.outcome !== 'withheld') continue;
          const opensWith = (added: readonly string[]): boolean =>
            released(decide(table, { ...where, fields: [field] }, factsIn([...situation, ...added], fields)))
              .length > 0;
          const absent = [...table.cellFor(where).candidates.values()]
            .flat()
            .flatMap(({ rule }) => rule.conditions)
            .filter(key => !situation.includes(key));
          const smaller = situationsOf([...new Set(absent)]).filter(
            set => set.length < answer.missing.length,
          );
          if (!opensWith(answer.missing) || smaller.some(opensWith)) wrong.push({ where, situation, field });
        }
      }
    expect(wrong).toEqual([]);
  });
});

describe('the content carries a duty that this gateway does not know', () => {
  it('keeps every field of such a rule closed, in both keys, whichever duty it is', () => {
    const kinds = [...KNOWN_OBLIGATIONS];
    const cells = everyCell(shipped).filter(where => everySituation(shipped, where).length > 1);
    fc.assert(
      fc.property(fc.subarray(kinds), fc.constantFrom(...cells), (known, where) => {
        const knows = new Set(known);
        const everything = factsIn([...shipped.conditions.keys()], fields);
        const decision = decide(compileTable(shipped, knows), { ...where, fields }, everything);
        const secondKey = compileAbilities(shipped, knows)({ ...where, fields }, everything);
        for (const [field, answer] of decision) {
          expect(secondKey.has(field)).toBe(answer.outcome === 'release');
          if (answer.outcome !== 'release') continue;
          expect(answer.obligations.map(({ kind }) => kind).filter(kind => !knows.has(kind))).toEqual([]);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('says that the duty is what is missing, and no fact can stand in for it', () => {
    const question = ask('D05', 'corporatie', 'gem_schuldhulp', 'wonen.huurachterstand');
    const pretending = facts(['geinformeerd', 'stappen', 'onbekende_verplichting']);
    const decision = decide(compileTable(shipped, new Set()), question, pretending);
    expect(decision.get('wonen.huurachterstand')).toMatchObject({
      outcome: 'withheld',
      missing: ['onbekende_verplichting'],
    });
  });
});

describe('the same question in another order', () => {
  it('is answered the same, field by field', () => {
    const conditions = [...shipped.conditions.keys()].filter(key => key !== CONSENT);
    fc.assert(
      fc.property(
        fc.constantFrom(...table.addresses()),
        fc.shuffledSubarray(fields),
        fc.shuffledSubarray(conditions),
        fc.shuffledSubarray(fields),
        (where, asked, known, consented) => {
          const here = decide(table, { ...where, fields: asked }, facts(known, consented));
          const sorted = [...asked].sort();
          const there = decide(
            table,
            { ...where, fields: sorted },
            facts([...known].sort(), [...consented].sort()),
          );
          expect(sorted.map(field => here.get(field))).toEqual([...there.values()]);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

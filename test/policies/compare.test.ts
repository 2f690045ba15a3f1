import { describe, expect, it } from '@jest/globals';
import { compare, directionPerPartner, type Change } from '../../policies/compare/compare.ts';
import { tellChanges } from '../../policies/compare/tell-changes.ts';
import type { Handreiking, Rule } from '../../policies/handreiking.ts';
import { factsIn, situationsOf } from '../../policies/situations.ts';
import { shipped } from './handreiking.ts';
import { refer } from './reference.ts';

const withRule = (id: string, change: (rule: Rule) => Rule): Handreiking => ({
  ...shipped,
  rules: shipped.rules.map(rule => (rule.id === id ? change(rule) : rule)),
});
const adding =
  (...fields: Rule['fields']) =>
  (rule: Rule): Rule => ({ ...rule, fields: [...rule.fields, ...fields] });
const needing =
  (conditions: readonly string[]) =>
  (rule: Rule): Rule => ({ ...rule, conditions });
const directions = (changes: readonly Change[]): string[] =>
  [...directionPerPartner(changes).values()].map(
    ({ to, purpose, direction }) => `${to} ${purpose} ${direction}`,
  );

describe('nothing that matters was changed', () => {
  it('finds no difference with itself, or when the words alone changed', () => {
    expect(compare(shipped, shipped)).toEqual([]);
    expect(
      compare(
        shipped,
        withRule('3.5', rule => ({ ...rule, law: 'anders', sentence: 'Anders gezegd.' })),
      ),
    ).toEqual([]);
  });

  it('proves that a second, stricter copy of every rule changes nothing', () => {
    const copies = shipped.rules.map(rule => ({
      ...rule,
      id: `${rule.id}x`,
      conditions: [...rule.conditions, 'strafbaar'],
    }));
    expect(compare(shipped, { ...shipped, rules: [...shipped.rules, ...copies] })).toEqual([]);
  });
});

describe('a rule is made wider', () => {
  const changes = compare(shipped, withRule('1.6', adding('dag.wens')));

  it('says who may now have what, from whom, for what, and what is enough', () => {
    expect(tellChanges(shipped, changes)).toEqual([
      'Woningcorporatie mag nu óók: wens daginvulling, met toestemming, van Gemeente – sociaal wijkteam, voor woonprofiel opstellen. Genoeg is: de casus is open en de ontvanger doet eraan mee, de bewoner heeft uitleg gekregen en de bewoner zei ja tegen dit gegeven.',
    ]);
    expect(directions(changes)).toEqual(['corporatie D01 wider']);
  });

  it('finds the smallest situation when a condition was dropped', () => {
    const [change, ...more] = compare(shipped, withRule('5.2', needing(['toestemming'])));
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      opens: ['toestemming'],
      closes: undefined,
      openedBefore: true,
      direction: 'wider',
    });
  });
});

describe('a rule is made stricter, or swapped', () => {
  it('says what is no longer enough', () => {
    const changes = compare(shipped, withRule('5.1', needing(['geinformeerd', 'stappen', 'traject'])));
    expect(directions(changes)).toEqual(['gem_schuldhulp D05 stricter']);
    expect(changes.map(({ closes }) => closes)).toEqual(
      Array.from({ length: 4 }, () => ['geinformeerd', 'stappen']),
    );
  });

  it('is mixed when it opens here and closes there', () => {
    const changes = compare(shipped, withRule('5.1', needing(['geinformeerd', 'traject'])));
    expect(directions(changes)).toEqual(['gem_schuldhulp D05 mixed']);
  });

  it('sees a field put on the never-list, and one taken off', () => {
    const never = new Map(shipped.never).set('gem_schuldhulp', new Set(['identiteit.naam'] as const));
    const changes = compare(shipped, { ...shipped, never });
    expect(changes.every(({ field, to }) => field === 'identiteit.naam' && to === 'gem_schuldhulp')).toBe(
      true,
    );
    expect(new Set(changes.map(({ direction }) => direction))).toEqual(new Set(['stricter']));
    expect(compare({ ...shipped, never }, shipped).map(({ direction }) => direction)).toEqual(
      changes.map(() => 'wider'),
    );
  });

  it('sees duties and kinds of consent that changed while the field opens as before', () => {
    const changes = compare(
      shipped,
      withRule('3.5', rule => ({ ...rule, obligations: [] })),
    );
    expect(changes).toMatchObject([
      { direction: 'terms', differs: ['geinformeerd', 'toestemming'], field: 'inkomen.besluit_vaste_lasten' },
    ]);
    expect(tellChanges(shipped, changes).join()).toContain('onder andere verplichtingen');
  });
});

describe('every rule is dropped in turn', () => {
  it.each(shipped.rules.filter((_rule, index) => index % 9 === 0).map(rule => [rule.id, rule] as const))(
    'rule %s: exactly the fields that the specification decides differently are named',
    (_id, dropped) => {
      const after = { ...shipped, rules: shipped.rules.filter(rule => rule !== dropped) };
      const situations = situationsOf([
        ...new Set(
          shipped.rules.filter(rule => rule.purpose === dropped.purpose).flatMap(rule => rule.conditions),
        ),
      ]);
      const different = dropped.from.flatMap(from =>
        dropped.to.flatMap(to =>
          dropped.fields
            .filter(field =>
              situations.some(situation => {
                const where = { purpose: dropped.purpose, from, to };
                const facts = factsIn(situation, [field]);
                const opens = (handreiking: Handreiking): boolean =>
                  refer(handreiking, where, field, facts).startsWith('GEEF');
                return opens(shipped) !== opens(after);
              }),
            )
            .map(field => `${from} ${to} ${field}`),
        ),
      );
      const told = compare(shipped, after)
        .filter(({ direction }) => direction !== 'terms')
        .map(({ from, to, field }) => `${from} ${to} ${field}`);
      expect(told.sort()).toEqual(different.sort());
    },
  );
});

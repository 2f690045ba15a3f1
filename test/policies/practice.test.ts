import { describe, expect, it } from '@jest/globals';
import { decide } from '../../policies/decide.ts';
import { cardsFor, rolesIn, spread, type PracticeCard } from '../../policies/practice/card.ts';
import { practiceDeck } from '../../policies/practice/deck.ts';
import { isKnown, judge, verdictsOn } from '../../policies/practice/judge.ts';
import { tellFacts, tellQuestion, tellVerdict, turningFact } from '../../policies/practice/tell-card.ts';
import { compileTable } from '../../policies/table.ts';
import { shipped } from './handreiking.ts';

const table = compileTable(shipped);
const deck = practiceDeck(shipped, table);
const ofKind = (kind: PracticeCard['kind']): readonly PracticeCard[] =>
  deck.filter(card => card.kind === kind);
const cardOf = (id: string): PracticeCard => {
  const card = deck.find(each => each.id === id);
  if (card === undefined) throw new Error(`no card ${id}`);
  return card;
};

describe('a trainer takes the cards that the rules give', () => {
  it('finds every scenario, every role and every purpose in them', () => {
    expect(new Set(ofKind('scenario').map(({ id }) => id.slice(0, 3)))).toEqual(
      new Set(shipped.scenarios.map(({ id }) => id)),
    );
    const roles = new Set(deck.flatMap(card => [...rolesIn(card)]));
    expect([...shipped.roles.keys()].filter(role => role !== 'privacy_officer' && !roles.has(role))).toEqual(
      [],
    );
    expect(new Set(deck.map(({ purpose }) => purpose)).size).toBe(shipped.purposes.size);
  });

  it('finds them with names that fit in an address, each once, and in the same order every time', () => {
    expect(deck.map(({ id }) => id).filter(id => !/^[\w-]+$/.test(id))).toEqual([]);
    expect(new Set(deck.map(({ id }) => id)).size).toBe(deck.length);
    expect(practiceDeck(shipped, table).map(({ id }) => id)).toEqual(deck.map(({ id }) => id));
  });

  it('gets stories, pairs and other cards in turns, about many purposes, in the first dozen', () => {
    const first = deck.slice(0, 60);
    expect(new Set(first.map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(first.map(({ purpose }) => purpose)).size).toBeGreaterThan(8);
  });

  it('can take those of one role alone', () => {
    const own = cardsFor(deck, 'corporatie');
    expect(own.length).toBeGreaterThan(50);
    expect(own.every(card => rolesIn(card).has('corporatie'))).toBe(true);
    expect(cardsFor(deck, undefined)).toEqual(deck);
  });
});

describe('a pair at the boundary', () => {
  it('differs in one fact, and that fact turns a field from yes to no', () => {
    const pairs = ofKind('pair');
    expect(pairs.length).toBeGreaterThan(300);
    const wrong = pairs.filter(card => {
      const [a, b] = card.scenes.map(({ facts }) => facts);
      if (a === undefined || b === undefined) return true;
      const changed = [...a.conditions.keys()].filter(key => b.conditions.get(key) !== true).length;
      const consent = Number(a.consented.size !== b.consented.size);
      const opens = (facts: typeof a) => (field: PracticeCard['items'][number]['field']) =>
        decide(table, { ...card, to: card.items[0]?.to ?? '', fields: [field] }, facts).get(field)
          ?.outcome === 'release';
      const fields = card.items.map(({ field }) => field);
      return changed + consent !== 1 || !fields.some(field => opens(a)(field) && !opens(b)(field));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('says which fact that is', () => {
    expect(ofKind('pair').filter(card => turningFact(card, shipped) === undefined)).toEqual([]);
    expect(turningFact(cardOf('paar-3-2-ggz_behandeling-gem_sociale_dienst-desgevraagd'), shipped)).toBe(
      'er ligt een schriftelijk verzoek van het college',
    );
  });
});

describe('a learner answers the card of Jan at the table', () => {
  const card = cardOf('S01-1');
  const verdicts = verdictsOn(shipped, table, card);

  it('is told what is asked and what is so, in words', () => {
    expect(tellQuestion(shipped, card)).toContain('Welzijnswerk');
    const facts = tellFacts(
      shipped,
      card,
      card.scenes[0] ?? { label: '', facts: { conditions: new Map(), consented: new Set() } },
    );
    expect(facts).toContainEqual({ holds: true, text: 'de bewoner is uitgenodigd voor het overleg' });
    expect(facts.map(({ text }) => text).join()).toContain('de bewoner zei alleen ja tegen: naam');
  });

  it('hears right and wrong from the rules, with rule, law and sentence', () => {
    const [name, , , diagnosis] = verdicts;
    if (name === undefined || diagnosis === undefined) throw new Error('the card has four questions');
    expect(judge(name, 'consent-and-declaration')).toBe('right');
    expect(tellVerdict(shipped, name).rule).toMatchObject({
      id: '2.1b',
      law: shipped.rules.find(({ id }) => id === '2.1b')?.law,
    });
    expect(tellVerdict(shipped, diagnosis)).toMatchObject({ answer: 'Nee', rule: undefined });
    expect(tellVerdict(shipped, diagnosis).because).toMatch(/^Nooit/);
  });

  it('is as wrong in keeping what may go as in telling what may not', () => {
    const [name, , , diagnosis] = verdicts;
    if (name === undefined || diagnosis === undefined) throw new Error('the card has four questions');
    expect(judge(name, 'closed')).toBe('too-closed');
    expect(judge(diagnosis, 'consent')).toBe('too-open');
    expect(judge(name, 'direct')).toBe('other-ground');
    expect(judge(name, undefined)).toBe('not-answered');
    expect(isKnown(['right', 'not-answered'])).toBe(false);
    expect(isKnown([])).toBe(false);
    expect(isKnown(['right', 'right'])).toBe(true);
  });
});

describe('whoever made an objection', () => {
  it('is not told of as somebody who made no objection', () => {
    const card = ofKind('pair').find(({ id }) => id.endsWith('-geen_bezwaar'));
    if (card === undefined) throw new Error('no pair turns on an objection');
    const [, without] = card.scenes;
    const facts = without === undefined ? [] : tellFacts(shipped, card, without);
    expect(facts).toContainEqual({ holds: true, text: 'de bewoner heeft bezwaar gemaakt' });
  });
});

describe('a few of many', () => {
  it('are spread from the first to the last, and never more than asked', () => {
    expect(spread([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 4, 7]);
    expect(spread([1, 2], 3)).toEqual([1, 2]);
    expect(spread([1, 2, 3], 0)).toEqual([]);
  });
});

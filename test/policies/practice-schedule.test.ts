import { describe, expect, it } from '@jest/globals';
import {
  afterAnswer,
  nextCards,
  weaknessesOf,
  type CardMemory,
  type Subject,
} from '../../policies/practice/schedule.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = 1_000 * DAY_MS;
const CARDS: readonly Subject[] = [
  { id: 'a1', topic: 'a' },
  { id: 'b1', topic: 'b' },
  { id: 'a2', topic: 'a' },
  { id: 'b2', topic: 'b' },
];
const ids = (cards: readonly Subject[]): string => cards.map(({ id }) => id).join(' ');
const answers = (card: string, ...said: readonly [isRight: boolean, atMs: number][]): CardMemory => {
  const memory = said.reduce<CardMemory | undefined>(
    (before, [isRight, atMs]) => afterAnswer(before, card, isRight, atMs),
    undefined,
  );
  if (memory === undefined) throw new Error('nothing was answered');
  return memory;
};

describe('a card that a team gets right', () => {
  it('comes back later every time, and at last after two months', () => {
    let memory: CardMemory | undefined;
    const waits = Array.from({ length: 7 }, () => {
      memory = afterAnswer(memory, 'a1', true, NOW);
      return (memory.dueAtMs - NOW) / DAY_MS;
    });
    expect(waits).toEqual([1, 3, 7, 21, 60, 60, 60]);
  });
});

describe('a card that a team gets wrong', () => {
  it('comes back in the same session, however well it was known', () => {
    const memory = answers('a1', [true, NOW], [true, NOW], [true, NOW], [false, NOW]);
    expect(memory).toEqual({ card: 'a1', box: 0, dueAtMs: NOW + 600_000, right: 3, wrong: 1 });
    expect(ids(nextCards(CARDS, [memory], NOW + HOUR_MS, 1))).toBe('a1');
    expect(ids(nextCards(CARDS, [memory], NOW, 1))).not.toBe('a1');
  });

  it('makes the other cards about the same thing come sooner', () => {
    expect(ids(nextCards(CARDS, [], NOW, 4))).toBe('a1 b1 a2 b2');
    const memories = [answers('a1', [true, NOW]), answers('b1', [false, NOW])];
    expect(ids(nextCards(CARDS, memories, NOW, 2))).toBe('b2 a2');
  });

  it('does not fill the whole session with it', () => {
    const many = ['b3', 'b4', 'b5'].map(id => ({ id, topic: 'b' }));
    const memories = [answers('b1', [false, NOW])];
    expect(ids(nextCards([...CARDS, ...many], memories, NOW, 4))).toBe('b2 a1 b3 a2');
  });
});

describe('a team that comes back after a week', () => {
  it('gets first what is due, most often wrong in front, then what is new, then the rest', () => {
    const memories = [
      answers('a1', [true, NOW - 2 * DAY_MS]),
      answers('b1', [false, NOW - DAY_MS], [false, NOW - DAY_MS]),
      answers('a2', [true, NOW]),
    ];
    expect(ids(nextCards(CARDS, memories, NOW, 9))).toBe('b1 a1 b2 a2');
  });

  it('sees what goes wrong, the most first, and nothing of a card that is no more', () => {
    const memories = [
      answers('a1', [true, NOW], [false, NOW]),
      answers('b1', [false, NOW]),
      answers('gone', [false, NOW]),
    ];
    expect(weaknessesOf(CARDS, memories)).toEqual([
      { topic: 'b', wrong: 1, answered: 1 },
      { topic: 'a', wrong: 1, answered: 2 },
    ]);
    expect(weaknessesOf(CARDS, [answers('a1', [true, NOW])])).toEqual([]);
  });
});

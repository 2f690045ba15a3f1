/** What a team remembers of one card: not who answered, only how it went. */
export interface CardMemory {
  readonly card: string;
  /** How often in a row it went well. */
  readonly box: number;
  readonly dueAtMs: number;
  readonly right: number;
  readonly wrong: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What went wrong comes back in the same session; what goes well comes back later every time. */
const WAIT_MS = [10 * MINUTE_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS, 21 * DAY_MS, 60 * DAY_MS] as const;
const LAST_BOX = WAIT_MS.length - 1;

/** What is remembered after an answer at this moment. */
export function afterAnswer(
  before: CardMemory | undefined,
  card: string,
  isRight: boolean,
  nowMs: number,
): CardMemory {
  const { box: was, right, wrong } = before ?? { box: 0, right: 0, wrong: 0 };
  const box = isRight ? Math.min(was + 1, LAST_BOX) : 0;
  return {
    card,
    box,
    dueAtMs: nowMs + (WAIT_MS[box] ?? DAY_MS),
    right: right + Number(isRight),
    wrong: wrong + Number(!isRight),
  };
}

/** A card as far as its turn depends on it. */
export interface Subject {
  readonly id: string;
  /** What it is about: what goes wrong in one card of it makes the others of it come sooner. */
  readonly topic: string;
}

/** How often a team answered wrongly, of what it answered. */
export interface Weakness {
  readonly topic: string;
  readonly wrong: number;
  readonly answered: number;
}

/** What this team gets wrong, the most first. */
export function weaknessesOf(
  cards: readonly Subject[],
  memories: readonly CardMemory[],
): readonly Weakness[] {
  const topicOf = new Map(cards.map(({ id, topic }) => [id, topic]));
  const byTopic = new Map<string, { wrong: number; answered: number }>();
  for (const { card, right, wrong } of memories) {
    const topic = topicOf.get(card);
    if (topic === undefined) continue;
    const known = byTopic.get(topic) ?? { wrong: 0, answered: 0 };
    byTopic.set(topic, { wrong: known.wrong + wrong, answered: known.answered + wrong + right });
  }
  return [...byTopic]
    .map(([topic, counted]) => ({ topic, ...counted }))
    .filter(({ wrong }) => wrong > 0)
    .sort((a, b) => b.wrong / b.answered - a.wrong / a.answered || b.wrong - a.wrong);
}

/**
 * Which cards come now, at most this many: first what is due, most often wrong in front; then what nobody saw yet, every
 * other card about what this team gets wrong; then what is due soonest. Nothing here depends on chance.
 */
export function nextCards<Card extends Subject>(
  cards: readonly Card[],
  memories: readonly CardMemory[],
  nowMs: number,
  count: number,
): readonly Card[] {
  const known = new Map(memories.map(each => [each.card, each]));
  const weak = new Map(
    weaknessesOf(cards, memories).map(({ topic, wrong, answered }) => [topic, wrong / answered]),
  );
  const memoryOf = (card: Card): CardMemory | undefined => known.get(card.id);
  const isDue = (card: Card): boolean => (memoryOf(card)?.dueAtMs ?? Infinity) <= nowMs;
  const due = cards
    .filter(isDue)
    .sort((a, b) => (memoryOf(b)?.wrong ?? 0) - (memoryOf(a)?.wrong ?? 0) || dueOf(a) - dueOf(b));
  const unseen = cards.filter(card => !known.has(card.id));
  const fresh = byTurns(
    unseen
      .filter(({ topic }) => weak.has(topic))
      .sort((a, b) => (weak.get(b.topic) ?? 0) - (weak.get(a.topic) ?? 0)),
    unseen.filter(({ topic }) => !weak.has(topic)),
  );
  const later = cards.filter(card => known.has(card.id) && !isDue(card)).sort((a, b) => dueOf(a) - dueOf(b));
  function dueOf(card: Card): number {
    return memoryOf(card)?.dueAtMs ?? Infinity;
  }
  return [...due, ...fresh, ...later].slice(0, count);
}

/** One of each in turn, beginning with the first list; then what is left of the longer one. */
const byTurns = <T>(first: readonly T[], second: readonly T[]): readonly T[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_none, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat();

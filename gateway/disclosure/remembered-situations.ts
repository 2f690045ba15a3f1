import type { Sql } from '../database.ts';
import { gather } from '../gather.ts';
import {
  keyOf,
  readReadAt,
  readSituationRows,
  type ReadAt,
  type SituationQuestion,
  type SituationRow,
} from './situation-row.ts';

const MOST_REMEMBERED = 10_000;

type ReadSituation = (question: SituationQuestion) => Promise<SituationRow>;

const readers = new WeakMap<Sql, ReadSituation>();

/**
 * Reads situations from this database. Every answer is what the database knew after it was asked: either it was read then, or
 * it was remembered and the count of changes, read then, is still the one it was read at. Who asks at the same moment is
 * answered together. A transaction has a memory of its own, which ends with it.
 */
export function situationsOf(sql: Sql): ReadSituation {
  const known = readers.get(sql);
  if (known !== undefined) return known;
  const reader = gather(rememberingReader(sql));
  readers.set(sql, reader);
  return reader;
}

function rememberingReader(
  sql: Sql,
): (questions: readonly SituationQuestion[]) => Promise<readonly SituationRow[]> {
  const memory = createMemory();
  const readAnew = async (questions: readonly SituationQuestion[]): Promise<readonly SituationRow[]> => {
    const rows = await readSituationRows(sql, questions);
    for (const [n, row] of rows.entries()) memory.keep(questions[n], row);
    return rows;
  };
  return async questions => {
    const held = questions.map(memory.find);
    const missing = questions.filter((_, n) => held[n] === undefined);
    const anew = missing.length === 0 ? [] : await readAnew(missing);
    const readAt = anew[0] ?? (await readReadAt(sql));
    // A fact changed: what was remembered counts no more.
    if (held.some(row => row !== undefined && !isOfOneCount(row, readAt))) return await readAnew(questions);
    const rest = anew.values();
    return held.flatMap(row => row ?? rest.next().value ?? []);
  };
}

interface Memory {
  readonly find: (question: SituationQuestion) => SituationRow | undefined;
  readonly keep: (question: SituationQuestion | undefined, row: SituationRow) => void;
}

interface Held {
  readonly row: SituationRow;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Holds what was read at one count of changes, for as long as time changes nothing of it. */
function createMemory(): Memory {
  let of: ReadAt | undefined;
  const rows = new Map<string, Held>();
  return {
    find: question => {
      const held = rows.get(keyOf(question));
      if (held === undefined) return undefined;
      const nowMs = question.now.getTime();
      return held.fromMs <= nowMs && nowMs < held.untilMs ? held.row : undefined;
    },
    keep: (question, row) => {
      if (question === undefined) return;
      if (rows.size >= MOST_REMEMBERED || of === undefined || !isOfOneCount(of, row)) rows.clear();
      of = row;
      const untilMs = row.until === null ? Infinity : Number(row.until);
      rows.set(keyOf(question), { row, fromMs: question.now.getTime(), untilMs });
    },
  };
}

const isOfOneCount = (one: ReadAt, other: ReadAt): boolean =>
  one.epoch === other.epoch && one.life === other.life && one.newest_bundle === other.newest_bundle;

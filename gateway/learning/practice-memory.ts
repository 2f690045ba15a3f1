import { afterAnswer, type CardMemory } from '../../policies/practice/schedule.ts';
import type { Database, Sql } from '../database.ts';

interface Row {
  readonly card: string;
  readonly box: number;
  readonly due_at: Date;
  readonly right: number;
  readonly wrong: number;
}

const COLUMNS = 'card, box, due_at, "right", wrong';

const memoryFrom = ({ card, box, due_at, right, wrong }: Row): CardMemory => ({
  card,
  box,
  dueAtMs: due_at.getTime(),
  right,
  wrong,
});

/** Everything a team remembers. */
export async function memoriesOf(sql: Sql, team: string): Promise<readonly CardMemory[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM practice_memory WHERE team = $1 ORDER BY due_at, card`,
    [team],
  );
  return rows.map(memoryFrom);
}

/** Writes an answer down. Two people who answer the same card at once count both. */
export async function keepAnswer(
  database: Database,
  { team, card, isRight }: { readonly team: string; readonly card: string; readonly isRight: boolean },
  now: Date,
): Promise<CardMemory> {
  return await database.transaction(async sql => {
    await sql.query(
      `INSERT INTO practice_memory (team, card, box, due_at, "right", wrong) VALUES ($1, $2, 0, $3, 0, 0)
       ON CONFLICT (team, card) DO NOTHING`,
      [team, card, now],
    );
    const [row] = await sql.query<Row>(
      `SELECT ${COLUMNS} FROM practice_memory WHERE team = $1 AND card = $2 FOR UPDATE`,
      [team, card],
    );
    const before = row === undefined ? undefined : memoryFrom(row);
    const after = afterAnswer(before, card, isRight, now.getTime());
    await sql.query(
      'UPDATE practice_memory SET box = $3, due_at = $4, "right" = $5, wrong = $6 WHERE team = $1 AND card = $2',
      [team, card, after.box, new Date(after.dueAtMs), after.right, after.wrong],
    );
    return after;
  });
}

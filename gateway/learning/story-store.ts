import type { QuasiIdentifier } from '../../policies/learning/anonymity.ts';
import {
  afterStep,
  type StoryRefusal,
  type StoryState,
  type StoryStep,
} from '../../policies/learning/story-states.ts';
import type { Database, Sql } from '../database.ts';

/** A story as it is kept. */
export interface KeptStory {
  readonly id: string;
  readonly partner: string;
  readonly involved: readonly string[];
  /** Gone when it was sent back. */
  readonly text: string | undefined;
  readonly quasiIdentifiers: readonly QuasiIdentifier[];
  readonly people: number;
  readonly source: string;
  readonly state: StoryState;
  readonly putForwardAt: Date;
}

interface Row {
  readonly id: string;
  readonly partner: string;
  readonly involved: readonly string[];
  readonly text: string | null;
  readonly quasi: readonly QuasiIdentifier[];
  readonly people: number;
  readonly source: string;
  readonly state: StoryState;
  readonly put_forward_at: Date;
}

const COLUMNS = 'id, partner, involved, text, quasi, people, source, state, put_forward_at';

const storyFrom = ({ text, quasi, put_forward_at, ...row }: Row): KeptStory => ({
  ...row,
  text: text ?? undefined,
  quasiIdentifiers: quasi,
  putForwardAt: put_forward_at,
});

/** Keeps a story that passed the first part of the test; whoever calls this has seen to that. */
export async function putForward(sql: Sql, story: KeptStory & { readonly text: string }): Promise<void> {
  const { id, partner, involved, text, quasiIdentifiers, people, source, state, putForwardAt } = story;
  await sql.query(`INSERT INTO learning_story (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    id,
    partner,
    involved,
    text,
    quasiIdentifiers,
    people,
    source,
    state,
    putForwardAt,
  ]);
}

/** The stories in these states, the newest first. */
export async function storiesIn(sql: Sql, states: readonly StoryState[]): Promise<readonly KeptStory[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM learning_story WHERE state = ANY ($1::text[]) ORDER BY put_forward_at DESC, id LIMIT 200`,
    [states],
  );
  return rows.map(storyFrom);
}

export async function findStory(sql: Sql, id: string): Promise<KeptStory | undefined> {
  const [row] = await sql.query<Row>(`SELECT ${COLUMNS} FROM learning_story WHERE id = $1`, [id]);
  return row === undefined ? undefined : storyFrom(row);
}

/** Takes a step with a story, one at a time. What goes back loses its text in the same moment. */
export async function takeStep(
  database: Database,
  id: string,
  step: StoryStep,
  now: Date,
): Promise<StoryState | StoryRefusal | 'unknown'> {
  return await database.transaction(async sql => {
    const [row] = await sql.query<Row>(`SELECT ${COLUMNS} FROM learning_story WHERE id = $1 FOR UPDATE`, [
      id,
    ]);
    if (row === undefined) return 'unknown';
    const after = afterStep(storyFrom(row), step);
    if (!isState(after)) return after;
    const reader = step.step === 'read' ? step.partner : null;
    await sql.query(
      `UPDATE learning_story
          SET state = $2, text = CASE WHEN $2 = 'teruggestuurd' THEN NULL ELSE text END,
              read_by = coalesce($3, read_by), read_at = CASE WHEN $3::text IS NULL THEN read_at ELSE $4 END,
              decided_at = CASE WHEN $2 = 'gelezen' THEN NULL ELSE $4::timestamptz END
        WHERE id = $1`,
      [id, after, reader, now],
    );
    return after;
  });
}

const STATES: readonly string[] = ['voorgelegd', 'gelezen', 'vrijgegeven', 'teruggestuurd'];
const isState = (after: StoryState | StoryRefusal): after is StoryState => STATES.includes(after);

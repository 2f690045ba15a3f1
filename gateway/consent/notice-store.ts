import type { NoticeRequest, NoticeState } from '../../consent/notice.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';

/** A message to somebody who received, as it is stored. */
export interface Notice {
  readonly id: string;
  readonly resident: string;
  readonly recipient: string;
  readonly sender: string;
  readonly purpose: string;
  readonly request: NoticeRequest;
  readonly fields: readonly FieldId[];
  /** Where in the ledger the recipient got them. */
  readonly entries: readonly number[];
  readonly state: NoticeState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly answerBy: Date;
  readonly answeredAt: Date | undefined;
  /** What was done, or why it was refused. */
  readonly answeredWith: string | undefined;
}

interface Row {
  readonly id: string;
  readonly resident: string;
  readonly recipient: string;
  readonly sender: string;
  readonly purpose: string;
  readonly request: NoticeRequest;
  readonly fields: FieldId[];
  readonly entries: string[];
  readonly state: NoticeState;
  readonly attempts: number;
  readonly created_at: Date;
  readonly answer_by: Date;
  readonly answered_at: Date | null;
  readonly answered_with: string | null;
}

const fromRow = (row: Row): Notice => ({
  id: row.id,
  resident: row.resident,
  recipient: row.recipient,
  sender: row.sender,
  purpose: row.purpose,
  request: row.request,
  fields: row.fields,
  entries: row.entries.map(Number),
  state: row.state,
  attempts: row.attempts,
  createdAt: row.created_at,
  answerBy: row.answer_by,
  answeredAt: row.answered_at ?? undefined,
  answeredWith: row.answered_with ?? undefined,
});

/** Everything that was told about a resident, to whom, and what they did with it: for the resident and the officer. */
export const noticesOf = async (sql: Sql, resident: string): Promise<readonly Notice[]> =>
  (await sql.query<Row>('SELECT * FROM notice WHERE resident = $1 ORDER BY created_at, id', [resident])).map(
    fromRow,
  );

/** Everyone who was told because of one decision, and what they did with it. */
export const noticesCausedBy = async (sql: Sql, cause: string): Promise<readonly Notice[]> =>
  (await sql.query<Row>('SELECT * FROM notice WHERE cause = $1 ORDER BY created_at, id', [cause])).map(
    fromRow,
  );

/** What a recipient has not answered yet. */
export const openNoticesFor = async (sql: Sql, recipient: string): Promise<readonly Notice[]> =>
  (
    await sql.query<Row>(
      `SELECT * FROM notice WHERE recipient = $1 AND state IN ('queued', 'sent', 'received', 'unconfirmed')
        ORDER BY created_at, id LIMIT 100`,
      [recipient],
    )
  ).map(fromRow);

export async function findNotice(sql: Sql, id: string, recipient: string): Promise<Notice | undefined> {
  const [row] = await sql.query<Row>('SELECT * FROM notice WHERE id = $1 AND recipient = $2', [
    id,
    recipient,
  ]);
  return row === undefined ? undefined : fromRow(row);
}

/** Which of these recipients have something due. */
export const recipientsDue = async (
  sql: Sql,
  recipients: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  const rows = await sql.query<{ recipient: string }>(
    `SELECT DISTINCT recipient FROM notice
      WHERE recipient = ANY ($1) AND state IN ('queued', 'sent') AND next_attempt_at <= $2`,
    [recipients, now],
  );
  return new Set(rows.map(({ recipient }) => recipient));
};

/** Takes this recipient's next message that is due, for as long as the lease: no other gateway takes it meanwhile. */
export async function claimDueNotice(
  sql: Sql,
  recipient: string,
  now: Date,
  leaseUntil: Date,
): Promise<Notice | undefined> {
  const [row] = await sql.query<Row>(
    `UPDATE notice SET next_attempt_at = $3, attempts = attempts + 1 WHERE id = (
       SELECT id FROM notice WHERE recipient = $1 AND state IN ('queued', 'sent') AND next_attempt_at <= $2
        ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING *`,
    [recipient, now, leaseUntil],
  );
  return row === undefined ? undefined : fromRow(row);
}

export const overdueNotices = async (sql: Sql, now: Date): Promise<readonly Notice[]> =>
  (
    await sql.query<Row>(
      `SELECT * FROM notice WHERE state IN ('queued', 'sent', 'received') AND answer_by <= $1 ORDER BY answer_by LIMIT 100`,
      [now],
    )
  ).map(fromRow);

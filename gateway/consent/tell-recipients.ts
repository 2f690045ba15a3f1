import { ANSWER_WITHIN_MS, type NoticeRequest } from '../../consent/notice.ts';
import { asksConsent } from '../../consent/grounds.ts';
import type { Rule } from '../../policies/handreiking.ts';
import { NO_OBJECTION, type FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { HeldRegister } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';
import type { AfterWithdrawal } from './withdraw.ts';

/** What happened to data that others may already have. What is left out does not narrow. */
export interface Recall {
  readonly resident: string;
  readonly request: NoticeRequest;
  readonly cause: string;
  readonly purpose?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly fields?: readonly FieldId[];
  /** Only what was received since then. */
  readonly since?: Date;
  /** Which releases it is about; of a rule that is no longer known it always is. */
  readonly concerns: (rule: Rule) => boolean;
}

type TellContext = Pick<RegisterContext, 'clock' | 'newId' | 'subjectTag'>;

/**
 * Queues a message for everyone who actually received what this is about, in the transaction that caused it. Who received is
 * read from the ledger, not from who could have. Resolves to how many were told.
 */
export async function tellRecipients(
  recall: Recall,
  { sql, policy, record }: HeldRegister,
  context: TellContext,
): Promise<number> {
  const rules = new Map(policy.handreiking.rules.map(rule => [rule.id, rule]));
  const received = await receivedOf(sql, context.subjectTag(recall.resident), recall, rules);
  const now = context.clock();
  for (const { recipient, sender, purpose, fields, entries } of received) {
    const id = context.newId();
    await sql.query(
      `INSERT INTO notice (id, resident, recipient, sender, purpose, request, fields, entries, cause, created_at, answer_by,
                           state, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', $10)`,
      [
        id,
        recall.resident,
        recipient,
        sender,
        purpose,
        recall.request,
        [...fields],
        entries,
        recall.cause,
        now,
        new Date(now.getTime() + ANSWER_WITHIN_MS),
      ],
    );
    await record(recall.resident, {
      what: 'notice-queued',
      notice: id,
      recipient,
      request: recall.request,
      entries,
    });
  }
  return received.length;
}

interface Received {
  readonly recipient: string;
  readonly sender: string;
  readonly purpose: string;
  readonly fields: Set<FieldId>;
  readonly entries: number[];
}

interface ReleasedLeaf {
  readonly event: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: Readonly<Record<FieldId, { readonly decision: string; readonly rule?: string }>>;
}

/** One for each recipient, sender and purpose, with every field that left and every entry in which it did. */
async function receivedOf(
  sql: Sql,
  subject: Buffer,
  recall: Recall,
  rules: ReadonlyMap<string, Rule>,
): Promise<readonly Received[]> {
  const rows = await sql.query<{ index: string; leaf: string }>(
    `SELECT index, leaf FROM ledger_entry
      WHERE subject = $1 AND leaf LIKE '%"event":"released"%' AND ($2::timestamptz IS NULL OR recorded_at >= $2)
      ORDER BY index`,
    [subject, recall.since ?? null],
  );
  const found = new Map<string, Received>();
  for (const { index, leaf } of rows) {
    const released = JSON.parse(leaf) as ReleasedLeaf;
    const fields = fieldsConcerned(released, recall, rules);
    if (fields.length === 0) continue;
    const { recipient, sender, purpose } = released;
    const key = JSON.stringify([recipient, sender, purpose]);
    const known = found.get(key) ?? { recipient, sender, purpose, fields: new Set(), entries: [] };
    for (const field of fields) known.fields.add(field);
    known.entries.push(Number(index));
    found.set(key, known);
  }
  return [...found.values()];
}

function fieldsConcerned(
  { purpose, sender, recipient, fields }: ReleasedLeaf,
  recall: Recall,
  rules: ReadonlyMap<string, Rule>,
): FieldId[] {
  const isAbout =
    (recall.purpose ?? purpose) === purpose &&
    (recall.sender ?? sender) === sender &&
    (recall.recipient ?? recipient) === recipient;
  if (!isAbout) return [];
  return Object.entries(fields).flatMap(([name, { decision, rule: id = '' }]) => {
    const field = name as FieldId;
    const rule = rules.get(id);
    const isConcerned = rule === undefined || recall.concerns(rule);
    return decision === 'released' && isConcerned && (recall.fields?.includes(field) ?? true) ? [field] : [];
  });
}

/** After a yes is withdrawn: who received on the strength of it is asked to stop. */
export const tellAfterWithdrawal =
  (context: TellContext): AfterWithdrawal =>
  async (register, { id, resident, purpose, sender, recipient, fields }) => {
    const [first] = await register.sql.query<{ at: Date }>(
      'SELECT min(at) AS at FROM consent_event WHERE consent = $1',
      [id],
    );
    const exchange = { purpose, sender, recipient, fields };
    const since = first === undefined ? {} : { since: first.at };
    await tellRecipients(
      { resident, request: 'stop', cause: id, ...exchange, ...since, concerns: asksConsent },
      register,
      context,
    );
  };

/** AVG 18(1)(d): what rests on a task or an interest is put on hold while an objection is open. */
export const restsOnNoObjection = (rule: Rule): boolean => rule.conditions.includes(NO_OBJECTION);

import type { NoticeInbox, NoticeMessage } from '../../adapters/notice.ts';
import { noticeAfter, waitAfter } from '../../consent/notice.ts';
import { DAY_MS } from '../../consent/duration.ts';
import { findPartner } from '../identity/partner-registry.ts';
import { answerNotice, type AnswerFault } from './answer-notice.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { claimDueNotice, overdueNotices, recipientsDue, type Notice } from './notice-store.ts';
import { raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** The recipients that have an inbox of their own, by partner; the others fetch their messages. */
export type NoticeInboxes = ReadonlyMap<string, NoticeInbox>;

const REQUESTS = { stop: 'stop', correct: 'corrigeer', restrict: 'beperk', erase: 'wis' } as const;
const LEASE_MS = 60_000;
/** Who has it and does not answer is asked again, under the same number, until it is put before the officer. */
const ASK_AGAIN_AFTER_MS = DAY_MS;

export async function messageOf(
  { sql }: { readonly sql: RegisterContext['database'] },
  notice: Notice,
): Promise<NoticeMessage> {
  const [link] = await sql.query<{ koppelsleutel: string }>(
    'SELECT koppelsleutel FROM link WHERE partner = $1 AND resident = $2',
    [notice.recipient, notice.resident],
  );
  return {
    bericht: notice.id,
    verzoek: REQUESTS[notice.request],
    betrokkene: link?.koppelsleutel ?? 'onbekend',
    van: notice.sender,
    doel: notice.purpose,
    velden: notice.fields,
    ontvangenIn: notice.entries,
    antwoordVoor: notice.answerBy.toISOString(),
  };
}

/** The gateway acts by itself, on nobody's behalf. */
const byItself = ({ newId }: RegisterContext): Acting => ({
  actor: 'poort',
  trace: { requestId: newId(), traceId: newId().replaceAll('-', '') },
});

/**
 * Delivers what is due to the recipients that have an inbox, each apart: who is slow or down holds up nobody else. What does
 * not arrive is tried again later, each time after a longer wait; nothing is lost when the process stops halfway. Resolves to
 * how many arrived.
 */
export async function deliverDueNotices(context: RegisterContext, inboxes: NoticeInboxes): Promise<number> {
  if (inboxes.size === 0) return 0;
  const due = await recipientsDue(context.database, [...inboxes.keys()], context.clock());
  const counts = await Promise.all(
    [...inboxes]
      .filter(([recipient]) => due.has(recipient))
      .map(async ([recipient, inbox]) => await deliverTo(recipient, inbox, context)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function deliverTo(recipient: string, inbox: NoticeInbox, context: RegisterContext): Promise<number> {
  for (let delivered = 0; ; delivered++) {
    const now = context.clock();
    const lease = new Date(now.getTime() + LEASE_MS);
    const notice = await claimDueNotice(context.database, recipient, now, lease);
    // After one that does not arrive the others wait for the next round: they would not arrive either.
    if (notice === undefined || !(await deliver(notice, inbox, context))) return delivered;
  }
}

async function deliver(notice: Notice, inbox: NoticeInbox, context: RegisterContext): Promise<boolean> {
  const message = await messageOf({ sql: context.database }, notice);
  let answer: string | undefined;
  try {
    answer = await inbox(message);
  } catch {
    await tryAgainAfter(notice, waitAfter(notice.attempts), context);
    return false;
  }
  await markSent(notice, context);
  if (answer !== undefined) await takeAnswer(notice, answer, context);
  return true;
}

async function tryAgainAfter({ id }: Notice, waitMs: number, { database, clock }: RegisterContext) {
  const again = new Date(clock().getTime() + waitMs);
  await database.query('UPDATE notice SET next_attempt_at = $2 WHERE id = $1', [id, again]);
}

async function markSent(notice: Notice, context: RegisterContext): Promise<void> {
  await tryAgainAfter(notice, ASK_AGAIN_AFTER_MS, context);
  if (notice.state !== 'queued') return;
  await changeRegister(byItself(context), context, async ({ sql, record }) => {
    const moved = await sql.query(
      `UPDATE notice SET state = 'sent', sent_at = $2 WHERE id = $1 AND state = 'queued' RETURNING id`,
      [notice.id, context.clock()],
    );
    if (moved.length === 1) await record(notice.resident, { what: 'notice-sent', notice: notice.id });
  });
}

/** What a recipient answers at once counts as if it had sent it in. What is no answer changes nothing, and is written down. */
async function takeAnswer(
  { id, recipient, resident }: Notice,
  answer: string,
  context: RegisterContext,
): Promise<void> {
  const partner = await findPartner(context.database, recipient);
  const acting = { ...byItself(context), actor: `${recipient}: systeem` };
  const fault: AnswerFault | undefined =
    partner === undefined
      ? 'not-signed-by-you'
      : faultIn(await answerNotice(answer, partner, acting, context));
  if (fault === undefined || fault === 'already-answered') return;
  await changeRegister(byItself(context), context, async ({ record }) => {
    await record(resident, { what: 'notice-answer-unusable', notice: id, fault });
  });
}

const faultIn = (result: object): AnswerFault | undefined =>
  'fault' in result ? (result.fault as AnswerFault) : undefined;

/** Says honestly what nobody confirmed in time, and puts it before the officer. Resolves to how many. */
export async function escalateOverdueNotices(context: RegisterContext): Promise<number> {
  const now = context.clock();
  const overdue = await overdueNotices(context.database, now);
  for (const { id, resident, state } of overdue) {
    await changeRegister(byItself(context), context, async register => {
      const { sql, record } = register;
      const moved = await sql.query(
        `UPDATE notice SET state = $3, escalated_at = $2 WHERE id = $1 AND state = $4 RETURNING id`,
        [id, now, noticeAfter(state, 'give-up'), state],
      );
      if (moved.length === 0) return;
      const item = { kind: 'notice-unconfirmed', resident, about: id } as const;
      await raiseItem(register, context.newId(), item, now);
      await record(resident, { what: 'notice-escalated', notice: id });
    });
  }
  return overdue.length;
}

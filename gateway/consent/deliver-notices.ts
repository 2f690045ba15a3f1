import { noticeAfter, waitAfter } from '../../consent/notice.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { claimDueNotice, overdueNotices, type Notice } from './notice-store.ts';
import { raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** Hands a message to a recipient's own inbox. Rejects when it is not known to have arrived. */
export type NoticeTransport = (message: NoticeMessage) => Promise<void>;

/** What a recipient reads: its own koppelsleutel, and names of fields; never a value. */
export interface NoticeMessage {
  readonly bericht: string;
  readonly verzoek: 'stop' | 'corrigeer' | 'beperk' | 'wis';
  readonly betrokkene: string;
  readonly van: string;
  readonly doel: string;
  readonly velden: readonly string[];
  readonly ontvangenIn: readonly number[];
  readonly antwoordVoor: string;
}

const REQUESTS = { stop: 'stop', correct: 'corrigeer', restrict: 'beperk', erase: 'wis' } as const;
const LEASE_MS = 60_000;

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
 * Delivers what is due to the recipients that have an inbox; the others fetch it themselves. What does not arrive is tried
 * again later, each time after a longer wait; nothing is lost when the process stops halfway. Resolves to how many arrived.
 */
export async function deliverDueNotices(
  context: RegisterContext,
  transports: ReadonlyMap<string, NoticeTransport>,
): Promise<number> {
  let delivered = 0;
  for (;;) {
    const now = context.clock();
    const lease = new Date(now.getTime() + LEASE_MS);
    const notice = await claimDueNotice(context.database, [...transports.keys()], now, lease);
    if (notice === undefined) return delivered;
    if (await deliver(notice, context, transports.get(notice.recipient))) delivered++;
  }
}

async function deliver(
  notice: Notice,
  context: RegisterContext,
  transport: NoticeTransport | undefined,
): Promise<boolean> {
  try {
    await transport?.(await messageOf({ sql: context.database }, notice));
  } catch {
    const again = new Date(context.clock().getTime() + waitAfter(notice.attempts));
    await context.database.query('UPDATE notice SET next_attempt_at = $2 WHERE id = $1', [notice.id, again]);
    return false;
  }
  await changeRegister(byItself(context), context, async ({ sql, record }) => {
    const moved = await sql.query(
      `UPDATE notice SET state = 'sent', sent_at = $2 WHERE id = $1 AND state = 'queued' RETURNING id`,
      [notice.id, context.clock()],
    );
    if (moved.length === 1) await record(notice.resident, { what: 'notice-sent', notice: notice.id });
  });
  return true;
}

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

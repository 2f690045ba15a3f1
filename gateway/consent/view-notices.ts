import { changeRegister, type Acting } from './change-register.ts';
import { noticesCausedBy, type Notice } from './notice-store.ts';
import type { RegisterContext } from './register-context.ts';

/** What became of the messages that a withdrawal, objection or correction caused; that the officer looked stands in the ledger. */
export async function viewNotices(
  cause: string,
  acting: Acting,
  context: RegisterContext,
): Promise<readonly Notice[]> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const notices = await noticesCausedBy(sql, cause);
    await record(notices[0]?.resident, { what: 'notices-viewed', cause });
    return notices;
  });
}

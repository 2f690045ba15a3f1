import type { KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { actOf, noticeAfter, type NoticeAnswer } from '../../consent/notice.ts';
import { readCertificate } from '../identity/certificates.ts';
import type { Partner } from '../identity/partner-registry.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { findNotice, openNoticesFor, type Notice } from './notice-store.ts';
import { closeItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

const isNew = ({ state }: Notice): boolean => state === 'queued' || state === 'sent';

/** Fetches what a recipient has not answered; from here on it is known to have received it. */
export async function fetchNotices(
  recipient: Partner,
  acting: Acting,
  context: RegisterContext,
): Promise<readonly Notice[]> {
  const open = await openNoticesFor(context.database, recipient.id);
  if (open.some(isNew)) {
    await changeRegister(acting, context, async ({ sql, record }) => {
      for (const { id, resident } of open.filter(isNew)) {
        const moved = await sql.query(
          `UPDATE notice SET state = 'received', received_at = $2 WHERE id = $1 AND state IN ('queued', 'sent') RETURNING id`,
          [id, context.clock()],
        );
        if (moved.length === 1) await record(resident, { what: 'notice-received', notice: id });
      }
    });
  }
  return open;
}

export type AnswerFault =
  'unreadable' | 'not-signed-by-you' | 'not-your-message' | 'no-answer-to-this' | 'already-answered';

const ALGORITHMS = ['PS256', 'RS256', 'ES256', 'EdDSA'];
const OP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Takes a recipient's signed answer and keeps it as it came: it proves to everyone what the recipient says it did. */
export async function answerNotice(
  jws: string,
  recipient: Partner,
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly receipt: Receipt; readonly state: Notice['state'] } | { readonly fault: AnswerFault }> {
  const answer = await verified(jws, recipient, context);
  if ('fault' in answer) return answer;
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const notice = await findNotice(sql, answer.bericht, recipient.id);
    if (notice === undefined) return { fault: 'not-your-message' };
    const act = actOf(notice.request, answer);
    if (act === undefined) return { fault: 'no-answer-to-this' };
    const state = noticeAfter(notice.state, act);
    if (state === undefined) return { fault: 'already-answered' };
    await sql.query(
      'UPDATE notice SET state = $2, answered_at = $3, answered_with = $4, answer = $5 WHERE id = $1',
      [notice.id, state, context.clock(), answer.gedaan, jws],
    );
    await closeItem(register, { about: notice.id, outcome: state }, acting, context.clock());
    const receipt = await record(notice.resident, {
      what: 'notice-answered',
      notice: notice.id,
      state,
      with: answer.gedaan,
    });
    return { receipt, state };
  });
}

/** The signature must be by the key in a certificate of the recipient itself; what it says is read only after that. */
async function verified(
  jws: string,
  recipient: Partner,
  { trust, clock }: RegisterContext,
): Promise<NoticeAnswer | { readonly fault: AnswerFault }> {
  let fault: AnswerFault = 'not-signed-by-you';
  for (const pem of recipient.certificates) {
    const certificate = readCertificate(pem, trust, clock());
    const text = typeof certificate === 'string' ? undefined : await signedText(jws, certificate.publicKey);
    if (typeof text === 'object') return answerIn(text.said) ?? { fault: 'unreadable' };
    fault = text ?? fault;
  }
  return { fault };
}

async function signedText(
  jws: string,
  key: KeyObject,
): Promise<{ readonly said: string } | 'unreadable' | undefined> {
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ALGORITHMS });
    return { said: Buffer.from(payload).toString('utf8') };
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
    if (error instanceof errors.JOSEError || error instanceof TypeError) return 'unreadable';
    throw error;
  }
}

function answerIn(text: string): NoticeAnswer | undefined {
  const { bericht, gedaan, op } = parsed(text);
  if (typeof bericht !== 'string' || typeof gedaan !== 'string' || typeof op !== 'string') return undefined;
  return UUID.test(bericht) && OP.test(op) ? { bericht, gedaan, op } : undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

import { HOUR_MS, REMINDER_AFTER_MS } from '../../consent/duration.ts';
import { isYes, stateAfter } from '../../consent/states.ts';
import type { Sql } from '../database.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { appendConsentEvent, consentsOf } from './consent-store.ts';
import type { RegisterContext } from './register-context.ts';

/** How long an advance choice stays awake after it was called. */
const AWAKE_MS = 72 * HOUR_MS;

/** Somebody declares that what the resident arranged for beforehand is happening: the advance choices for it wake up. */
export async function callAdvanceChoices(
  { resident, purpose }: { readonly resident: string; readonly purpose: string },
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly receipt: Receipt; readonly until: Date }> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [id, now] = [context.newId(), context.clock()];
    const until = new Date(now.getTime() + AWAKE_MS);
    await sql.query(
      'INSERT INTO wake_signal (id, resident, purpose, declared_by, declared_at, until) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, resident, purpose, acting.actor, now, until],
    );
    const receipt = await record(resident, { what: 'advance-choice-called', signal: id, purpose });
    return { receipt, until };
  });
}

/** An advance choice to look at again: it is more than ten months old, and still runs. */
export interface Reminder {
  readonly consent: string;
  readonly resident: string;
  readonly validUntil: Date;
}

/** Who has to be reminded, in good time, that an advance choice will end. */
export async function remindersDue(sql: Sql, now: Date): Promise<readonly Reminder[]> {
  const rows = await sql.query<{ consent: string; resident: string; valid_until: Date }>(
    `SELECT consent.id AS consent, resident, coalesce(newest.valid_until, consent.valid_until) AS valid_until
       FROM consent, LATERAL (
         SELECT state, at, valid_until FROM consent_event WHERE consent_event.consent = consent.id
          ORDER BY position DESC LIMIT 1) AS newest
      WHERE circumstance = 'advance' AND newest.state IN ('ConsentGiven', 'RenewedConsentGiven') AND newest.at <= $1
        AND coalesce(newest.valid_until, consent.valid_until) > $2
      ORDER BY 3`,
    [new Date(now.getTime() - REMINDER_AFTER_MS), now],
  );
  return rows.map(({ valid_until, ...row }) => ({ ...row, validUntil: valid_until }));
}

/** Writes down what ran out, a yes in a crisis after fourteen days too. It already released nothing. Resolves to how many. */
export async function expireConsents(acting: Acting, context: RegisterContext): Promise<number> {
  const now = context.clock();
  const due = await context.database.query<{ resident: string }>(
    `SELECT DISTINCT resident FROM consent, LATERAL (
       SELECT state, valid_until FROM consent_event WHERE consent_event.consent = consent.id
        ORDER BY position DESC LIMIT 1) AS newest
      WHERE newest.state IN ('ConsentGiven', 'RenewedConsentGiven')
        AND coalesce(newest.valid_until, consent.valid_until) <= $1`,
    [now],
  );
  let expired = 0;
  for (const { resident } of due) expired += await expireOf(resident, now, acting, context);
  return expired;
}

async function expireOf(
  resident: string,
  now: Date,
  acting: Acting,
  context: RegisterContext,
): Promise<number> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const ended = (await consentsOf(sql, resident)).filter(
      ({ state, validUntil }) => isYes(state) && validUntil <= now,
    );
    for (const { id, state } of ended) {
      const next = stateAfter(state, 'expire');
      if (next === undefined) continue;
      const { index } = await record(resident, { what: 'consent-expired', consent: id, state: next });
      await appendConsentEvent(sql, id, {
        state: next,
        at: now,
        channel: 'gateway',
        ledgerIndex: index,
        decidedBy: 'clock',
        recordedBy: acting.actor,
      });
    }
    return ended.length;
  });
}

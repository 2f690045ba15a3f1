import { remindersDue, type Reminder } from './advance-choices.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { Sql } from '../database.ts';
import type { RegisterContext } from './register-context.ts';

/** Says of every advance choice that has run for ten months, once, that it will end. Resolves to how many were new. */
export async function remindInTime(acting: Acting, context: RegisterContext): Promise<number> {
  const due = await remindersDue(context.database, context.clock());
  let said = 0;
  for (const reminder of due) said += (await remind(reminder, acting, context)) ? 1 : 0;
  return said;
}

async function remind(
  { consent, resident, validUntil }: Reminder,
  acting: Acting,
  context: RegisterContext,
): Promise<boolean> {
  const known = await context.database.query(
    'SELECT 1 FROM reminder WHERE consent = $1 AND valid_until = $2',
    [consent, validUntil],
  );
  if (known.length > 0) return false;
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const made = await sql.query(
      'INSERT INTO reminder (consent, valid_until, raised_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING consent',
      [consent, validUntil, context.clock()],
    );
    if (made.length > 0) await record(resident, { what: 'advance-choice-reminded', reminded: consent });
    return made.length > 0;
  });
}

/** An advance choice that somebody should look at again together with the resident, in time. */
export interface OpenReminder {
  readonly consent: string;
  readonly koppelsleutel: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly validUntil: Date;
}

interface Row extends Omit<OpenReminder, 'validUntil'> {
  readonly valid_until: Date;
}

/** Reminders for the partner that recorded the choice at the table; no longer once it was extended, stopped or ended. */
export async function remindersFor(sql: Sql, partner: string, now: Date): Promise<readonly OpenReminder[]> {
  const rows = await sql.query<Row>(
    `SELECT consent.id AS consent, link.koppelsleutel, purpose, recipient, reminder.valid_until
       FROM reminder JOIN consent ON consent.id = reminder.consent
       JOIN consent_event AS first ON first.consent = consent.id AND first.position = 1
       JOIN link ON link.resident = consent.resident AND link.partner = $1,
       LATERAL (SELECT state, valid_until FROM consent_event WHERE consent_event.consent = consent.id
                 ORDER BY position DESC LIMIT 1) AS newest
      WHERE split_part(first.recorded_by, ':', 1) = $1 AND newest.state IN ('ConsentGiven', 'RenewedConsentGiven')
        AND coalesce(newest.valid_until, consent.valid_until) = reminder.valid_until AND reminder.valid_until > $2
      ORDER BY reminder.valid_until LIMIT 100`,
    [partner, now],
  );
  return rows.map(({ valid_until, ...row }) => ({ ...row, validUntil: valid_until }));
}

import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Sql } from '../database.ts';

export interface OnceContext {
  readonly database: Sql;
  readonly clock: () => Date;
}

/** A form that somebody sent: its own number, and who sent it. */
export interface SentForm {
  readonly form: string;
  readonly actor: string;
}

/** Whoever sends first does the work; who sends the same again is led to where that led. */
export type Claim =
  { readonly kind: 'first' } | { readonly kind: 'again'; readonly ledTo: string | undefined };

const KEPT_MS = 24 * 60 * 60_000;
/** After this the gateway that was at it is gone. */
const LOST_MS = 60_000;
const PATIENCE = { turns: 60, pauseMs: 50 } as const;

const hashOf = ({ form, actor }: SentForm): Buffer =>
  createHash('sha256').update(`formulier ${actor} ${form}`).digest();

/** Takes a form up. While somebody else is at the same form this waits for what comes of it, a few seconds at most. */
export async function claimForm(sent: SentForm, context: OnceContext): Promise<Claim> {
  const { database, clock } = context;
  await database.query('SELECT forget_forms($1)', [new Date(clock().getTime() - KEPT_MS)]);
  for (let turn = 0; turn < PATIENCE.turns; turn += 1) {
    if (await take(sent, context)) return { kind: 'first' };
    const [row] = await database.query<{ led_to: string | null }>(
      'SELECT led_to FROM form_sent WHERE hash = $1',
      [hashOf(sent)],
    );
    if (typeof row?.led_to === 'string') return { kind: 'again', ledTo: row.led_to };
    await setTimeout(PATIENCE.pauseMs);
  }
  return { kind: 'again', ledTo: undefined };
}

async function take(sent: SentForm, { database, clock }: OnceContext): Promise<boolean> {
  const now = clock();
  const taken = await database.query(
    `INSERT INTO form_sent (hash, sent_at) VALUES ($1, $2)
     ON CONFLICT (hash) DO UPDATE SET failed = false, sent_at = $2
      WHERE form_sent.failed OR (form_sent.led_to IS NULL AND form_sent.sent_at < $3) RETURNING hash`,
    [hashOf(sent), now, new Date(now.getTime() - LOST_MS)],
  );
  return taken.length > 0;
}

/** It was done, and leads here from now on. */
export const finishForm = async (
  sent: SentForm,
  ledTo: string,
  { database }: Pick<OnceContext, 'database'>,
): Promise<unknown> =>
  await database.query('UPDATE form_sent SET led_to = $2 WHERE hash = $1', [hashOf(sent), ledTo]);

/** Nothing was done, so the same form may be sent again. What was done stays done. */
export const releaseForm = async (
  sent: SentForm,
  { database }: Pick<OnceContext, 'database'>,
): Promise<unknown> =>
  await database.query('UPDATE form_sent SET failed = true WHERE hash = $1 AND led_to IS NULL', [
    hashOf(sent),
  ]);

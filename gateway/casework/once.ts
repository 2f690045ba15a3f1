import { createHash } from 'node:crypto';
import type { Sql } from '../database.ts';

export interface OnceContext {
  readonly database: Sql;
  readonly clock: () => Date;
}

const KEPT_MS = 24 * 60 * 60_000;

/**
 * Does what a form asks, once: a second time it leads to where the first one led, and to nowhere when that one is still under
 * way. What fails may be sent again.
 */
export async function once(
  form: string,
  actor: string,
  { database, clock }: OnceContext,
  work: () => Promise<string>,
): Promise<string | undefined> {
  const hash = hashOf(form, actor);
  const now = clock();
  await database.query('SELECT forget_forms($1)', [new Date(now.getTime() - KEPT_MS)]);
  const taken = await database.query(
    `INSERT INTO form_sent (hash, sent_at) VALUES ($1, $2)
     ON CONFLICT (hash) DO UPDATE SET failed = false, sent_at = $2 WHERE form_sent.failed RETURNING hash`,
    [hash, now],
  );
  if (taken.length === 0) return await ledTo(hash, database);
  try {
    const address = await work();
    await database.query('UPDATE form_sent SET led_to = $2 WHERE hash = $1', [hash, address]);
    return address;
  } catch (error) {
    await database.query('UPDATE form_sent SET failed = true WHERE hash = $1', [hash]);
    throw error;
  }
}

const hashOf = (form: string, actor: string): Buffer =>
  createHash('sha256').update(`formulier ${actor} ${form}`).digest();

/** Where this form led, when it was sent before and is done. */
export const wentBefore = async (
  form: string,
  actor: string,
  { database }: Pick<OnceContext, 'database'>,
): Promise<string | undefined> => await ledTo(hashOf(form, actor), database);

async function ledTo(hash: Buffer, database: Sql): Promise<string | undefined> {
  const [row] = await database.query<{ led_to: string | null }>(
    'SELECT led_to FROM form_sent WHERE hash = $1',
    [hash],
  );
  return row?.led_to ?? undefined;
}

import { explains } from '../../consent/objection.ts';
import { DAY_MS } from '../../consent/duration.ts';
import { TELL_BEFORE_MS, type RestrictionGround } from '../../consent/restriction.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { closeItem, raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';
import { tellRecipients } from './tell-recipients.ts';

export interface RestrictionAsked {
  readonly resident: string;
  readonly ground: RestrictionGround;
  /** Of none it is about every purpose. */
  readonly purpose?: string;
  /** Of none it is about every field. */
  readonly fields?: readonly FieldId[];
  readonly askedBy: 'resident' | 'officer';
  readonly channel: string;
}

export interface Restricted {
  readonly id: string;
  readonly receipt: Receipt;
}

/** AVG 12(3): the officer looks into it within a month. */
const LOOK_WITHIN_MS = 30 * DAY_MS;

/**
 * AVG 18: from this transaction on nothing it is about is released, but for what 18(2) allows; who received is asked to hold it.
 * Asked again while it runs, it stays one restriction.
 */
export async function restrict(
  asked: RestrictionAsked,
  acting: Acting,
  context: RegisterContext,
): Promise<Restricted> {
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const id = await sameRunning(sql, asked);
    if (id !== undefined)
      return { id, receipt: await record(asked.resident, { what: 'restriction-started', restriction: id }) };
    const started = { ...asked, id: context.newId(), startedAt: context.clock() };
    return { id: started.id, receipt: await startRestriction(started, register, acting, context) };
  });
}

export interface RestrictionStarted extends RestrictionAsked {
  readonly id: string;
  readonly startedAt: Date;
}

/** Starts it in the register: what stands there, what lies before the officer, what who received is asked, and the entry. */
export async function startRestriction(
  { id, startedAt, resident, ground, purpose, fields, askedBy, channel }: RestrictionStarted,
  register: HeldRegister,
  { actor }: Acting,
  context: Pick<RegisterContext, 'clock' | 'newId' | 'subjectTag'>,
): Promise<Receipt> {
  const about = {
    ...(purpose === undefined ? {} : { purpose }),
    ...(fields === undefined ? {} : { fields }),
  };
  await register.sql.query(
    `INSERT INTO restriction (id, resident, purpose, fields, ground, asked_by, channel, started_at, started_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, resident, purpose ?? null, fields ?? null, ground, askedBy, channel, startedAt, actor],
  );
  const now = context.clock();
  const dueAt = new Date(now.getTime() + LOOK_WITHIN_MS);
  await raiseItem(register, context.newId(), { kind: 'restriction', resident, about: id, dueAt }, now);
  const recall = { resident, request: 'restrict', cause: id, ...about, concerns: () => true } as const;
  await tellRecipients(recall, register, context);
  return await register.record(resident, {
    what: 'restriction-started',
    restriction: id,
    ground,
    askedBy,
    startedAt: startedAt.toISOString(),
    ...about,
  });
}

async function sameRunning(
  sql: Sql,
  { resident, ground, purpose, fields }: RestrictionAsked,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `SELECT id FROM restriction WHERE resident = $1 AND ground = $2 AND purpose IS NOT DISTINCT FROM $3
        AND fields IS NOT DISTINCT FROM $4::text[] AND lifted_at IS NULL AND announced_at IS NULL`,
    [resident, ground, purpose ?? null, fields ?? null],
  );
  return row?.id;
}

/** How the resident was told: by a person, or on their own page alone. */
export type ToldHow = 'portaal' | 'brief' | 'telefoon' | 'aan-tafel';

export interface LiftAnnounced {
  readonly restriction: string;
  readonly toldHow: ToldHow;
  /** For the resident, in plain words. */
  readonly reasons: string;
}

/** AVG 18(3): the resident hears that it will be lifted, and why. Resolves to nothing when it does not run, or was announced. */
export async function announceLift(
  { restriction, toldHow, reasons }: LiftAnnounced,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | 'no-reasons' | undefined> {
  if (!explains(reasons)) return 'no-reasons';
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      `UPDATE restriction SET announced_at = $2, announced_by = $3, told_how = $4, reasons = $5
        WHERE id = $1 AND announced_at IS NULL AND lifted_at IS NULL RETURNING resident`,
      [restriction, context.clock(), acting.actor, toldHow, reasons],
    );
    return row && (await record(row.resident, { what: 'restriction-announced', restriction, toldHow }));
  });
}

/** Lifts what was announced long enough ago. Resolves to why not otherwise. */
export async function liftRestriction(
  restriction: string,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | 'not-announced' | 'too-early' | undefined> {
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const now = context.clock();
    const [row] = await sql.query<{ resident: string; announced_at: Date | null; reasons: string }>(
      'SELECT resident, announced_at, reasons FROM restriction WHERE id = $1 AND lifted_at IS NULL',
      [restriction],
    );
    if (row === undefined) return undefined;
    if (row.announced_at === null) return 'not-announced';
    if (now.getTime() - row.announced_at.getTime() < TELL_BEFORE_MS) return 'too-early';
    await sql.query('UPDATE restriction SET lifted_at = $2, lifted_by = $3 WHERE id = $1', [
      restriction,
      now,
      acting.actor,
    ]);
    await closeItem(register, { about: restriction, outcome: 'lifted', reasons: row.reasons }, acting, now);
    return await record(row.resident, { what: 'restriction-lifted', restriction });
  });
}

import { createHash, hkdfSync } from 'node:crypto';
import type { Sql } from '../../database.ts';
import { openText, sealingKey, sealText, type SealingKey } from '../../ledger/sealing.ts';
import type { LoginAttempt } from './login-provider.ts';
import type { Person, PersonRole } from './person.ts';

/** What a browser was doing; only its own cookie opens it. */
export interface SessionMemory {
  readonly login?: LoginAttempt;
  /** Where to go on after logging in: one of our own addresses. */
  readonly goOn?: string;
  /** What was typed in a form, by the address of that form. */
  readonly drafts?: Readonly<Record<string, Draft>>;
  /** Whose drafts these are, when they were carried over from a session that ended. */
  readonly draftsOf?: string;
}

export type Draft = Readonly<Record<string, string>>;

/** A browser that is known again. */
export interface Session {
  /** What the cookie holds; kept nowhere. */
  readonly id: string;
  readonly person: Person | undefined;
  readonly memory: SessionMemory;
  readonly idleUntil: Date;
}

export interface SessionContext {
  readonly database: Sql;
  readonly clock: () => Date;
  readonly randomBytes: (size: number) => Buffer;
}

const MINUTE_MS = 60_000;
const LIMITS: Readonly<Record<PersonRole | 'nobody', { readonly idleMs: number; readonly wholeMs: number }>> =
  {
    nobody: { idleMs: 30 * MINUTE_MS, wholeMs: 60 * MINUTE_MS },
    resident: { idleMs: 15 * MINUTE_MS, wholeMs: 120 * MINUTE_MS },
    representative: { idleMs: 15 * MINUTE_MS, wholeMs: 120 * MINUTE_MS },
    helper: { idleMs: 15 * MINUTE_MS, wholeMs: 60 * MINUTE_MS },
    professional: { idleMs: 30 * MINUTE_MS, wholeMs: 480 * MINUTE_MS },
    officer: { idleMs: 30 * MINUTE_MS, wholeMs: 480 * MINUTE_MS },
    auditor: { idleMs: 30 * MINUTE_MS, wholeMs: 480 * MINUTE_MS },
    administrator: { idleMs: 15 * MINUTE_MS, wholeMs: 240 * MINUTE_MS },
  };
const KEPT_AFTER_END_MS = 24 * 60 * MINUTE_MS;

const hashOf = (id: string): Buffer => createHash('sha256').update(`sessie ${id}`).digest();
const memoryKey = (id: string): SealingKey =>
  sealingKey(Buffer.from(hkdfSync('sha256', id, '', 'wijkpoort sessie', 32)));

/** Starts a session under a new id. Logging in always does: an id from before is worth nothing afterwards. */
export async function startSession(
  person: Person | undefined,
  memory: SessionMemory,
  { database, clock, randomBytes }: SessionContext,
): Promise<Session> {
  const id = randomBytes(32).toString('base64url');
  const now = clock().getTime();
  const { idleMs, wholeMs } = LIMITS[person?.role ?? 'nobody'];
  const idleUntil = new Date(now + idleMs);
  await database.query('SELECT forget_sessions($1)', [new Date(now - KEPT_AFTER_END_MS)]);
  await database.query(
    'INSERT INTO person_session (hash, person, sealed, started_at, idle_until, ends_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      hashOf(id),
      person ?? null,
      sealed(id, memory, randomBytes),
      new Date(now),
      idleUntil,
      new Date(now + wholeMs),
    ],
  );
  return { id, person, memory, idleUntil };
}

interface Row {
  readonly person: Person | null;
  readonly sealed: string | null;
  readonly idle_until: Date;
  readonly is_open: boolean;
}

// Whose partner was suspended, whose account ended, or who speaks for nobody any more, is out at the next page.
const FIND = `
SELECT person, sealed, idle_until,
       ended_at IS NULL AND idle_until > $2 AND ends_at > $2
         AND NOT (person->>'partner' IS NOT NULL AND NOT EXISTS (
           SELECT FROM partner WHERE id = person->>'partner' AND suspended_at IS NULL))
         AND NOT (person->>'professional' IS NOT NULL AND NOT EXISTS (
           SELECT FROM staff_login WHERE professional = person->>'professional' AND role = person->>'role'
              AND partner IS NOT DISTINCT FROM person->>'partner' AND ended_at IS NULL))
         AND NOT (person->>'representation' IS NOT NULL AND NOT EXISTS (
           SELECT FROM representation WHERE id = (person->>'representation')::uuid
              AND (least(valid_until, ended_at) IS NULL OR least(valid_until, ended_at) > $2)))
       AS is_open
  FROM person_session WHERE hash = $1`;

/** A session that was found: it goes on, or it is over and only says whose it was. */
export type FoundSession =
  | { readonly isOpen: true; readonly session: Session }
  | { readonly isOpen: false; readonly person: Person | undefined };

/** The session with this id, and keeps it awake. */
export async function findSession(
  id: string,
  { database, clock }: SessionContext,
): Promise<FoundSession | undefined> {
  const now = clock();
  const [row] = await database.query<Row>(FIND, [hashOf(id), now]);
  if (row === undefined) return undefined;
  const person = row.person ?? undefined;
  if (!row.is_open) return { isOpen: false, person };
  const idleUntil = new Date(now.getTime() + LIMITS[person?.role ?? 'nobody'].idleMs);
  if (idleUntil.getTime() - row.idle_until.getTime() > MINUTE_MS)
    await database.query('UPDATE person_session SET idle_until = least($2, ends_at) WHERE hash = $1', [
      hashOf(id),
      idleUntil,
    ]);
  return { isOpen: true, session: { id, person, memory: opened(id, row.sealed), idleUntil } };
}

/** Remembers something else for this browser. */
export async function remember(
  { id }: Session,
  memory: SessionMemory,
  { database, randomBytes }: SessionContext,
): Promise<void> {
  await database.query('UPDATE person_session SET sealed = $2 WHERE hash = $1', [
    hashOf(id),
    sealed(id, memory, randomBytes),
  ]);
}

/** Logs out: the id is worth nothing from here on, and what was remembered is gone. */
export async function endSession(id: string, { database, clock }: SessionContext): Promise<void> {
  await database.query(
    'UPDATE person_session SET ended_at = $2, sealed = NULL WHERE hash = $1 AND ended_at IS NULL',
    [hashOf(id), clock()],
  );
}

const sealed = (id: string, memory: SessionMemory, randomBytes: SessionContext['randomBytes']): string =>
  sealText(JSON.stringify(memory), memoryKey(id), randomBytes(12));

const opened = (id: string, text: string | null): SessionMemory =>
  text === null ? {} : (JSON.parse(openText(text, memoryKey(id))) as SessionMemory);

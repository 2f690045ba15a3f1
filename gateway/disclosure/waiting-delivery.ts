import { hkdfSync } from 'node:crypto';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { openText, sealingKey, sealText, type SealingKey } from '../ledger/sealing.ts';
import type { DisclosureRequest } from './request.ts';

/** What waits: the request as it came, with its partners by name, and the values that were to be brought. */
export interface WaitingRequest extends Omit<DisclosureRequest, 'sender' | 'recipient' | 'rememberedAt'> {
  readonly sender: string;
  readonly recipient: string;
  readonly values: readonly (readonly [FieldId, FieldValue])[];
}

/** Under which number something waits, and until when. */
export interface Waiting {
  readonly id: string;
  readonly until: Date;
}

/** One that is due now, taken by this process alone for as long as the lease. */
export interface DueDelivery extends Waiting {
  readonly attempts: number;
  readonly request: WaitingRequest;
}

export interface WaitingDeliveries {
  readonly add: (request: WaitingRequest, createdAt: Date, until: Date) => Promise<Waiting>;
  readonly claimDue: (now: Date) => Promise<DueDelivery | undefined>;
  readonly tryAgainAt: (id: string, moment: Date) => Promise<void>;
  /** What was to be delivered is gone from here on. */
  readonly end: (id: string, state: 'delivered' | 'failed', now: Date) => Promise<void>;
}

export interface WaitingSetup {
  readonly sql: Sql;
  /** Hex. */
  readonly secret: string;
  readonly randomBytes: (size: number) => Buffer;
  readonly newId: () => string;
}

const FIRST_PAUSE_MS = 60_000;
const LEASE_MS = 60_000;

export function createWaitingDeliveries({
  sql,
  secret,
  randomBytes,
  newId,
}: WaitingSetup): WaitingDeliveries {
  const key = keyFor(secret);
  return {
    add: async (request, createdAt, until) => {
      const id = newId();
      await sql.query(
        `INSERT INTO waiting_delivery (id, sender, recipient, state, sealed, created_at, deadline, next_attempt_at)
         VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7)`,
        [
          id,
          request.sender,
          request.recipient,
          sealText(JSON.stringify(request), key, randomBytes(12)),
          createdAt,
          until,
          new Date(createdAt.getTime() + FIRST_PAUSE_MS),
        ],
      );
      return { id, until };
    },
    claimDue: async now => await claimDue(sql, key, now),
    tryAgainAt: async (id, moment) => {
      await sql.query('UPDATE waiting_delivery SET next_attempt_at = $2 WHERE id = $1', [id, moment]);
    },
    end: async (id, state, now) => {
      await sql.query(
        `UPDATE waiting_delivery SET state = $2, sealed = NULL, ended_at = $3 WHERE id = $1 AND state = 'waiting'`,
        [id, state, now],
      );
    },
  };
}

const keyFor = (secret: string): SealingKey =>
  sealingKey(Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'wijkpoort bezorging', 32)));

interface Row {
  readonly id: string;
  readonly sealed: string;
  readonly deadline: Date;
  readonly attempts: number;
}

async function claimDue(sql: Sql, key: SealingKey, now: Date): Promise<DueDelivery | undefined> {
  const [row] = await sql.query<Row>(
    `UPDATE waiting_delivery SET next_attempt_at = $2, attempts = attempts + 1 WHERE id = (
       SELECT id FROM waiting_delivery WHERE state = 'waiting' AND next_attempt_at <= $1
        ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING id, sealed, deadline, attempts`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  if (row === undefined) return undefined;
  const { id, deadline, attempts } = row;
  return { id, until: deadline, attempts, request: JSON.parse(openText(row.sealed, key)) as WaitingRequest };
}

/** What a sender brought and did not arrive. */
export interface Undelivered {
  readonly id: string;
  readonly recipient: string;
  readonly endedAt: Date;
}

const TOLD_FOR_MS = 30 * 86_400_000;

/** What a sender has to hear of: what it brought lately and will not arrive any more. */
export async function undeliveredOf(sql: Sql, sender: string, now: Date): Promise<readonly Undelivered[]> {
  const rows = await sql.query<{ id: string; recipient: string; over_at: Date }>(
    `SELECT id, recipient, greatest(ended_at, deadline) AS over_at FROM waiting_delivery
      WHERE sender = $1 AND state = 'failed' AND ended_at >= $2 AND deadline <= $3 ORDER BY over_at, id LIMIT 100`,
    [sender, new Date(now.getTime() - TOLD_FOR_MS), now],
  );
  return rows.map(({ id, recipient, over_at }) => ({ id, recipient, endedAt: over_at }));
}

/** What became of something that was brought, as far as its sender may know. */
export interface Standing extends Waiting {
  readonly recipient: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly broughtAt: Date;
}

/**
 * Of this sender's own that had to wait in the last thirty days: these, or all. What a no of the resident's ended before its term
 * keeps waiting until then, for the sender: that it ended sooner would tell that somebody said no.
 */
export async function standingsOf(
  sql: Sql,
  sender: string,
  now: Date,
  ids: readonly string[] | undefined,
): Promise<readonly Standing[]> {
  const rows = await sql.query<StandingRow>(
    `SELECT id, recipient, deadline, created_at,
            CASE WHEN state = 'failed' AND deadline > $3 THEN 'waiting' ELSE state END AS state
       FROM waiting_delivery
      WHERE sender = $1 AND created_at >= $2 AND ($4::uuid[] IS NULL OR id = ANY ($4))
      ORDER BY created_at DESC, id LIMIT 100`,
    [sender, new Date(now.getTime() - TOLD_FOR_MS), now, ids ?? null],
  );
  return rows.map(({ id, recipient, state, deadline, created_at }) => ({
    id,
    recipient,
    state,
    until: deadline,
    broughtAt: created_at,
  }));
}

interface StandingRow {
  readonly id: string;
  readonly recipient: string;
  readonly state: Standing['state'];
  readonly deadline: Date;
  readonly created_at: Date;
}

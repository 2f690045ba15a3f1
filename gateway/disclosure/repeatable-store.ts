import { createHmac, hkdfSync } from 'node:crypto';
import { canonicalJson, type Canonical } from '../ledger/canonical-json.ts';
import { openText, sealingKey, sealText, type SealingKey } from '../ledger/sealing.ts';
import type { Sql } from '../database.ts';
import type { Remembered, Repeatable } from './repeatable.ts';

/** Who asks, under which key of theirs, and what. */
export interface RepeatableQuestion {
  readonly caller: string;
  readonly key: string;
  readonly question: Canonical;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly repeatable: Repeatable }
  /** This key was used for something else. */
  | { readonly kind: 'other-question' }
  /** The first with this key is not ready yet. */
  | { readonly kind: 'busy' };

export interface RepeatableStore {
  /** Takes a key for one request; a second one with the same key waits its turn. Rejects with a `DatabaseFailure`. */
  readonly claim: (question: RepeatableQuestion) => Promise<Claim>;
  /** Forgets what ran out. */
  readonly forget: () => Promise<void>;
}

export interface RepeatableSetup {
  readonly sql: Sql;
  /** Hex. */
  readonly secret: string;
  readonly clock: () => Date;
  readonly randomBytes: (size: number) => Buffer;
}

const KEPT_MS = 15 * 60_000;
/** A process that died in the middle of a request holds its key no longer than this. */
const LEASE_MS = 60_000;
const MOST_IN_PROCESS = 1_000;

interface Row {
  readonly sealed: string | null;
  readonly ledger_index: string | null;
}

const CLAIM = `
INSERT INTO repeatable_request AS known (caller, tag, question, leased_until, expires_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (caller, tag) DO UPDATE SET leased_until = excluded.leased_until, question = excluded.question,
  expires_at = CASE WHEN known.expires_at <= $6 THEN excluded.expires_at ELSE known.expires_at END,
  sealed = CASE WHEN known.expires_at <= $6 THEN NULL ELSE known.sealed END,
  ledger_index = CASE WHEN known.expires_at <= $6 THEN NULL ELSE known.ledger_index END
WHERE known.expires_at <= $6 OR (known.question = excluded.question AND known.leased_until <= $6)
RETURNING sealed, ledger_index`;

/** Remembers requests for a quarter of an hour: long enough for who lost an answer, too short to be a store of data. */
export function createRepeatableStore(setup: RepeatableSetup): RepeatableStore {
  const { sql, clock, secret } = setup;
  const inProcess = new Map<string, { readonly sealed: string; readonly expiresAt: number }>();
  return {
    claim: async ({ caller, key, question }) => {
      const tag = hashOf(secret, 'key', [caller, key]);
      const asked = hashOf(secret, 'question', question);
      const now = clock().getTime();
      const [row] = await sql.query<Row>(CLAIM, [
        caller,
        tag,
        asked,
        new Date(now + LEASE_MS),
        new Date(now + KEPT_MS),
        new Date(now),
      ]);
      if (row === undefined) return { kind: await whyNot(sql, caller, tag, asked) };
      const seal = keyFor(secret, key);
      const here = inProcess.get(tag.toString('hex'));
      const sealed = row.sealed ?? (here !== undefined && here.expiresAt > now ? here.sealed : null);
      return {
        kind: 'claimed',
        repeatable: claimed({ caller, tag, seal, setup, inProcess }, { ...row, sealed }),
      };
    },
    forget: async () => {
      const now = clock();
      for (const [tag, { expiresAt }] of inProcess) if (expiresAt <= now.getTime()) inProcess.delete(tag);
      await sql.query('SELECT forget_repeatable_requests($1)', [now]);
    },
  };
}

const hashOf = (secret: string, what: string, said: Canonical): Buffer =>
  createHmac('sha256', Buffer.from(secret, 'hex'))
    .update(`repeatable ${what}\0`)
    .update(canonicalJson(said))
    .digest();

/** Needs the caller's own key, which is not kept: without the caller nobody opens what is remembered. */
const keyFor = (secret: string, key: string): SealingKey =>
  sealingKey(Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), key, 'wijkpoort herhaling', 32)));

async function whyNot(
  sql: Sql,
  caller: string,
  tag: Buffer,
  asked: Buffer,
): Promise<'other-question' | 'busy'> {
  const [row] = await sql.query<{ question: Buffer }>(
    'SELECT question FROM repeatable_request WHERE caller = $1 AND tag = $2',
    [caller, tag],
  );
  return row === undefined || row.question.equals(asked) ? 'busy' : 'other-question';
}

interface Held {
  readonly caller: string;
  readonly tag: Buffer;
  readonly seal: SealingKey;
  readonly setup: RepeatableSetup;
  readonly inProcess: Map<string, { readonly sealed: string; readonly expiresAt: number }>;
}

function claimed({ caller, tag, seal, setup, inProcess }: Held, row: Row): Repeatable {
  const { sql, clock, randomBytes } = setup;
  const sealed = (remembered: Remembered): string =>
    sealText(JSON.stringify(remembered), seal, randomBytes(12));
  const earlier = row.sealed === null ? undefined : (JSON.parse(openText(row.sealed, seal)) as Remembered);
  const change = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    await sql.query(text, [caller, tag, ...values]).then(
      () => true,
      () => false,
    );
  return {
    earlier,
    recordedAt: row.ledger_index === null ? undefined : Number(row.ledger_index),
    keep: async remembered => {
      const text = sealed(remembered);
      if (await change(KEEP, [text])) return;
      if (inProcess.size >= MOST_IN_PROCESS) inProcess.clear();
      inProcess.set(tag.toString('hex'), { sealed: text, expiresAt: clock().getTime() + KEPT_MS });
    },
    end: async outcome => {
      const answered = outcome?.answer === undefined ? null : sealed({ ...NOTHING, answer: outcome.answer });
      await change(END, [outcome?.index ?? null, answered]);
    },
  };
}

const NOTHING: Remembered = { asked: [], values: [], failed: [] };
const KEEP = 'UPDATE repeatable_request SET sealed = $3 WHERE caller = $1 AND tag = $2';
const END = `UPDATE repeatable_request SET leased_until = '-infinity', ledger_index = coalesce(ledger_index, $3),
  sealed = coalesce($4, sealed) WHERE caller = $1 AND tag = $2`;

import type { Sql } from '../database.ts';
import type { Policy } from '../disclosure/policy.ts';
import type { Trace } from '../disclosure/request.ts';
import { appendEntry, holdHead, type Receipt } from '../ledger/append.ts';
import type { RegisterChange } from '../ledger/entry.ts';
import type { RegisterContext } from './register-context.ts';

/** On whose behalf something is changed, as the caller says, and how the request is followed. */
export interface Acting {
  /** `partner: professional`, `resident`, `officer: number` or `clock`. */
  readonly actor: string;
  readonly trace: Pick<Trace, 'requestId' | 'traceId'>;
}

/** The register, while its head is held: nobody else changes a fact or releases a field until this ends. */
export interface HeldRegister {
  readonly sql: Sql;
  /** The handreiking that counts for this change. */
  readonly policy: Policy;
  /** Writes the change into the ledger, in this transaction. */
  readonly record: (resident: string | undefined, change: RegisterChange) => Promise<Receipt>;
}

/** What a change needs from around it. */
export type ChangeContext = Pick<
  RegisterContext,
  'database' | 'policies' | 'subjectKeys' | 'clock' | 'randomBytes' | 'subjectTag'
>;

/**
 * Changes the register: facts and ledger entries together, or nothing. What the ledger tells everyone is only that something
 * changed; what it was stands in the personal part.
 */
export async function changeRegister<T>(
  acting: Acting,
  context: ChangeContext,
  work: (register: HeldRegister) => Promise<T>,
): Promise<T> {
  return await context.database.transaction(async sql => {
    await holdHead(sql);
    const policy = await context.policies.at(await newestBundle(sql), context.clock());
    return await work({
      sql,
      policy,
      record: async (resident, change) =>
        await recordChange({ sql, policy }, resident, change, acting, context),
    });
  });
}

async function newestBundle(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ newest: number }>(
    'SELECT coalesce(max(position), 0) AS newest FROM handreiking_bundle',
  );
  return row?.newest ?? 0;
}

async function recordChange(
  { sql, policy }: Pick<HeldRegister, 'sql' | 'policy'>,
  resident: string | undefined,
  change: RegisterChange,
  { actor, trace }: Acting,
  { clock, randomBytes, subjectTag, subjectKeys }: ChangeContext,
): Promise<Receipt> {
  const entry = {
    public: {
      event: 'register-changed',
      at: clock(),
      direction: 'record',
      purpose: 'unstated',
      policyVersion: policy.version,
      sender: 'unstated',
      recipient: 'unstated',
      requestId: trace.requestId,
      traceId: trace.traceId,
      fields: {},
    },
    personal: { subject: resident ?? 'unknown', assertedActor: actor, change },
  } as const;
  const receipt = await appendEntry(sql, await holdHead(sql), entry, {
    salt: randomBytes(32),
    subject: resident === undefined ? undefined : subjectTag(resident),
    keys: await subjectKeys.keysFor(sql, resident),
  });
  await sql.query(
    'INSERT INTO register_change (ledger_index, consent, objection, restriction) VALUES ($1, $2, $3, $4)',
    [
      receipt.index,
      change['state'] === undefined ? null : (change['consent'] ?? null),
      change['objection'] ?? null,
      change['restriction'] ?? null,
    ],
  );
  return receipt;
}

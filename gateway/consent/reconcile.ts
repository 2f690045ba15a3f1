import { isYes } from '../../consent/states.ts';
import type { Sql } from '../database.ts';
import type { KeyVault } from '../ledger/key-vault.ts';
import { changeRegister, type Acting, type ChangeContext, type HeldRegister } from './change-register.ts';
import { appendConsentEvent, consentsOf } from './consent-store.ts';
import { bringBackRestrictions, type MissingEntry } from './lost-restrictions.ts';
import type { RegisterContext } from './register-context.ts';

/** The ledger knows of decisions that the register does not have: something was put back that cannot be put back. */
export class RegisterBehindLedger extends Error {
  override readonly name = 'RegisterBehindLedger';
  readonly code = 'register-behind-ledger';
  readonly missing: number;

  constructor(missing: number) {
    super(
      `Het logboek kent ${missing} besluiten van bewoners die niet in het register staan: waarschijnlijk is een oude kopie ` +
        'teruggezet. Daarom gaat de poort niet open. Doe: wijkpoort toestemming herstel',
    );
    this.missing = missing;
  }
}

// A change counts as here when its row is here and the consent event, objection or restriction it made is here too.
const MISSING = `
SELECT entry.index, entry.recorded_at, entry.subject, entry.personal FROM ledger_entry AS entry
 WHERE entry.leaf LIKE '%"event":"register-changed"%'
   AND NOT EXISTS (
     SELECT FROM register_change AS change WHERE change.ledger_index = entry.index
        AND (change.consent IS NULL OR EXISTS (SELECT FROM consent_event WHERE ledger_index = change.ledger_index))
        AND (change.objection IS NULL OR EXISTS (SELECT FROM objection WHERE id = change.objection))
        AND (change.restriction IS NULL OR EXISTS (SELECT FROM restriction WHERE id = change.restriction)))
   AND NOT EXISTS (SELECT FROM register_repair WHERE ledger_index = entry.index)
 ORDER BY entry.index`;

/** Rejects with a `RegisterBehindLedger` when the ledger holds a decision that is not in the register. */
export async function requireReconciled(sql: Sql): Promise<void> {
  const missing = await sql.query<MissingEntry>(MISSING);
  if (missing.length > 0) throw new RegisterBehindLedger(missing.length);
}

type ReconcileContext = ChangeContext & Pick<RegisterContext, 'newId'> & { readonly vault: KeyVault };

/** What was lost, and what was closed because of it. */
export interface Reconciliation {
  readonly missing: number;
  readonly residents: number;
  readonly closed: number;
  /** What was put on hold and is so again. */
  readonly restricted: number;
}

/**
 * Makes up for what was lost, by closing. What a resident had put on hold is on hold again; whose decision of another kind is
 * missing has no yes left and objects to everything, until somebody asks again. What is unclear is a no.
 */
export async function reconcile(acting: Acting, context: ReconcileContext): Promise<Reconciliation> {
  return await changeRegister(acting, context, async register => {
    const missing = await register.sql.query<MissingEntry>(MISSING);
    const ofResidents = await byResident(register.sql, missing, context.subjectTag);
    let [closed, restricted] = [0, 0];
    for (const [resident, entries] of ofResidents) {
      const back = await bringBackRestrictions(resident, entries, register, acting, context);
      restricted += back.restrictions;
      if (back.isMoreMissing) closed += await closeEverything(resident, register, acting, context);
    }
    await register.sql.query(
      'INSERT INTO register_repair (ledger_index, repaired_at) SELECT unnest($1::bigint[]), $2',
      [missing.map(({ index }) => index), context.clock()],
    );
    return { missing: missing.length, residents: ofResidents.size, closed, restricted };
  });
}

async function byResident(
  sql: Sql,
  missing: readonly MissingEntry[],
  subjectTag: RegisterContext['subjectTag'],
): Promise<ReadonlyMap<string, readonly MissingEntry[]>> {
  const all = await sql.query<{ id: string }>('SELECT id FROM resident');
  return new Map(
    all.flatMap(({ id }) => {
      const tag = subjectTag(id);
      const own = missing.filter(({ subject }) => subject?.equals(tag) === true);
      return own.length === 0 ? [] : [[id, own] as const];
    }),
  );
}

async function closeEverything(
  resident: string,
  { sql, policy, record }: HeldRegister,
  { actor }: Acting,
  { clock, newId }: ReconcileContext,
): Promise<number> {
  const running = (await consentsOf(sql, resident)).filter(({ state }) => isYes(state));
  for (const { id } of running) {
    const { index } = await record(resident, {
      what: 'consent-terminated',
      consent: id,
      state: 'Terminated',
    });
    await appendConsentEvent(sql, id, {
      state: 'Terminated',
      at: clock(),
      channel: 'gateway',
      ledgerIndex: index,
      decidedBy: 'officer',
      recordedBy: actor,
    });
  }
  for (const purpose of policy.handreiking.purposes.keys()) {
    const id = newId();
    await sql.query(
      `INSERT INTO objection (id, resident, purpose, raised_at, channel, raised_by) VALUES ($1, $2, $3, $4, 'gateway', $5)`,
      [id, resident, purpose, clock(), actor],
    );
    await record(resident, { what: 'objection-raised', objection: id, purpose });
  }
  return running.length;
}

import type { ConsentReceipt } from '../../consent/receipt.ts';
import { isYes } from '../../consent/states.ts';
import { changeRegister, type Acting, type ChangeContext } from '../consent/change-register.ts';
import { appendConsentEvent, findConsent } from '../consent/consent-store.ts';
import type { Sql } from '../database.ts';
import type { KeyVault } from '../ledger/key-vault.ts';
import { findKey } from '../ledger/subject-keys.ts';

/** A copy of a receipt that the restored log does not know. Nothing in it says who it is about. */
export interface LostDecision {
  readonly consent: string;
  readonly receipt: string;
  readonly index: number;
  readonly decision: ConsentReceipt['besluit'];
  /** `closed`: a yes that ran again was ended; `stood`: there was none left; `unknown`: the record came after the backup too. */
  readonly outcome: 'closed' | 'stood' | 'unknown' | 'left';
}

/** Of these copies, those of which the entry is not in this log as it was signed for. */
export async function lostAmong(
  sql: Sql,
  receipts: readonly ConsentReceipt[],
): Promise<readonly ConsentReceipt[]> {
  const here = await sql.query<{ at: string; hash: string }>(
    `SELECT index AS at, encode(leaf_hash, 'hex') AS hash FROM ledger_entry WHERE index = ANY($1::bigint[])`,
    [receipts.map(({ logboek }) => logboek.nummer)],
  );
  const known = new Map(here.map(({ at, hash }) => [Number(at), hash]));
  const lost = receipts.filter(({ logboek }) => known.get(logboek.nummer) !== logboek.bladhash);
  return [...new Map(lost.map(each => [`${each.bewijs} ${each.logboek.nummer}`, each])).values()].sort(
    (one, other) => one.logboek.nummer - other.logboek.nummer,
  );
}

const CLOSING: ReadonlySet<ConsentReceipt['besluit']> = new Set(['gestopt', 'nee']);

/** Ends in the register every yes that a lost copy ended. A lost yes is not brought back: what is unclear is a no. */
export async function reapply(
  lost: readonly ConsentReceipt[],
  acting: Acting,
  context: ChangeContext & { readonly vault: KeyVault },
): Promise<readonly LostDecision[]> {
  return await changeRegister(acting, context, async register => {
    const done: LostDecision[] = [];
    for (const { bewijs, toestemming, besluit, logboek, op } of lost) {
      const told = { consent: toestemming, receipt: bewijs, index: logboek.nummer, decision: besluit };
      const consent = await findConsent(register.sql, toestemming);
      if (consent === undefined) done.push({ ...told, outcome: 'unknown' });
      else if (!CLOSING.has(besluit)) done.push({ ...told, outcome: 'left' });
      else if (!isYes(consent.state)) done.push({ ...told, outcome: 'stood' });
      else {
        // Whose key was destroyed meanwhile gets no new one: the entry is then about nobody we know.
        const key = await findKey(register.sql, consent.resident, context, 'subject_key');
        const { index } = await register.record(key === undefined ? undefined : consent.resident, {
          what: 'consent-withdrawn',
          consent: consent.id,
          state: 'Withdrawn',
        });
        await appendConsentEvent(register.sql, consent.id, {
          state: 'Withdrawn',
          at: context.clock(),
          channel: 'gateway',
          ledgerIndex: index,
          decidedBy: 'resident',
          recordedBy: acting.actor,
          decidedAt: new Date(op),
        });
        done.push({ ...told, outcome: 'closed' });
      }
    }
    return done;
  });
}

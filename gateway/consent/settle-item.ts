import { explains } from '../../consent/objection.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { closeItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** What the officer settles outside the gateway, by ringing somebody up; the rest has a decision of its own. */
const SETTLED_ELSEWHERE = ['notice-unconfirmed', 'identity-doubt', 'resident-wrote'];

/** Takes something off the worklist, saying what was done. Resolves to nothing when it does not lie there. */
export async function settleItem(
  about: string,
  reasons: string,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | 'no-reasons' | undefined> {
  if (!explains(reasons)) return 'no-reasons';
  return await changeRegister(acting, context, async register => {
    const [item] = await register.sql.query<{ resident: string; kind: string }>(
      'SELECT resident, kind FROM officer_item WHERE about = $1 AND done_at IS NULL AND kind = ANY ($2)',
      [about, SETTLED_ELSEWHERE],
    );
    if (item === undefined) return undefined;
    await closeItem(register, { about, outcome: 'settled', reasons }, acting, context.clock());
    return await register.record(item.resident, { what: 'item-settled', item: item.kind });
  });
}

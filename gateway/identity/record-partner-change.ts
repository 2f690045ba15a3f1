import { appendUpkeep, type AppendContext, type UpkeepOrder } from '../ledger/erasure.ts';
import type { Change, PartnerEvent } from './register-partner.ts';

// As the officer's own page says it, where that can do the same.
const REASONS: Readonly<Record<PartnerEvent, string>> = {
  registered: 'partner-ingeschreven',
  certified: 'certificaat',
  'certificate-retired': 'sleutel-ingetrokken',
  suspended: 'partner-geschorst',
  resumed: 'partner-hervat',
  'purposes-changed': 'partner-doelen',
  agreed: 'partner-afspraak',
  'receipts-agreed': 'ontvangstbewijs-afgesproken',
  'receipts-ended': 'ontvangstbewijs-beeindigd',
};

/** What narrows the reason is itself a code. */
const NARROWED: ReadonlySet<PartnerEvent> = new Set(['certified', 'suspended']);

/** Writes what is changed about a partner into the log, in the transaction that changes it: who did it, of which partner, and what. */
export const recordPartnerChange =
  (order: UpkeepOrder, context: AppendContext): NonNullable<Change['record']> =>
  async (sql, partner, what, detail) => {
    const reason = NARROWED.has(what) ? `${REASONS[what]}-${detail}` : REASONS[what];
    await appendUpkeep(sql, 'switched', reason, { ...order, recipient: partner }, context);
  };

import type { DisclosureContext } from './context.ts';
import type { Asked } from './obtain.ts';
import type { Recorded } from './record.ts';

/** Lets a source that asks for it know what left it; nobody waits for that, and the ledger has it whatever becomes of this. */
export function tellSource(
  { request, situation }: Asked,
  { values, receipt }: Recorded,
  { audits, clock }: DisclosureContext,
): void {
  const { direction, recipient, sender, purpose, trace } = request;
  const koppelsleutel = direction === 'ask' ? situation.otherKoppelsleutel : request.koppelsleutel;
  if (values.size === 0 || koppelsleutel === undefined) return;
  audits?.get(sender.id)?.({
    koppelsleutel,
    purpose,
    recipient: { name: recipient.name, oin: recipient.oin },
    fields: [...values.keys()],
    at: clock(),
    requestId: trace.requestId,
    traceparent: trace.traceparent,
    ledgerIndex: receipt.index,
  });
}

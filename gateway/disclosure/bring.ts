import { SourceFailure } from '../../adapters/source.ts';
import type { DisclosureContext } from './context.ts';
import type { Recorded } from './record.ts';
import type { DisclosureRequest } from './request.ts';

/** Delivers to the recipient's system what was recorded for it; when nothing may go, behaves as if it had delivered. */
export async function bring(
  { recipient, purpose, trace }: DisclosureRequest,
  { values, recipientKoppelsleutel }: Recorded,
  { inboxes, mirror }: DisclosureContext,
  signal: AbortSignal,
): Promise<void> {
  const system = `inbox ${recipient.id}`;
  if (values.size === 0 || recipientKoppelsleutel === undefined) return await mirror.imitate(system, signal);
  return await mirror.observe(system, signal, async () => {
    const inbox = inboxes.get(recipient.id);
    if (inbox === undefined) throw new SourceFailure('unreachable');
    await inbox(
      { koppelsleutel: recipientKoppelsleutel, purpose, values, traceparent: trace.traceparent },
      signal,
    );
  });
}

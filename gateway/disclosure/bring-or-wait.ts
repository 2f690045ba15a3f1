import { SourceFailure } from '../../adapters/source.ts';
import { dutiesOf } from './duties.ts';
import { bring } from './bring.ts';
import type { DisclosureContext } from './context.ts';
import type { Asked } from './obtain.ts';
import { recordFailure, type Recorded } from './record.ts';
import type { Waiting } from './waiting-delivery.ts';

const HOUR_MS = 3_600_000;
/** Blueprint 4: what waits is sealed, and stays a day; what a rule keeps for an emergency says so itself. */
const USUAL_HOURS = 24;
const MOST_HOURS = 72;

/** What may be better tomorrow. Whoever refuses, or takes it for nonsense, does so tomorrow too. */
const PASSES: ReadonlySet<string> = new Set(['unreachable', 'too-slow']);

/**
 * Delivers what was recorded; when the recipient's system cannot take it now, that is written down and it waits. Resolves to how
 * it waits, or to nothing when it arrived. Rejects with a `SourceFailure` when waiting does not help.
 */
export async function bringOrWait(
  asked: Asked,
  recorded: Recorded,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<Waiting | undefined> {
  try {
    await bring(asked.request, recorded, context, signal);
    return undefined;
  } catch (error) {
    await recordFailure(
      asked,
      'not-delivered',
      context,
    )(error).catch((again: unknown) => {
      if (again !== error) throw again;
    });
    if (!(error instanceof SourceFailure) || !PASSES.has(error.code)) throw error;
    // Nothing was to be delivered: that the recipient's system is down is not the sender's to hear.
    if (recorded.values.size === 0) return undefined;
    return await putByItself(asked, recorded, context);
  }
}

async function putByItself(
  { request }: Asked,
  recorded: Recorded,
  context: DisclosureContext,
): Promise<Waiting> {
  const { rememberedAt: _, sender, recipient, ...rest } = request;
  const now = context.clock();
  const waiting = { ...rest, sender: sender.id, recipient: recipient.id, values: [...recorded.values] };
  return await context.deliveries.add(waiting, now, new Date(now.getTime() + hoursOf(recorded) * HOUR_MS));
}

/** The shortest term of all that is in it. */
function hoursOf(recorded: Recorded): number {
  const terms = dutiesOf(recorded).flatMap(({ obligation }) =>
    obligation.kind === 'bewaren' ? (obligation.within.hours ?? []) : [],
  );
  return Math.min(MOST_HOURS, ...(terms.length > 0 ? terms : [USUAL_HOURS]));
}

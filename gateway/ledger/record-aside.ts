import type { DisclosureContext } from '../disclosure/context.ts';
import type { Receipt } from './append.ts';
import type { PublicPart } from './entry.ts';
import { sealEntry } from './append.ts';

/** Something that is no disclosure and still belongs in the log: who looked, what was acknowledged, what was switched. */
export interface Aside extends Pick<
  PublicPart,
  'event' | 'purpose' | 'sender' | 'recipient' | 'reason' | 'about'
> {
  readonly resident?: string | undefined;
  /** Who acted: `partner: professional`, `officer: name` or `poort`. */
  readonly actor: string;
  /** The other side's own number. */
  readonly transaction?: string;
  readonly trace: Pick<PublicPart, 'requestId' | 'traceId'>;
}

/** Writes it, durably, resting on no facts. Rejects with a `DatabaseFailure`. */
export async function recordAside(
  { resident, actor, transaction, trace, ...said }: Aside,
  context: Pick<
    DisclosureContext,
    'database' | 'ledger' | 'policies' | 'subjectKeys' | 'subjectTag' | 'clock' | 'randomBytes'
  >,
): Promise<Receipt> {
  const keys = await context.subjectKeys.keysFor(context.database, resident);
  const sealed = sealEntry(
    {
      public: {
        ...said,
        at: context.clock(),
        direction: 'record',
        policyVersion: context.policies.latest().version,
        requestId: trace.requestId,
        traceId: trace.traceId,
        fields: {},
      },
      personal: {
        subject: resident ?? 'nobody',
        assertedActor: actor,
        ...(transaction === undefined ? {} : { transaction }),
      },
    },
    {
      salt: context.randomBytes(32),
      subject: resident === undefined ? undefined : context.subjectTag(resident),
      keys,
    },
  );
  return await context.ledger.append({
    epoch: () => undefined,
    refresh: async () => await Promise.resolve(),
    seal: () => sealed,
  });
}

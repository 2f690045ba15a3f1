import type { DisclosureContext } from './disclosure/context.ts';
import { keepForgetting } from './identity/forget-expired.ts';
import type { IdentitySettings } from './identity/identity-settings.ts';
import { openIdentity, type Identity } from './identity/open-identity.ts';
import { keepLimits, withoutLimits, type Limits, type LimitSettings } from './limits/limits.ts';
import type { ProcessLog } from './process-log.ts';

export interface CallersOptions {
  readonly identity?: IdentitySettings;
  readonly limits?: LimitSettings | undefined;
  readonly secrets: { readonly authority: { readonly certificatePem: string } };
  readonly log: ProcessLog;
}

/** Who may come in and how often, and what is remembered of that. */
export interface Callers extends Identity {
  readonly limits: Limits;
}

/** Opens what judges callers. Rejects when whom we trust cannot be read. */
export async function openCallers(
  { identity: settings = {}, limits: often, secrets, log }: CallersOptions,
  { database, clock, subjectTag }: DisclosureContext,
  onFailure: () => void,
): Promise<Callers> {
  const identity = await openIdentity(settings, secrets, log, clock);
  const limits =
    often === undefined
      ? withoutLimits
      : keepLimits(often, { sql: database, clock, tag: subjectTag, onFailure });
  const forgetting = keepForgetting(database, clock, onFailure);
  const stop = async (): Promise<void> => {
    for (const each of [forgetting, limits, identity]) await each.stop();
  };
  return { ...identity, limits, stop };
}

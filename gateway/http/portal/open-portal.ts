import type { RegisterContext } from '../../consent/register-context.ts';
import type { DisclosureContext } from '../../disclosure/context.ts';
import { CAME_BACK, openPeople, type LoginSetup } from '../../identity/people/people.ts';
import { STAND_IN_CLIENT } from '../../identity/people/stand-in-account.ts';
import { createStandInProvider } from '../../identity/people/stand-in-provider.ts';
import type { OwnKeys } from '../../keys/own-keys.ts';
import type { ProcessLog } from '../../process-log.ts';
import type { Secrets } from '../../secrets.ts';
import type { TrustedKey } from '../../../policies/bundle/trusted-key.ts';
import { actorTagger } from '../../ledger/subject-keys.ts';
import type { KeyVault } from '../../ledger/key-vault.ts';
import type { PortalContext } from './portal-context.ts';
import { recordingsIn } from './recordings.ts';

export interface PortalOptions {
  readonly logins?: LoginSetup;
  readonly recordings?: string;
  readonly secrets: Pick<Secrets, 'cookieKey' | 'subjectKey'>;
  readonly keys: Pick<OwnKeys, 'tokens'>;
  readonly log: ProcessLog;
  /** Where the residents' keys are. */
  readonly vault: KeyVault;
  /** By partner, its kind. */
  readonly systems: ReadonlyMap<string, string>;
  readonly trustedKeys?: readonly TrustedKey[];
}

/** The pages people log in to, and in a demo the stand-ins that let them. */
export function openPortal(
  { logins, recordings, secrets, keys, log, vault, systems, trustedKeys = [] }: PortalOptions,
  url: string,
  disclosure: DisclosureContext,
  register: RegisterContext,
): PortalContext | undefined {
  if (logins === undefined) return undefined;
  const { cookieKey, subjectKey } = secrets;
  // Stand-ins are a demo's, and a demo's keys never change.
  const [signingKey] = keys.tokens();
  const { database, clock, randomBytes } = disclosure;
  const settings = logins.settings(url);
  const standIns = logins.standIns.map(standIn => ({
    standIn,
    provider: createStandInProvider({
      issuer: settings.publicUrl + standIn.path,
      redirectUri: settings.publicUrl + CAME_BACK,
      clientId: STAND_IN_CLIENT,
      database,
      clock,
      signingKey,
      cookieKey,
      levels: standIn.levels,
      accounts: standIn.accounts,
    }),
  }));
  const people = openPeople(settings, { database, clock, randomBytes, signingKeys: keys.tokens, subjectKey });
  const tableFile = { ...register, vault, wordList: disclosure.wordList };
  return {
    people,
    register,
    disclosure,
    tableFile,
    log,
    standIns,
    recordings: recordingsIn(recordings),
    actorTag: actorTagger(subjectKey),
    systems,
    trustedKeys,
  };
}

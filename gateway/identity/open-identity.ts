import type { ProcessLog } from '../process-log.ts';
import { createClientCertificates, type ClientCertificates } from './client-certificate.ts';
import { asksCertificates, type IdentitySettings } from './identity-settings.ts';
import { openTrust } from './open-trust.ts';
import { trustInAll, trustInOwn, type Trust } from './trust.ts';

/** By what callers are known while the gateway runs. */
export interface Identity {
  readonly trust: Trust;
  readonly certificates: ClientCertificates;
  /** Reads the revocation lists again, without waiting for their time. */
  readonly renewLists: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const nothing = async (): Promise<void> => await Promise.resolve();

/** Reads whom we trust. Rejects when it cannot be read: then nobody could be known. */
export async function openIdentity(
  settings: IdentitySettings,
  { authority }: { readonly authority: { readonly certificatePem: string } },
  log: ProcessLog,
  clock: () => Date,
): Promise<Identity> {
  const own = trustInOwn(authority.certificatePem);
  const { authoritiesPem, revocationLists = [], proxies = [] } = settings;
  const others =
    authoritiesPem === undefined
      ? undefined
      : await openTrust({ authoritiesPem, listFiles: revocationLists, log, clock });
  const trust = others === undefined ? own : trustInAll(own, others.trust);
  return {
    trust,
    certificates: createClientCertificates({ trust, proxies, isRequired: asksCertificates(settings) }),
    renewLists: others?.renew ?? nothing,
    stop: others?.stop ?? nothing,
  };
}

import { careFiles } from '../../adapters/sandbox/care-files.ts';
import { startCareEhr } from '../../adapters/sandbox/care-ehr-server.ts';
import { corporationFiles } from '../../adapters/sandbox/corporation-files.ts';
import type { Koppelsleutels, SandboxFiles } from '../../adapters/sandbox/files.ts';
import { startHousingCorporation } from '../../adapters/sandbox/housing-corporation-server.ts';
import { FIXED_COSTS_TYPE, municipalFiles } from '../../adapters/sandbox/municipal-files.ts';
import type { SandboxOptions, SandboxServer } from '../../adapters/sandbox/sandbox-server.ts';
import {
  startSocialServices,
  type SocialServicesServer,
} from '../../adapters/sandbox/social-services-server.ts';
import type { PartnerConfig } from '../../adapters/partner.ts';
import type { Sql } from '../database.ts';
import type { Secrets } from '../secrets.ts';
import type { KeyWithCertificate } from '../secrets.ts';
import type { PartnerSystem } from '../partner-adapters.ts';
import { startInboxes } from './notice-inboxes.ts';
import { koppelsleutelsOf } from './seed.ts';
import { signingIdentity } from './signing-identity.ts';

/** The partner systems of the demo: three kinds, real HTTP servers on loopback. */
export interface Sandbox {
  readonly systems: Readonly<Record<string, PartnerSystem>>;
  /** The early signals that reached schuldhulp. */
  readonly receivedSignals: SocialServicesServer['receivedSignals'];
  /** The admissions that the sociale dienst was told of. */
  readonly receivedEvents: SocialServicesServer['receivedEvents'];
  /** Where partners take in messages about what they received; none unless they have keys to sign with. */
  readonly noticeInboxes: Readonly<Record<string, PartnerConfig>>;
  /** What each system holds, by partner. */
  readonly files: Readonly<Record<string, SandboxFiles>>;
  readonly close: () => Promise<void>;
}

export interface SandboxStart {
  readonly sourceKeys: Readonly<Record<string, string>>;
  /** The keys of the partners that have an inbox. */
  readonly partners?: Secrets['partners'];
  /** Vouches for the certificate with which the gateway signs. */
  readonly authority: KeyWithCertificate;
  /** Lets a test change what a system holds, or how it behaves. */
  readonly adjust?: (partner: string, options: SandboxOptions) => SandboxOptions;
}

/** The partners that have a system here; the municipality's units each answer from their own files. */
export const SYSTEMS = ['zayaz', 'wijkteam-zuidoost', 'sociale-dienst', 'reinier-van-arkel-kliniek'] as const;

/** Starts the systems; each knows the residents by the koppelsleutels of its own partner. */
export async function startSandboxSystems(
  sql: Sql,
  { sourceKeys, authority, partners = {}, adjust }: SandboxStart,
): Promise<Sandbox> {
  const files: Record<string, SandboxFiles> = {};
  const optionsFor = async (
    partner: string,
    fill: (known: Koppelsleutels) => SandboxFiles,
  ): Promise<SandboxOptions> => {
    const plain = {
      apiKey: sourceKeys[partner] ?? '',
      residents: fill(await koppelsleutelsOf(sql, partner)),
      authorityPem: authority.certificatePem,
    };
    const options = adjust?.(partner, plain) ?? plain;
    files[partner] = options.residents;
    return options;
  };
  const zayaz = await startHousingCorporation(await optionsFor('zayaz', corporationFiles));
  const wijkteam = await startSocialServices(await optionsFor('wijkteam-zuidoost', municipalFiles));
  const dienst = await startSocialServices(await optionsFor('sociale-dienst', municipalFiles));
  const clinic = await startCareEhr(await optionsFor('reinier-van-arkel-kliniek', careFiles));
  const inboxes = await startInboxes(partners);
  return {
    files,
    noticeInboxes: Object.fromEntries(inboxes.map(({ partner, config }) => [partner, config])),
    receivedSignals: wijkteam.receivedSignals,
    receivedEvents: dienst.receivedEvents,
    systems: systemsOf({ zayaz, wijkteam, dienst, clinic }, sourceKeys, authority),
    close: async () => {
      const servers = [zayaz, wijkteam, dienst, clinic, ...inboxes.map(({ server }) => server)];
      await Promise.all(servers.map(async server => await server.close()));
    },
  };
}

function systemsOf(
  {
    zayaz,
    wijkteam,
    dienst,
    clinic,
  }: Readonly<Record<'zayaz' | 'wijkteam' | 'dienst' | 'clinic', SandboxServer>>,
  sourceKeys: SandboxStart['sourceKeys'],
  authority: KeyWithCertificate,
): Sandbox['systems'] {
  const at = ({ url }: SandboxServer, partner: string, base = '') => ({
    baseUrl: url + base,
    apiKey: sourceKeys[partner] ?? '',
  });
  return {
    zayaz: { kind: 'corporation', ...at(zayaz, 'zayaz') },
    'wijkteam-zuidoost': { kind: 'municipal', unit: 'wijkteam', ...at(wijkteam, 'wijkteam-zuidoost') },
    'sociale-dienst': {
      kind: 'municipal',
      unit: 'sociale-dienst',
      ...at(dienst, 'sociale-dienst'),
      decisions: { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE },
      events: { source: 'urn:nld:oin:00000099000000009000:systeem:wijkpoort' },
    },
    schuldhulp: {
      kind: 'debt-help',
      ...at(wijkteam, 'wijkteam-zuidoost'),
      signing: signingIdentity(authority),
      deliverer: { code: 'WIJKPOORT-PROEF', organisation: 'Wijkpoort (proef)', municipality: '0796' },
    },
    'reinier-van-arkel-kliniek': { kind: 'care', ...at(clinic, 'reinier-van-arkel-kliniek', '/fhir') },
  };
}

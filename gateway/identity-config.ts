import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ExternalIssuer, FscMembership, IdentitySettings } from './identity/identity-settings.ts';

/** Where the environment says that keys and certificates are; they are read when the gateway starts. */
export interface IdentityConfig extends Pick<IdentitySettings, 'publicUrl' | 'proxies' | 'issuer' | 'fsc'> {
  readonly tlsKeyFile: string | undefined;
  readonly tlsCertificateFile: string | undefined;
  readonly authoritiesFile: string | undefined;
  readonly revocationLists: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export const IDENTITY_NAMES = [
  'WIJKPOORT_ADRES',
  'WIJKPOORT_TLS_SLEUTEL',
  'WIJKPOORT_TLS_CERTIFICAAT',
  'WIJKPOORT_VERTROUWD',
  'WIJKPOORT_INTREKLIJSTEN',
  'WIJKPOORT_PROXIES',
  'WIJKPOORT_UITGEVER',
  'WIJKPOORT_UITGEVER_SLEUTELS',
  'WIJKPOORT_UITGEVER_DOELGROEP',
  'WIJKPOORT_UITGEVER_ALGORITMEN',
  'WIJKPOORT_FSC_GROEP',
  'WIJKPOORT_FSC_PEER',
  'WIJKPOORT_FSC_DIENSTEN',
  'WIJKPOORT_FSC_SLEUTELS',
] as const;

const items = (text = ''): readonly string[] =>
  text
    .split(',')
    .map(each => each.trim())
    .filter(Boolean);

/** Reads how callers come in. What is wrong, alone or together, is added to the faults. */
export function readIdentityConfig(environment: Environment, faults: string[]): IdentityConfig {
  const config = {
    publicUrl: environment['WIJKPOORT_ADRES'],
    tlsKeyFile: environment['WIJKPOORT_TLS_SLEUTEL'],
    tlsCertificateFile: environment['WIJKPOORT_TLS_CERTIFICAAT'],
    authoritiesFile: environment['WIJKPOORT_VERTROUWD'],
    revocationLists: items(environment['WIJKPOORT_INTREKLIJSTEN']),
    proxies: items(environment['WIJKPOORT_PROXIES']),
    issuer: readIssuer(environment, faults),
    fsc: readFsc(environment, faults),
  };
  faults.push(...faultsAlone(config), ...faultsTogether(config, environment['WIJKPOORT_HOST']));
  return config;
}

function faultsAlone({ publicUrl, proxies = [] }: IdentityConfig): readonly string[] {
  const isAddress = publicUrl === undefined || /^https?:\/\/[^/?#\s]+(\/[^?#\s]*[^/?#\s])?$/.test(publicUrl);
  return [
    ...(isAddress ? [] : ['WIJKPOORT_ADRES is een adres (https://…) zonder schuine streep aan het eind.']),
    ...(proxies.every(isNetwork)
      ? []
      : ['WIJKPOORT_PROXIES is een lijst met komma’s van IP-adressen en netwerken (10.0.0.0/8).']),
  ];
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const length = bits === undefined ? 0 : /^\d{1,3}$/.test(bits) ? Number(bits) : 129;
  return more.length === 0 && length <= longest;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** What is unsafe, or means nothing, in combination. */
function faultsTogether(config: IdentityConfig, host = '127.0.0.1'): readonly string[] {
  const { tlsKeyFile, tlsCertificateFile, authoritiesFile, revocationLists, proxies = [] } = config;
  const hasTls = tlsKeyFile !== undefined && tlsCertificateFile !== undefined;
  const wrong: readonly [boolean, string][] = [
    [
      (tlsKeyFile === undefined) !== (tlsCertificateFile === undefined),
      'WIJKPOORT_TLS_SLEUTEL en WIJKPOORT_TLS_CERTIFICAAT horen bij elkaar.',
    ],
    [
      (authoritiesFile === undefined) !== (revocationLists.length === 0),
      'WIJKPOORT_VERTROUWD en WIJKPOORT_INTREKLIJSTEN horen bij elkaar: zonder lijst telt geen certificaat.',
    ],
    [
      !hasTls && proxies.length === 0 && host !== '' && !LOOPBACK.test(host),
      'WIJKPOORT_HOST is meer dan deze machine: zet WIJKPOORT_TLS_… of WIJKPOORT_PROXIES, anders leest iedereen mee.',
    ],
    [
      (hasTls || proxies.length > 0) && config.publicUrl?.startsWith('http:') === true,
      'WIJKPOORT_ADRES is https zodra de poort of een proxy TLS doet.',
    ],
  ];
  return wrong.flatMap(([isWrong, fault]) => (isWrong ? [fault] : []));
}

const ALGORITHMS: readonly string[] = ['PS256', 'RS256', 'ES256'];
/** NL GOV OAuth: a token had with client credentials lives six hours at most. */
const LONGEST_SECONDS = 6 * 3_600;

function readIssuer(environment: Environment, faults: string[]): ExternalIssuer | undefined {
  const issuer = environment['WIJKPOORT_UITGEVER'];
  const keysUrl = environment['WIJKPOORT_UITGEVER_SLEUTELS'];
  const audience = environment['WIJKPOORT_UITGEVER_DOELGROEP'];
  const algorithms = items(environment['WIJKPOORT_UITGEVER_ALGORITMEN'] ?? 'PS256,RS256');
  const given = [issuer, keysUrl, audience];
  if (given.every(each => each === undefined)) return undefined;
  if (issuer === undefined || keysUrl === undefined || audience === undefined) {
    faults.push('WIJKPOORT_UITGEVER, …_SLEUTELS en …_DOELGROEP horen bij elkaar.');
    return undefined;
  }
  if (!/^https:\/\/\S+$/.test(keysUrl)) faults.push('WIJKPOORT_UITGEVER_SLEUTELS is een adres (https://…).');
  if (algorithms.length === 0 || !algorithms.every(each => ALGORITHMS.includes(each)))
    faults.push('WIJKPOORT_UITGEVER_ALGORITMEN kiest uit PS256, RS256 en (als dat is afgesproken) ES256.');
  return {
    issuer,
    keysUrl,
    audience,
    algorithms: algorithms as ExternalIssuer['algorithms'],
    longestSeconds: LONGEST_SECONDS,
  };
}

const read = async (file: string): Promise<string> => await readFile(file, 'utf8');

function readFsc(environment: Environment, faults: string[]): FscMembership | undefined {
  const groupId = environment['WIJKPOORT_FSC_GROEP'];
  const peerId = environment['WIJKPOORT_FSC_PEER'];
  const keysUrl = environment['WIJKPOORT_FSC_SLEUTELS'];
  const services = items(environment['WIJKPOORT_FSC_DIENSTEN']);
  if ([groupId, peerId, keysUrl].every(each => each === undefined) && services.length === 0) return undefined;
  if (groupId === undefined || peerId === undefined || keysUrl === undefined || services.length === 0) {
    faults.push('WIJKPOORT_FSC_GROEP, …_PEER, …_DIENSTEN en …_SLEUTELS horen bij elkaar.');
    return undefined;
  }
  return { groupId, peerId, services, keysUrl };
}

/** Reads the files. Rejects when one of them cannot be read. */
export async function loadIdentity(config: IdentityConfig): Promise<IdentitySettings> {
  const { tlsKeyFile, tlsCertificateFile, authoritiesFile, ...rest } = config;
  return {
    ...rest,
    ...(tlsKeyFile === undefined || tlsCertificateFile === undefined
      ? {}
      : { tls: { keyPem: await read(tlsKeyFile), certificatePem: await read(tlsCertificateFile) } }),
    ...(authoritiesFile === undefined ? {} : { authoritiesPem: await read(authoritiesFile) }),
  };
}

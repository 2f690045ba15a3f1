import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { isObject, numberAt, textAt, valueAt, type JsonObject } from '../adapters/read-json.ts';
import type { PartnerConfig, PartnerTrust } from '../adapters/partner.ts';
import type { PartnerSystem, SmartClient } from './partner-adapters.ts';

/** What is wrong in the list of partner systems: everything at once, by partner and key, never with a value. */
export class PartnerSystemsFault extends Error {
  override readonly name = 'PartnerSystemsFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['De lijst van partnersystemen klopt niet:', ...faults.map(fault => `  ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  zorg: ['fhir', 'smart', 'auditregels'],
  corporatie: ['client'],
  gemeente: ['eenheid', 'besluiten', 'uitkering', 'gebeurtenissen'],
  schuldhulp: ['ondertekening', 'leverancier'],
};
const SHARED = [
  'soort',
  'adres',
  'sleutel',
  'uitgever',
  'certificaat',
  'certificaatsleutel',
  'tijd_ms',
  'grootte',
];
const SMART = ['token', 'client', 'algoritme', 'sleutelnaam', 'sleutel'];

type ReadSecret = (path: string) => Promise<string>;

/**
 * The systems of partners that were agreed with, from a YAML file; keys and certificates are files beside it. Rejects with a
 * `PartnerSystemsFault` that names everything that is wrong.
 */
export const readPartnerSystems = async (path: string): Promise<Readonly<Record<string, PartnerSystem>>> =>
  await readList(path, systemFrom);

/** Where partners take in messages, from a list of the same form. Rejects with a `PartnerSystemsFault`. */
export const readPartnerInboxes = async (path: string): Promise<Readonly<Record<string, PartnerConfig>>> =>
  await readList(path, inboxFrom);

async function readList<T>(
  path: string,
  from: (entry: JsonObject, read: ReadSecret, say: Say) => Promise<T | undefined>,
): Promise<Readonly<Record<string, T>>> {
  const document = parseDocument(await readFile(path, 'utf8'), { uniqueKeys: true });
  const content: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  if (!isObject(content)) throw new PartnerSystemsFault(['dit is geen YAML met een partner per sleutel']);
  const faults: string[] = [];
  const found: [string, T][] = [];
  for (const [partner, entry] of Object.entries(content)) {
    const say: Say = fault => {
      faults.push(`${partner}: ${fault}`);
      return undefined;
    };
    const read: ReadSecret = async file =>
      await readFile(resolve(dirname(path), file), 'utf8').catch(
        () => (say(`het bestand ${file} is er niet`), ''),
      );
    const each = isObject(entry) ? await from(entry, read, say) : say('dit is geen lijst van sleutels');
    if (each !== undefined) found.push([partner, each]);
  }
  if (faults.length > 0) throw new PartnerSystemsFault(faults);
  return Object.fromEntries(found);
}

type Say = (fault: string) => undefined;

async function inboxFrom(entry: JsonObject, read: ReadSecret, say: Say): Promise<PartnerConfig | undefined> {
  if (textAt(entry, 'soort') !== 'postbus') return say('soort is postbus');
  sayUnknown(entry, SHARED, '', say);
  return await sharedFrom(entry, read, say);
}

async function systemFrom(entry: JsonObject, read: ReadSecret, say: Say): Promise<PartnerSystem | undefined> {
  const kind = textAt(entry, 'soort') ?? '';
  const own = KNOWN[kind];
  if (own === undefined) {
    say(`soort is een van: ${Object.keys(KNOWN).join(', ')}`);
    return undefined;
  }
  sayUnknown(entry, [...SHARED, ...own], '', say);
  const shared = { ...(await sharedFrom(entry, read, say)) };
  if (kind === 'corporatie') {
    const clientId = textAt(entry, 'client');
    return { kind: 'corporation', ...shared, ...(clientId === undefined ? {} : { clientId }) };
  }
  if (kind === 'gemeente') return municipalFrom(entry, shared, say);
  if (kind === 'schuldhulp') return await debtHelpFrom(entry, shared, read, say);
  return await careFrom(entry, shared, read, say);
}

const UNITS = ['wijkteam', 'sociale-dienst', 'urgentie'] as const;

function municipalFrom(entry: JsonObject, shared: PartnerConfig, say: Say): PartnerSystem | undefined {
  const unit = UNITS.find(known => known === textAt(entry, 'eenheid'));
  const benefits = textAt(entry, 'uitkering');
  const source = textAt(entry, 'gebeurtenissen');
  if (benefits !== undefined && benefits !== 'soap') say('uitkering is soap, of niets');
  if (unit === undefined) return say(`eenheid is een van: ${UNITS.join(', ')}`);
  return {
    kind: 'municipal',
    ...shared,
    ...decisionsFrom(entry, say),
    unit,
    ...(benefits === 'soap' ? { benefits } : {}),
    ...(source === undefined ? {} : { events: { source } }),
  };
}

function decisionsFrom(entry: JsonObject, say: Say) {
  if (entry['besluiten'] === undefined) return {};
  const [clientId, fixedCostsType] = ['client', 'vaste_lasten'].map(name => textAt(entry, 'besluiten', name));
  if (clientId !== undefined && fixedCostsType !== undefined)
    return { decisions: { clientId, fixedCostsType } };
  say('besluiten heeft een client en vaste_lasten (het besluittype)');
  return {};
}

async function debtHelpFrom(
  entry: JsonObject,
  shared: PartnerConfig,
  read: ReadSecret,
  say: Say,
): Promise<PartnerSystem> {
  const at = (...path: readonly [string, string]): string =>
    textAt(entry, ...path) ?? say(`${path.join('.')} ontbreekt`) ?? '';
  const files = [at('ondertekening', 'sleutel'), at('ondertekening', 'certificaat')];
  const [privateKeyPem = '', chain = ''] = await Promise.all(
    files.map(async each => (each === '' ? '' : await read(each))),
  );
  return {
    kind: 'debt-help',
    ...shared,
    signing: {
      privateKeyPem,
      chainPem: chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [],
    },
    deliverer: {
      code: at('leverancier', 'code'),
      organisation: at('leverancier', 'organisatie'),
      municipality: at('leverancier', 'gemeente'),
    },
  };
}

async function careFrom(
  entry: JsonObject,
  shared: PartnerConfig,
  read: ReadSecret,
  say: Say,
): Promise<PartnerSystem | undefined> {
  const fhirVersion = textAt(entry, 'fhir') ?? 'R4';
  if (fhirVersion !== 'R4' && fhirVersion !== 'STU3') {
    say('fhir is R4 of STU3');
    return undefined;
  }
  const auditEvents = entry['auditregels'] === true;
  if (auditEvents && fhirVersion !== 'R4') say('auditregels kan alleen met fhir R4');
  const smart = await smartFrom(entry['smart'], read, say);
  return { kind: 'care', ...shared, fhirVersion, auditEvents, ...(smart === undefined ? {} : { smart }) };
}

async function sharedFrom(entry: JsonObject, read: ReadSecret, say: Say) {
  const baseUrl = textAt(entry, 'adres') ?? '';
  const trust = await trustFrom(entry, read);
  sayAddress(baseUrl, trust, say);
  const [timeoutMs, maxBytes] = [numberAt(entry, 'tijd_ms'), numberAt(entry, 'grootte')];
  const key = textAt(entry, 'sleutel');
  if (key === undefined && entry['smart'] === undefined) say('sleutel (een bestand) of smart ontbreekt');
  return {
    baseUrl,
    apiKey: key === undefined ? '' : (await read(key)).trim(),
    ...(trust === undefined ? {} : { trust }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
}

const ITSELF = /^http:\/\/127\.0\.0\.1(:|\/|$)/;

function sayAddress(baseUrl: string, trust: PartnerTrust | undefined, say: Say): void {
  if (!/^https?:\/\/\S+$/.test(baseUrl)) say('adres is een https-adres');
  else if (baseUrl.startsWith('http:') && !ITSELF.test(baseUrl))
    say('adres zonder https mag alleen op deze machine zelf');
  else if (baseUrl.startsWith('https:') && trust === undefined)
    say('uitgever ontbreekt: wie vertrouwen wij bij dit adres?');
}

async function trustFrom(entry: JsonObject, read: ReadSecret): Promise<PartnerTrust | undefined> {
  const [authority, certificate, key] = ['uitgever', 'certificaat', 'certificaatsleutel'].map(name =>
    textAt(entry, name),
  );
  if (authority === undefined) return undefined;
  return {
    authorityPem: await read(authority),
    ...(certificate === undefined ? {} : { certificatePem: await read(certificate) }),
    ...(key === undefined ? {} : { privateKeyPem: await read(key) }),
  };
}

async function smartFrom(entry: unknown, read: ReadSecret, say: Say): Promise<SmartClient | undefined> {
  if (entry === undefined) return undefined;
  if (!isObject(entry)) return say('smart is een lijst van sleutels');
  sayUnknown(entry, SMART, 'smart.', say);
  const algorithm = SMART_ALGORITHMS.find(known => known === (entry['algoritme'] ?? 'ES384'));
  if (algorithm === undefined) return say('smart.algoritme is ES384 of RS384');
  const text = (name: string): string => textAt(entry, name) ?? say(`smart.${name} ontbreekt`) ?? '';
  return {
    tokenUrl: text('token'),
    clientId: text('client'),
    algorithm,
    keyId: text('sleutelnaam'),
    privateKeyPem: await read(text('sleutel')),
  };
}

const SMART_ALGORITHMS = ['ES384', 'RS384'] as const;

/** An unknown key may be a misspelt one: then something that was meant does not happen. */
function sayUnknown(entry: JsonObject, known: readonly string[], prefix: string, say: Say): void {
  for (const name of Object.keys(entry))
    if (!known.includes(name) && valueAt(entry, name) !== undefined) say(`${prefix}${name} kennen wij niet`);
}

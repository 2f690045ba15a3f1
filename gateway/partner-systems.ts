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
export async function readPartnerSystems(path: string): Promise<Readonly<Record<string, PartnerSystem>>> {
  const document = parseDocument(await readFile(path, 'utf8'), { uniqueKeys: true });
  const content: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  if (!isObject(content)) throw new PartnerSystemsFault(['dit is geen YAML met een partner per sleutel']);
  const faults: string[] = [];
  const systems: [string, PartnerSystem][] = [];
  for (const [partner, entry] of Object.entries(content)) {
    const say: Say = fault => {
      faults.push(`${partner}: ${fault}`);
      return undefined;
    };
    const read: ReadSecret = async file =>
      await readFile(resolve(dirname(path), file), 'utf8').catch(
        () => (say(`het bestand ${file} is er niet`), ''),
      );
    const system = isObject(entry)
      ? await systemFrom(entry, read, say)
      : say('dit is geen lijst van sleutels');
    if (system !== undefined) systems.push([partner, system]);
  }
  if (faults.length > 0) throw new PartnerSystemsFault(faults);
  return Object.fromEntries(systems);
}

type Say = (fault: string) => undefined;

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
  return await careFrom(entry, shared, read, say);
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

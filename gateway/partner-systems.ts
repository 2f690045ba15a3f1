import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseDocument } from 'yaml';
import type { PartnerConfig } from '../adapters/partner.ts';
import { isObject } from '../adapters/read-json.ts';
import type { PartnerSystem } from './partner-adapters.ts';
import { addressFrom } from './systems-file/address.ts';
import { careFrom } from './systems-file/care-entry.ts';
import { debtHelpFrom } from './systems-file/debt-help-entry.ts';
import { openEntry, type Entry } from './systems-file/entry.ts';
import { municipalFrom } from './systems-file/municipal-entry.ts';

/** What is wrong in the list of partner systems: everything at once, by partner and key, never with a value. */
export class PartnerSystemsFault extends Error {
  override readonly name = 'PartnerSystemsFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['De lijst van partnersystemen klopt niet:', ...faults.map(fault => `  ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

/** By `soort`: how the rest of an entry is read. */
const KINDS: ReadonlyMap<string, (entry: Entry) => Promise<PartnerSystem>> = new Map([
  ['zorg', careFrom],
  ['corporatie', corporationFrom],
  ['gemeente', municipalFrom],
  ['schuldhulp', debtHelpFrom],
]);

/**
 * The systems of partners that were agreed with, from a YAML file; keys and certificates are files beside it. Rejects with a
 * `PartnerSystemsFault` that names everything that is wrong.
 */
export const readPartnerSystems = async (path: string): Promise<Readonly<Record<string, PartnerSystem>>> =>
  await readList(path, KINDS);

/** Where partners take in messages, from a list of the same form. Rejects with a `PartnerSystemsFault`. */
export const readPartnerInboxes = async (path: string): Promise<Readonly<Record<string, PartnerConfig>>> =>
  await readList(path, new Map([['postbus', async (entry: Entry) => await addressFrom(entry)]]));

async function readList<Found>(
  path: string,
  kinds: ReadonlyMap<string, (entry: Entry) => Promise<Found>>,
): Promise<Readonly<Record<string, Found>>> {
  const document = parseDocument(await readFile(path, 'utf8'), { uniqueKeys: true });
  const content: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  if (!isObject(content)) throw new PartnerSystemsFault(['dit is geen YAML met een partner per sleutel']);
  const faults: string[] = [];
  const found: [string, Found][] = [];
  for (const [partner, said] of Object.entries(content)) {
    const say = (fault: string): void => void faults.push(`${partner}: ${fault}`);
    if (!isObject(said)) {
      say('dit is geen lijst van sleutels');
      continue;
    }
    const entry = openEntry(said, dirname(path), say);
    const each = await kinds.get(entry.maybeWord('soort') ?? '')?.(entry);
    if (each === undefined) {
      say(`soort is ${kinds.size === 1 ? '' : 'een van: '}${[...kinds.keys()].join(', ')}`);
      continue;
    }
    entry.sayRest();
    found.push([partner, each]);
  }
  if (faults.length > 0) throw new PartnerSystemsFault(faults);
  return Object.fromEntries(found);
}

/** `soort: corporatie`: a system that speaks VERA. */
async function corporationFrom(entry: Entry): Promise<PartnerSystem> {
  const shared = await addressFrom(entry);
  const clientId = entry.maybeWord('client');
  return { kind: 'corporation', ...shared, ...(clientId === undefined ? {} : { clientId }) };
}

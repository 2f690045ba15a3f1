import type { PartnerConfig, PartnerTrust } from '../../adapters/partner.ts';
import { isSuwinet } from '../../adapters/suwinet.ts';
import type { Entry } from './entry.ts';

const LONGEST_MS = 30_000;
const LARGEST_BYTES = 4 * 1024 * 1024;

/** Where a system is, whom we believe that it is them, and how we prove who we are. `isProvenOtherwise`: not by a key of theirs. */
export async function addressFrom(entry: Entry, isProvenOtherwise = false): Promise<PartnerConfig> {
  const trust = await trustFrom(entry);
  const baseUrl = checkedAddress(entry, 'adres', trust);
  const [timeoutMs, maxBytes] = [entry.number('tijd_ms', LONGEST_MS), entry.number('grootte', LARGEST_BYTES)];
  const needsKey = !isProvenOtherwise || entry.has('sleutel');
  return {
    baseUrl,
    apiKey: needsKey ? await entry.secret('sleutel') : '',
    ...(trust === undefined ? {} : { trust }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
}

const ITSELF = /^http:\/\/127\.0\.0\.1(:|\/|$)/;

/** An address we may speak with: over https with whom we trust, or on this machine; never Suwinet. */
export function checkedAddress(entry: Entry, name: string, trust: PartnerTrust | undefined): string {
  const address = entry.maybeWord(name) ?? '';
  if (!URL.canParse(address) || !/^https?:\/\/\S+$/.test(address)) entry.say(`${name} is een https-adres`);
  else if (isSuwinet(address)) entry.say(`${name} is van Suwinet: geef het eigen systeem van de gemeente op`);
  else if (address.startsWith('http:') && !ITSELF.test(address))
    entry.say(`${name} zonder https mag alleen op deze machine zelf`);
  else if (address.startsWith('https:') && trust === undefined)
    entry.say('uitgever ontbreekt: wie vertrouwen wij bij dit adres?');
  return address;
}

async function trustFrom(entry: Entry): Promise<PartnerTrust | undefined> {
  const [isTrusted, shows] = [
    entry.has('uitgever'),
    entry.has('certificaat') || entry.has('certificaatsleutel'),
  ];
  if (!isTrusted && !shows) return undefined;
  const authorityPem = isTrusted ? (await entry.certificates('uitgever')).join('\n') : '';
  if (!shows) return { authorityPem };
  const trust = {
    authorityPem,
    certificatePem: (await entry.certificates('certificaat')).join('\n'),
    privateKeyPem: await entry.privateKey('certificaatsleutel'),
  };
  return isTrusted ? trust : undefined;
}

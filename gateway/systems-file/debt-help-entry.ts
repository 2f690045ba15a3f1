import type { PartnerSystem } from '../partner-adapters.ts';
import { addressFrom } from './address.ts';
import type { Entry } from './entry.ts';

/** `soort: schuldhulp`: takes early arrears signals in (DDAS), signed by us. */
export async function debtHelpFrom(entry: Entry): Promise<PartnerSystem> {
  const shared = await addressFrom(entry);
  const [signing, deliverer] = [required(entry, 'ondertekening'), required(entry, 'leverancier')];
  return {
    kind: 'debt-help',
    ...shared,
    signing: {
      privateKeyPem: (await signing?.privateKey('sleutel')) ?? '',
      chainPem: (await signing?.certificates('certificaat')) ?? [],
    },
    deliverer: {
      code: deliverer?.word('code') ?? '',
      organisation: deliverer?.word('organisatie') ?? '',
      municipality: municipalityIn(deliverer),
    },
  };
}

function required(entry: Entry, name: string): Entry | undefined {
  if (!entry.has(name)) entry.say(`${name} ontbreekt`);
  return entry.part(name);
}

/** As the CBS numbers municipalities: four digits, in quotes, for YAML takes a leading zero off a number. */
function municipalityIn(entry: Entry | undefined): string {
  const code = entry?.word('gemeente') ?? '';
  if (code !== '' && !/^\d{4}$/.test(code))
    entry?.say("gemeente is vier cijfers tussen aanhalingstekens, zoals '0796'");
  return code;
}

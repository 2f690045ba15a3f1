/** The networks of Suwinet: reachable for who works for the SUWI purposes (Wet SUWI 62), never for a gateway that passes on. */
const SUWINET = [
  /(^|\.)inlichtingenbureau\.nl$/,
  /(^|\.)bkwi\.nl$/,
  /(^|\.)suwinet\.nl$/,
  /(^|\.)suwi\.[a-z-]+$/,
  /(^|\.)diginetwerk\./,
  /^194\.104\.15\.\d+$/,
];

export function isSuwinet(address: string): boolean {
  const host = new URL(address).hostname.toLowerCase().replace(/\.$/, '');
  return SUWINET.some(network => network.test(host));
}

/** Throws when a partner's address is on Suwinet: a mistake in the settings may not make a relay of us. */
export function refuseSuwinet({ baseUrl }: { readonly baseUrl: string }): void {
  if (isSuwinet(baseUrl)) {
    throw new RangeError(
      'Suwinet is geen bron voor Wijkpoort (Wet SUWI 62): geef het eigen systeem van de gemeente op.',
    );
  }
}

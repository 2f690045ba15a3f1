import { X509Certificate } from 'node:crypto';
import type { RevocationList } from './revocation-list.ts';

/** Somebody whose certificates count. */
export interface Authority {
  readonly certificate: X509Certificate;
  /** What it took back: `not-kept` when it keeps no list, `missing` when it does and we do not have it. */
  readonly list: RevocationList | 'not-kept' | 'missing';
}

/** Whose certificates count at this moment. Asked anew for every judgement, for lists are renewed as we run. */
export type Trust = () => readonly Authority[];

/** Every certificate in a PEM text. Throws when one of them cannot be read. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    each => new X509Certificate(each),
  );

/** Trust in the authority of this installation, which keeps no list: the registry itself takes back. */
export function trustInOwn(authorityPem: string): Trust {
  const authorities = certificatesIn(authorityPem).map(
    certificate => ({ certificate, list: 'not-kept' }) as const,
  );
  return () => authorities;
}

export const trustInAll =
  (...trusts: readonly Trust[]): Trust =>
  () =>
    trusts.flatMap(trust => trust());

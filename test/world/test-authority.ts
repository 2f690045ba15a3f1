import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { issueCertificate, type Issuer, type Subject } from '../../gateway/identity/certificates.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';

const DAY_MS = 86_400_000;
const { asn1, pki } = forge;
const { Class, Type } = asn1;

/** An authority that stands outside the gateway, with a list of what it took back. */
export interface TestAuthority extends Issuer {
  readonly issue: (subject: Subject, change?: Change, since?: Date) => KeyWithCertificate;
  /** The list in PEM, of the certificates with these serial numbers. */
  readonly list: (revoked: readonly KeyWithCertificate[], options?: ListOptions) => string;
}

export interface ListOptions {
  readonly at?: Date;
  readonly days?: number;
  readonly isPartial?: boolean;
}

export type Change = (certificate: forge.pki.Certificate) => void;

const newPair = (modulusLength = 2048): { readonly publicKeyPem: string; readonly privateKeyPem: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
};

/** Keys take long to make, and nothing here depends on whose they are. */
const spare = newPair();

export function testAuthority(commonName: string, since = new Date()): TestAuthority {
  const own = newPair();
  const self = { organisation: 'Proef', commonName };
  const certificatePem = issueCertificate(self, own.publicKeyPem, own, since, '01');
  const issuer = { certificatePem, privateKeyPem: own.privateKeyPem };
  let serial = 0x10;
  return {
    ...issuer,
    issue: (subject, change = () => undefined, from = since) => {
      serial += 1;
      const pem = issueCertificate(subject, spare.publicKeyPem, issuer, from, serial.toString(16));
      const certificate = pki.certificateFromPem(pem);
      change(certificate);
      certificate.sign(pki.privateKeyFromPem(own.privateKeyPem), forge.md.sha256.create());
      return { privateKeyPem: spare.privateKeyPem, certificatePem: pki.certificateToPem(certificate) };
    },
    list: (revoked, options = {}) => revocationList(issuer, revoked, options),
  };
}

/** A certificate over a key that is too short, of the same authority. */
export const shortKey = (authority: TestAuthority, subject: Subject): KeyWithCertificate => {
  const pair = newPair(1024);
  return {
    privateKeyPem: pair.privateKeyPem,
    certificatePem: issueCertificate(subject, pair.publicKeyPem, authority, new Date(), '7f'),
  };
};

const sequence = (...values: forge.asn1.Asn1[]): forge.asn1.Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, values);
const oid = (name: string): forge.asn1.Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(name).getBytes());
const time = (at: Date): forge.asn1.Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.UTCTIME, false, asn1.dateToUtcTime(at));
const nothing = (): forge.asn1.Asn1 => asn1.create(Class.UNIVERSAL, Type.NULL, false, '');

/** RFC 5280, 5.1: what forge does not write itself. */
function revocationList(
  { certificatePem, privateKeyPem }: Issuer,
  revoked: readonly KeyWithCertificate[],
  { at = new Date(), days = 7, isPartial = false }: ListOptions,
): string {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), nothing());
  const issuer = pki.distinguishedNameToAsn1(pki.certificateFromPem(certificatePem).subject);
  const entries = revoked.map(({ certificatePem: pem }) => {
    const number = forge.util.hexToBytes(pki.certificateFromPem(pem).serialNumber);
    return sequence(asn1.create(Class.UNIVERSAL, Type.INTEGER, false, number), time(at));
  });
  // An issuing distribution point, critical: this list is only a part.
  const part = sequence(
    sequence(
      oid('2.5.29.28'),
      asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, String.fromCodePoint(0xff)),
      asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, asn1.toDer(sequence()).getBytes()),
    ),
  );
  const signed = sequence(
    asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(1).getBytes()),
    algorithm,
    issuer,
    time(at),
    time(new Date(at.getTime() + days * DAY_MS)),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(isPartial ? [asn1.create(Class.CONTEXT_SPECIFIC, 0, true, [part])] : []),
  );
  const digest = forge.md.sha256.create().update(asn1.toDer(signed).getBytes());
  const signature = pki.privateKeyFromPem(privateKeyPem).sign(digest);
  const bits = asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, `\0${signature}`);
  const list = sequence(signed, sequence(oid('1.2.840.113549.1.1.11'), nothing()), bits);
  return forge.pem.encode({ type: 'X509 CRL', body: asn1.toDer(list).getBytes() });
}

import { hash, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { readDer, TAG, type DerValue } from './der.ts';
import { readOin } from './oin.ts';
import type { Trust } from './trust.ts';

/** 2.5.4.5, `serialNumber`. */
const OIN_ATTRIBUTE = Buffer.from('550405', 'hex');

/** A certificate says who the organisation is. Only what was checked is here. */
export interface OrganisationCertificate {
  readonly oin: string;
  readonly publicKey: X509Certificate['publicKey'];
  /** Base64 DER, as an `x5c` member. */
  readonly der: string;
  /** Base64url of the SHA-256 of the certificate, as `cnf.x5t#S256` says it. */
  readonly thumbprint: string;
  readonly certificate: X509Certificate;
}

export type CertificateFault =
  | 'unreadable'
  | 'other-authority'
  | 'not-valid-now'
  | 'not-one-oin'
  | 'not-for-this'
  | 'too-weak'
  | 'revoked'
  | 'revocation-unknown';

/** What never changes about a certificate: who it is of and who vouched for it. Whether it counts now is asked each time. */
export interface KnownCertificate extends OrganisationCertificate {
  readonly authority: X509Certificate;
}

/** Checks issuer, use and strength, and reads the OIN from `subject.serialNumber`: exactly one, of twenty positions. */
export function knowCertificate(
  certificate: X509Certificate,
  trust: Trust,
): KnownCertificate | CertificateFault {
  const authority = trust().find(each => isIssuedBy(certificate, each.certificate))?.certificate;
  if (authority === undefined) return 'other-authority';
  if (!isStrong(certificate)) return 'too-weak';
  if (!isForClients(certificate)) return 'not-for-this';
  const oins = oinsIn(certificate);
  if (oins === undefined) return 'unreadable';
  const [oin, ...others] = oins;
  if (oin === undefined || others.length > 0 || readOin(oin) === undefined) return 'not-one-oin';
  return {
    oin,
    publicKey: certificate.publicKey,
    der: certificate.raw.toString('base64'),
    thumbprint: hash('sha256', certificate.raw, 'base64url'),
    certificate,
    authority,
  };
}

/** Whether a known certificate counts at this moment: in time, as its authority is, and not taken back. */
export function faultNow(
  { certificate, authority }: KnownCertificate,
  trust: Trust,
  now: Date,
): CertificateFault | undefined {
  if (!isValidAt(certificate, now) || !isValidAt(authority, now)) return 'not-valid-now';
  const list = trust().find(each => each.certificate === authority)?.list ?? 'missing';
  if (list === 'not-kept') return undefined;
  if (list === 'missing' || now > list.nextUpdate) return 'revocation-unknown';
  return list.serials.has(certificate.serialNumber.replace(/^0+/, '')) ? 'revoked' : undefined;
}

/** Judges a certificate as it comes, in PEM. */
export function readCertificate(
  pem: string,
  trust: Trust,
  now: Date,
): OrganisationCertificate | CertificateFault {
  const certificate = parseCertificate(pem);
  const known = certificate === undefined ? 'unreadable' : knowCertificate(certificate, trust);
  return typeof known === 'string' ? known : (faultNow(known, trust, now) ?? known);
}

/** A certificate from PEM or DER. */
export function parseCertificate(bytes: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

const isIssuedBy = (certificate: X509Certificate, authority: X509Certificate): boolean =>
  certificate.checkIssued(authority) && certificate.verify(authority.publicKey);

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  now >= new Date(validFrom) && now <= new Date(validTo);

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** One that says what it is for says clients; an authority is nobody's client. (Node calls the extended use `keyUsage`.) */
const isForClients = ({ ca, keyUsage }: X509Certificate): boolean =>
  !ca && ((keyUsage as readonly string[] | undefined)?.includes(CLIENT_AUTHENTICATION) ?? true);

const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

function isStrong({ publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  return asymmetricKeyType === 'ec'
    ? CURVES.has(asymmetricKeyDetails?.namedCurve)
    : asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

/**
 * Attribute by attribute, for the printed subject can be made to look like anything; from the very bytes whose signature was
 * checked.
 */
function oinsIn({ raw }: X509Certificate): readonly string[] | undefined {
  try {
    const [tbs] = readDer(contentOf(readDer(raw)[0]));
    const parts = readDer(contentOf(tbs)).filter(({ tag }) => tag !== TAG.context0);
    // Serial number, algorithm, issuer and validity come before the subject.
    const names = readDer(contentOf(parts[4])).flatMap(({ content }) => readDer(content));
    return names.flatMap(({ content }) => {
      const [type, value] = readDer(content);
      return contentOf(type).equals(OIN_ATTRIBUTE) ? [contentOf(value).toString('latin1')] : [];
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function contentOf(value: DerValue | undefined): Buffer {
  if (value === undefined) throw new RangeError('something is missing');
  return value.content;
}

/** Who a new certificate is for. */
export interface Subject {
  readonly organisation: string;
  readonly commonName: string;
  readonly oin?: string;
}

/** Who signs it; the authority signs itself. */
export interface Issuer {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Issues a certificate for trying out: made here, trusted here only, valid for a year from `now`. */
export function issueCertificate(
  subject: Subject,
  publicKeyPem: string,
  issuer: Issuer | { readonly privateKeyPem: string },
  now: Date,
  serial: string,
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  // A number that begins with zeros would be written in more bytes than it may have.
  certificate.serialNumber = `01${serial}`;
  certificate.validity.notBefore = new Date(now.getTime() - 60_000);
  certificate.validity.notAfter = new Date(now.getTime() + 365 * 86_400_000);
  const attributes = attributesOf(subject);
  certificate.setSubject(attributes);
  const isAuthority = !('certificatePem' in issuer);
  certificate.setIssuer(
    isAuthority ? attributes : forge.pki.certificateFromPem(issuer.certificatePem).subject.attributes,
  );
  certificate.setExtensions([
    { name: 'basicConstraints', cA: isAuthority, critical: true },
    isAuthority
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
      : { name: 'keyUsage', digitalSignature: true, critical: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.privateKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

const attributesOf = ({ organisation, commonName, oin }: Subject): forge.pki.CertificateField[] => [
  { shortName: 'C', value: 'NL' },
  { shortName: 'O', value: organisation, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class },
  { shortName: 'CN', value: commonName, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class },
  ...(oin === undefined ? [] : [{ type: '2.5.4.5', name: 'serialNumber', value: oin }]),
];

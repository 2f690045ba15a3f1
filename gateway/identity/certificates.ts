import { X509Certificate } from 'node:crypto';
import forge from 'node-forge';

const OIN_ATTRIBUTE = '2.5.4.5';

/** A certificate says who the organisation is. Only what was checked is here. */
export interface OrganisationCertificate {
  readonly oin: string;
  readonly publicKey: X509Certificate['publicKey'];
  /** Base64 DER, as an `x5c` member. */
  readonly der: string;
}

export type CertificateFault = 'unreadable' | 'other-authority' | 'not-valid-now' | 'not-one-oin';

/** Checks issuer and validity, and reads the OIN from `subject.serialNumber`: exactly one, of twenty positions. */
export function readCertificate(
  pem: string,
  authorityPem: string,
  now: Date,
): OrganisationCertificate | CertificateFault {
  const certificate = parse(pem);
  const authority = parse(authorityPem);
  if (certificate === undefined || authority === undefined) return 'unreadable';
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
    return 'other-authority';
  if (![certificate, authority].every(each => isValidAt(each, now))) return 'not-valid-now';
  const oins = oinsIn(certificate);
  if (oins === undefined) return 'unreadable';
  const [oin, ...others] = oins;
  if (oin === undefined || others.length > 0 || !/^[0-9A-Z]{20}$/.test(oin)) return 'not-one-oin';
  return { oin, publicKey: certificate.publicKey, der: certificate.raw.toString('base64') };
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  now >= new Date(validFrom) && now <= new Date(validTo);

/**
 * Attribute by attribute, for the printed subject can be made to look like anything; from the very bytes whose signature was
 * checked. None when the certificate is of a kind that partners do not have here, such as over an elliptic key.
 */
function oinsIn({ raw }: X509Certificate): readonly string[] | undefined {
  try {
    const { subject } = forge.pki.certificateFromAsn1(forge.asn1.fromDer(raw.toString('binary')));
    return subject.attributes
      .filter(attribute => attribute.type === OIN_ATTRIBUTE)
      .map(attribute => String(attribute.value));
  } catch {
    return undefined;
  }
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
  certificate.serialNumber = `00${serial}`;
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
  ...(oin === undefined ? [] : [{ type: OIN_ATTRIBUTE, name: 'serialNumber', value: oin }]),
];

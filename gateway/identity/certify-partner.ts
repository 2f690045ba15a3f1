import type { Database } from '../database.ts';
import { publicKeyIn, type RequestFault } from './certificate-request.ts';
import { issueCertificate, readCertificate, type CertificateFault, type Issuer } from './certificates.ts';
import { tell, type Change } from './register-partner.ts';
import { trustInOwn, type Trust } from './trust.ts';

export type CertifyFault = RequestFault | CertificateFault | 'unknown-partner' | 'same-key' | 'other-oin';

/** What becomes of the certificate that a partner had: at a renewal both count for a while. */
export type Renewal = 'in-its-place' | 'beside-it';

/** Takes a certificate as the partner's own: from an authority that counts, valid now, with the partner's OIN, over a key it did not have. */
export async function certifyPartner(
  database: Database,
  partner: string,
  certificatePem: string,
  trust: Trust,
  change: Change,
  renewal: Renewal = 'in-its-place',
): Promise<CertifyFault | undefined> {
  return await database.transaction(async sql => {
    const [row] = await sql.query<{ oin: string; certificate: string }>(
      'SELECT oin, certificate FROM partner WHERE id = $1 FOR UPDATE',
      [partner],
    );
    if (row === undefined) return 'unknown-partner';
    const certificate = readCertificate(certificatePem, trust, change.now);
    if (typeof certificate === 'string') return certificate;
    if (certificate.oin !== row.oin) return 'other-oin';
    const before = readCertificate(row.certificate, trust, change.now);
    if (typeof before !== 'string' && before.publicKey.equals(certificate.publicKey)) return 'same-key';
    await sql.query(TAKE[renewal], [partner, certificatePem]);
    await tell(sql, partner, 'certified', TAKEN[renewal], change);
    return undefined;
  });
}

const TAKEN: Readonly<Record<Renewal, string>> = { 'in-its-place': 'vervangen', 'beside-it': 'erbij' };

const TAKE: Readonly<Record<Renewal, string>> = {
  'in-its-place': 'UPDATE partner SET certificate = $2 WHERE id = $1',
  'beside-it':
    'INSERT INTO partner_certificate (partner, certificate) VALUES ($1, $2) ON CONFLICT DO NOTHING',
};

/** Issues a certificate for the sandbox from the partner's own request, and takes it as the partner's. */
export async function issueFor(
  database: Database,
  partner: string,
  requestPem: string,
  authority: Issuer,
  serial: string,
  change: Change,
  renewal?: Renewal,
): Promise<{ readonly certificatePem: string } | CertifyFault> {
  const key = publicKeyIn(requestPem);
  if (typeof key === 'string') return key;
  const [row] = await database.query<{ organisation: string; oin: string }>(
    'SELECT organisation, oin FROM partner WHERE id = $1',
    [partner],
  );
  if (row === undefined) return 'unknown-partner';
  const subject = { ...row, commonName: partner };
  const certificatePem = issueCertificate(subject, key.publicKeyPem, authority, change.now, serial);
  const trust = trustInOwn(authority.certificatePem);
  const fault = await certifyPartner(database, partner, certificatePem, trust, change, renewal);
  return fault ?? { certificatePem };
}

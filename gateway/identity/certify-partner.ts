import type { Database } from '../database.ts';
import { publicKeyIn, type RequestFault } from './certificate-request.ts';
import { issueCertificate, readCertificate, type CertificateFault, type Issuer } from './certificates.ts';
import { tell, type Change } from './register-partner.ts';
import { trustInOwn } from './trust.ts';

export type CertifyFault = RequestFault | CertificateFault | 'unknown-partner' | 'same-key' | 'other-oin';

/** Takes a certificate as the partner's own: from our authority, valid now, with the partner's OIN, over a key it did not have. */
export async function certifyPartner(
  database: Database,
  partner: string,
  certificatePem: string,
  authorityPem: string,
  change: Change,
): Promise<CertifyFault | undefined> {
  const trust = trustInOwn(authorityPem);
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
    await sql.query('UPDATE partner SET certificate = $2 WHERE id = $1', [partner, certificatePem]);
    await tell(sql, partner, 'certified', '', change);
    return undefined;
  });
}

/** Issues a certificate for the sandbox from the partner's own request, and takes it as the partner's. */
export async function issueFor(
  database: Database,
  partner: string,
  requestPem: string,
  authority: Issuer,
  serial: string,
  change: Change,
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
  const fault = await certifyPartner(database, partner, certificatePem, authority.certificatePem, change);
  return fault ?? { certificatePem };
}

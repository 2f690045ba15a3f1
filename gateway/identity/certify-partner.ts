import { X509Certificate, type KeyObject } from 'node:crypto';
import type { Database, Sql } from '../database.ts';
import { publicKeyIn, type RequestFault } from './certificate-request.ts';
import { issueCertificate, readCertificate, type CertificateFault, type Issuer } from './certificates.ts';
import { tell, type Change } from './register-partner.ts';
import { trustInOwn, type Trust } from './trust.ts';

export type CertifyFault = RequestFault | CertificateFault | 'unknown-partner' | 'same-key' | 'other-oin';

/** What becomes of the certificate that a partner had: at a renewal both count for a while. */
export type Renewal = 'in-its-place' | 'beside-it';

/** Takes a certificate as the partner's own: from an authority that counts, valid now, with the partner's OIN, over a key it had not yet. */
export async function certifyPartner(
  database: Database,
  partner: string,
  certificatePem: string,
  trust: Trust,
  change: Change,
  renewal: Renewal = 'in-its-place',
): Promise<CertifyFault | undefined> {
  return await database.transaction(async sql => {
    const [row] = await sql.query<{ oin: string }>('SELECT oin FROM partner WHERE id = $1 FOR UPDATE', [
      partner,
    ]);
    if (row === undefined) return 'unknown-partner';
    const certificate = readCertificate(certificatePem, trust, change.now);
    if (typeof certificate === 'string') return certificate;
    if (certificate.oin !== row.oin) return 'other-oin';
    if (await hadKey(sql, partner, certificate.publicKey)) return 'same-key';
    for (const statement of TAKE[renewal]) await sql.query(statement, [partner, certificatePem]);
    await tell(sql, partner, 'certified', TAKEN[renewal], change);
    return undefined;
  });
}

/** Whether this is the key of the partner's own certificate, or of one that was taken out: that does not come back. */
async function hadKey(sql: Sql, partner: string, key: KeyObject): Promise<boolean> {
  const rows = await sql.query<{ certificate: string }>(
    `SELECT held.certificate FROM partner_certificate AS held JOIN partner ON partner.id = held.partner
      WHERE partner.id = $1 AND (held.retired_at IS NOT NULL OR held.certificate = partner.certificate)`,
    [partner],
  );
  return rows.some(({ certificate }) => keyIn(certificate)?.equals(key) === true);
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return new X509Certificate(pem).publicKey;
  } catch {
    return undefined;
  }
}

const TAKEN: Readonly<Record<Renewal, string>> = { 'in-its-place': 'vervangen', 'beside-it': 'erbij' };

const TAKE: Readonly<Record<Renewal, readonly string[]>> = {
  'in-its-place': [
    'UPDATE partner SET certificate = $2 WHERE id = $1',
    // Whoever lost a key must not have to know which of several it was.
    'UPDATE partner_certificate SET retired_at = now() WHERE partner = $1 AND certificate <> $2 AND retired_at IS NULL',
  ],
  'beside-it': [
    'INSERT INTO partner_certificate (partner, certificate) VALUES ($1, $2) ON CONFLICT DO NOTHING',
  ],
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

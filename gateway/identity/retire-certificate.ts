import { X509Certificate } from 'node:crypto';
import type { Database, Sql } from '../database.ts';
import { tell, type Change } from './register-partner.ts';

/** A certificate of a partner, by its fingerprint, and the time in which it counted. */
export interface HeldCertificate {
  readonly fingerprint: string;
  readonly since: Date;
  /** None while it counts. */
  readonly until: Date | undefined;
}

interface Row {
  readonly certificate: string;
  readonly added_at: Date;
  readonly retired_at: Date | null;
}

const rowsOf = async (sql: Sql, partner: string): Promise<readonly (Row & { fingerprint: string })[]> => {
  const rows = await sql.query<Row>(
    `SELECT certificate, added_at, retired_at FROM partner_certificate
      WHERE partner = $1 AND certificate <> '' ORDER BY added_at DESC`,
    [partner],
  );
  return rows.map(row => ({ ...row, fingerprint: fingerprintOf(row.certificate) }));
};

const fingerprintOf = (pem: string): string => {
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    return 'onleesbaar';
  }
};

/** Every certificate that counted for this partner, the newest first. */
export const certificatesOf = async (sql: Sql, partner: string): Promise<readonly HeldCertificate[]> =>
  (await rowsOf(sql, partner)).map(({ fingerprint, added_at, retired_at }) => ({
    fingerprint,
    since: added_at,
    until: retired_at ?? undefined,
  }));

/**
 * Takes one certificate out at once: the next request that shows it is refused, and the tokens that were had with it count no
 * more. Resolves to whether it counted.
 */
export const retireCertificate = async (
  database: Database,
  partner: string,
  fingerprint: string,
  change: Change,
): Promise<boolean> =>
  await database.transaction(async sql => {
    const held = (await rowsOf(sql, partner)).find(
      each => each.fingerprint === fingerprint && each.retired_at === null,
    );
    if (held === undefined) return false;
    const retired = await sql.query(
      `UPDATE partner_certificate SET retired_at = $3
        WHERE partner = $1 AND certificate = $2 AND retired_at IS NULL RETURNING partner`,
      [partner, held.certificate, change.now],
    );
    if (retired.length === 0) return false;
    await tell(sql, partner, 'certificate-retired', fingerprint.slice(0, 16), change);
    return true;
  });

import { X509Certificate } from 'node:crypto';
import type { Sql } from '../database.ts';
import { certificatesIn } from '../identity/trust.ts';
import type { Materials } from './read-materials.ts';
import type { ServeSettings } from './settings.ts';

/** A certificate that this gateway cannot do without, and until when it counts. */
export interface CertificateInUse {
  /** Our own, of an authority, of a partner, or what we show to a partner's system. */
  readonly kind: 'poort' | 'uitgever' | 'partner' | 'systeem';
  readonly partner?: string;
  readonly until: Date;
}

/** Every certificate in use; of several of one kind and partner the one that counts longest, for then one was renewed. */
export async function certificatesInUse(
  sql: Sql,
  { vertrouwen }: Pick<ServeSettings, 'vertrouwen'>,
  { tls, systems }: Pick<Materials, 'tls' | 'systems'>,
): Promise<readonly CertificateInUse[]> {
  const partners = await sql.query<{ id: string; certificate: string }>(
    `SELECT id, c.certificate FROM partner JOIN partner_certificate c ON c.partner = id
      WHERE suspended_at IS NULL AND retired_at IS NULL`,
  );
  return [
    ...(tls === undefined ? [] : untilOf('poort', tls.certificatePem)),
    // Each authority on its own: that another counts longer does not help the partners of this one.
    ...certificatesIn(vertrouwen.uitgevers).map(each => ({
      kind: 'uitgever' as const,
      until: new Date(each.validTo),
    })),
    ...longest(partners.flatMap(({ id, certificate }) => untilOf('partner', certificate, id))),
    ...Object.entries(systems).flatMap(([partner, { trust }]) =>
      trust?.certificatePem === undefined ? [] : untilOf('systeem', trust.certificatePem, partner),
    ),
  ];
}

function untilOf(kind: CertificateInUse['kind'], pem: string, partner?: string): readonly CertificateInUse[] {
  try {
    const until = new Date(new X509Certificate(pem).validTo);
    return [{ kind, until, ...(partner === undefined ? {} : { partner }) }];
  } catch {
    return [];
  }
}

function longest(all: readonly CertificateInUse[]): readonly CertificateInUse[] {
  const best = new Map<string | undefined, CertificateInUse>();
  for (const each of all) {
    const known = best.get(each.partner);
    if (known === undefined || known.until < each.until) best.set(each.partner, each);
  }
  return [...best.values()];
}

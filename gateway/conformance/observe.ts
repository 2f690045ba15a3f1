import { compactVerify } from 'jose';
import type { Sql } from '../database.ts';
import { readCertificate } from '../identity/certificates.ts';
import { trustInOwn } from '../identity/trust.ts';
import type { MessageSeen, Question } from './checks.ts';

/** How long the ledger is: what comes after was asked after. */
export async function ledgerSize(sql: Sql): Promise<number> {
  const [head] = await sql.query<{ size: string }>('SELECT size FROM ledger_head');
  return Number(head?.size ?? 0);
}

interface Leaf {
  readonly event: string;
  readonly purpose: string;
  readonly reason?: string;
  readonly fields: Readonly<Record<string, { readonly decision: string }>>;
}

const ASKED = `
SELECT leaf::jsonb AS leaf FROM ledger_entry
 WHERE index >= $2 AND leaf::jsonb ->> 'recipient' = $1 AND leaf::jsonb ->> 'direction' = 'ask' ORDER BY index`;

/** What the partner asked since then, as it stands in the ledger. */
export async function questionsSince(sql: Sql, partner: string, from: number): Promise<readonly Question[]> {
  const rows = await sql.query<{ leaf: Leaf }>(ASKED, [partner, from]);
  return rows.map(({ leaf: { event, purpose, reason, fields } }) => ({
    event,
    purpose,
    ...(reason === undefined ? {} : { reason }),
    fields: Object.entries(fields).map(([field, { decision }]) => ({ field, decision })),
  }));
}

interface NoticeRow {
  readonly created_at: Date;
  readonly answered_at: Date | null;
  readonly answer: string | null;
}

/** The newest message to the partner since then; none when there was none. */
export async function messageSince(
  sql: Sql,
  partner: string,
  since: Date,
  certificate: { readonly pem: string; readonly authorityPem: string },
): Promise<MessageSeen | undefined> {
  const [row] = await sql.query<NoticeRow>(
    'SELECT created_at, answered_at, answer FROM notice WHERE recipient = $1 AND created_at >= $2 ORDER BY created_at DESC LIMIT 1',
    [partner, since],
  );
  if (row === undefined) return undefined;
  const { created_at, answered_at, answer } = row;
  return {
    isAnswered: answered_at !== null,
    tookMs: answered_at === null ? undefined : answered_at.getTime() - created_at.getTime(),
    isSignedByPartner: answer !== null && (await isSignedBy(answer, certificate, created_at)),
  };
}

async function isSignedBy(
  jws: string,
  { pem, authorityPem }: { readonly pem: string; readonly authorityPem: string },
  at: Date,
): Promise<boolean> {
  const certificate = readCertificate(pem, trustInOwn(authorityPem), at);
  if (typeof certificate === 'string') return false;
  return await compactVerify(jws, certificate.publicKey).then(
    () => true,
    () => false,
  );
}

export async function certificateOf(sql: Sql, partner: string): Promise<string | undefined> {
  const [row] = await sql.query<{ certificate: string }>('SELECT certificate FROM partner WHERE id = $1', [
    partner,
  ]);
  return row?.certificate;
}

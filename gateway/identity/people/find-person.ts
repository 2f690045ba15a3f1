import { createHmac } from 'node:crypto';
import type { Sql } from '../../database.ts';
import type { Identifier, VerifiedLogin } from './login-claims.ts';
import type { Person } from './person.ts';

/** The keyed hash by which a login is found: the provider's own word for somebody may be a BSN, and is never stored. */
export function loginTagger(subjectKey: string): (provider: string, identifier: Identifier) => Buffer {
  const secret = Buffer.from(subjectKey, 'hex');
  return (provider, { type, value }) =>
    createHmac('sha256', secret).update(['login', provider, type, value].join('\0')).digest();
}

/** Whom a login of residents means: the resident, or who speaks for one at this moment. Nobody is made up. */
export async function findResidentPerson(
  sql: Sql,
  { provider, subject, represents }: VerifiedLogin,
  tagOf: ReturnType<typeof loginTagger>,
  now: Date,
): Promise<Person | undefined> {
  const resident = await residentOf(sql, tagOf(provider, represents ?? subject));
  if (resident === undefined) return undefined;
  if (represents === undefined) return { role: 'resident', resident };
  const [row] = await sql.query<{ id: string }>(
    `SELECT id FROM representation JOIN representative_login ON representation = id
      WHERE tag = $1 AND resident = $2 AND valid_from <= $3 AND (least(valid_until, ended_at) IS NULL OR least(valid_until, ended_at) > $3)
      ORDER BY valid_from DESC LIMIT 1`,
    [tagOf(provider, subject), resident, now],
  );
  return row === undefined ? undefined : { role: 'representative', resident, representation: row.id };
}

async function residentOf(sql: Sql, tag: Buffer): Promise<string | undefined> {
  const [row] = await sql.query<{ resident: string }>('SELECT resident FROM resident_login WHERE tag = $1', [
    tag,
  ]);
  return row?.resident;
}

/** Whom a login of staff means: one account, one role; of a partner that takes part at this moment. */
export async function findStaffPerson(
  sql: Sql,
  { provider, subject }: VerifiedLogin,
  tagOf: ReturnType<typeof loginTagger>,
): Promise<Person | undefined> {
  const [row] = await sql.query<{
    role: 'professional' | 'officer' | 'auditor' | 'administrator';
    partner: string | null;
    professional: string;
  }>(
    `SELECT role, partner, professional FROM staff_login
      WHERE tag = $1 AND ended_at IS NULL
        AND (partner IS NULL OR EXISTS (SELECT FROM partner AS p WHERE p.id = staff_login.partner AND p.suspended_at IS NULL))`,
    [tagOf(provider, subject)],
  );
  if (row === undefined) return undefined;
  const { role, partner, professional } = row;
  if (role !== 'professional') return { role, professional };
  return partner === null ? undefined : { role, partner, professional };
}

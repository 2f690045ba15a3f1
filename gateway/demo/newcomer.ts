import { createHash } from 'node:crypto';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import type { Database, Sql } from '../database.ts';
import { publicKeyIn, type RequestFault } from '../identity/certificate-request.ts';
import { issueFor } from '../identity/certify-partner.ts';
import type { Issuer } from '../identity/certificates.ts';
import type { Newcomer, NewcomerApplication, SandboxDesk } from '../http/sandbox-routes.ts';
import { CAST, type CastMember } from './cast.ts';
import { koppelsleutelsOf } from './seed.ts';

export interface DeskContext {
  readonly database: Database;
  readonly authority: Issuer;
  readonly clock: () => Date;
  readonly newId: () => string;
}

/**
 * Where a developer becomes a partner of the sandbox by themselves. The newcomer stands beside a partner of the demo with the
 * same role: it knows the same residents, under koppelsleutels of its own, and got the same yeses.
 */
export function createSandboxDesk(context: DeskContext): SandboxDesk {
  const roles = [...new Set(CAST.map(({ role }) => role))];
  return {
    roles,
    admit: async application => {
      const model = CAST.find(({ role }) => role === application.role);
      if (model === undefined) return { fault: `kies een rol uit: ${roles.join(', ')}` };
      return await admit(application, model, context);
    },
  };
}

async function admit(
  { name, request }: NewcomerApplication,
  model: CastMember,
  { database, authority, clock, newId }: DeskContext,
): Promise<Newcomer | { readonly fault: string }> {
  const [id, now] = [`proef-${name}`, clock()];
  const [known] = await database.query<{ role: string }>('SELECT role FROM partner WHERE id = $1', [id]);
  if (known !== undefined && known.role !== model.role)
    return { fault: 'deze naam is bezet; kies een andere' };
  const key = publicKeyIn(request);
  if (typeof key === 'string') return { fault: FAULTS[key] };
  if (known === undefined)
    await database.transaction(async sql => await settle(sql, id, model, { newId, now }));
  const change = { by: 'zandbak', now };
  const serial = newId().replaceAll('-', '').slice(0, 16);
  const certified = await issueFor(database, id, request, authority, serial, change);
  if (typeof certified === 'string')
    return {
      fault: certified === 'same-key' ? FAULTS[certified] : 'deze aanvraag kunnen wij niet gebruiken',
    };
  const koppelsleutels = await koppelsleutelsOf(database, id);
  return {
    partner: id,
    certificate: certified.certificatePem,
    residents: Object.fromEntries(RESIDENT_KEYS.map(resident => [resident, koppelsleutels[resident]])),
  };
}

const FAULTS: Readonly<Record<RequestFault | 'same-key', string>> = {
  unreadable: 'stuur een certificaataanvraag (PEM) met een RSA-sleutel',
  'not-signed-by-its-key': 'de aanvraag is niet met haar eigen sleutel ondertekend',
  'weak-key': 'de sleutel is korter dan 2048 bits',
  'same-key': 'dit is de sleutel die u al had; maak een nieuwe',
};

interface Settling {
  readonly newId: () => string;
  readonly now: Date;
}

async function settle(sql: Sql, id: string, model: CastMember, { newId, now }: Settling): Promise<void> {
  const digits = BigInt(`0x${createHash('sha256').update(id).digest('hex').slice(0, 12)}`) % 100_000_000n;
  const oin = `000000999${String(digits).padStart(8, '0')}000`;
  await insert(sql, 'partner', { id, name: id, organisation: id, oin, role: model.role, certificate: '' });
  for (const purpose of model.purposes) await insert(sql, 'partner_purpose', { partner: id, purpose });
  await insert(sql, 'partner_agreement', { partner: id, article: '26', reference: 'PROEF', from_day: now });
  await sql.query(
    `INSERT INTO link (partner, resident, koppelsleutel) SELECT $1, resident, gen_random_uuid() FROM link WHERE partner = $2`,
    [id, model.id],
  );
  await sql.query(
    `INSERT INTO case_member (social_case, partner, professional, member_from, member_until)
     SELECT social_case, $1, professional, member_from, member_until FROM case_member WHERE partner = $2`,
    [id, model.id],
  );
  for (const side of ['sender', 'recipient'] as const) {
    await copyConsents(sql, side, id, model.id, newId);
    await copyRows(sql, 'declaration', side, model.id, row => ({ ...row, id: newId(), [side]: id }));
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Every yes of the model, also those that were withdrawn, with what happened to it. */
async function copyConsents(
  sql: Sql,
  side: 'sender' | 'recipient',
  id: string,
  model: string,
  newId: () => string,
): Promise<void> {
  const made = new Map<unknown, string>();
  await copyRows(sql, 'consent', side, model, row => {
    const own = newId();
    made.set(row['id'], own);
    return { ...row, grounds: JSON.stringify(row['grounds']), id: own, [side]: id };
  });
  for (const [original, copy] of made)
    await copyRows(sql, 'consent_event', 'consent', original, row => ({
      ...row,
      consent: copy,
      ledger_index: null,
    }));
}

/** Copies what is in a table under this value, changed. */
export async function copyRows(
  sql: Sql,
  table: string,
  column: string,
  value: unknown,
  change: (row: Row) => Row,
): Promise<void> {
  const rows = await sql.query<Row>(`SELECT * FROM ${table} WHERE ${column} = $1`, [value]);
  for (const row of rows) await insert(sql, table, change(row));
}

/** The names of tables and columns come from this file and from the tables themselves. */
async function insert(sql: Sql, table: string, row: Row): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  await sql.query(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  );
}

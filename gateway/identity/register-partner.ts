import type { Handreiking } from '../../policies/handreiking.ts';
import { DatabaseFailure, type Database, type Sql } from '../database.ts';

/** What an administrator says about a new partner: one unit of an organisation, with one role. */
export interface NewPartner {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly oin: string;
  readonly role: string;
  readonly purposes: readonly string[];
  readonly contacts: Readonly<Record<'techniek' | 'privacy', string>>;
  readonly agreement: Agreement;
}

/** AVG 26 or 28; days as `2026-12-31`, the last one included. */
export interface Agreement {
  readonly article: '26' | '28';
  readonly reference: string;
  readonly from: string;
  readonly until?: string;
}

/** Who changes the registry, and when. */
export interface Change {
  readonly by: string;
  readonly now: Date;
  /** Takes it into the log too, in the same transaction: what cannot be written there does not happen. */
  readonly record?: (sql: Sql, partner: string, what: PartnerEvent, detail: string) => Promise<void>;
}

/** Puts a partner in the registry. It can prove itself only once it has a certificate. Resolves to what stands in the way. */
export async function registerPartner(
  database: Database,
  partner: NewPartner,
  handreiking: Handreiking,
  change: Change,
): Promise<readonly string[]> {
  const faults = faultsIn(partner, handreiking);
  if (faults.length > 0) return faults;
  try {
    await database.transaction(async sql => await insertPartner(sql, partner, change));
    return [];
  } catch (error) {
    if (error instanceof DatabaseFailure && error.code === '23505')
      return ['Er is al een partner met deze naam of met dit OIN.'];
    throw error;
  }
}

const ID = /^[a-z0-9-]{2,60}$/;
const OIN = /^[0-9A-Z]{20}$/;
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

function faultsIn(partner: NewPartner, handreiking: Handreiking): string[] {
  const { id, oin, name, organisation, role, contacts } = partner;
  const isKnownRole = handreiking.roles.has(role);
  return [
    ...(ID.test(id) ? [] : ['De naam in adressen is 2 tot 60 kleine letters, cijfers en streepjes.']),
    ...(OIN.test(oin) ? [] : ['Een OIN heeft twintig posities.']),
    ...(name.trim() && organisation.trim() ? [] : ['Noem de organisatie en het onderdeel.']),
    ...(isKnownRole
      ? []
      : [`Deze rol kent de handreiking niet. Wel: ${[...handreiking.roles.keys()].join(', ')}.`]),
    ...(isKnownRole ? faultsInPurposes(partner, handreiking) : []),
    ...Object.values(contacts).flatMap(each =>
      ADDRESS.test(each) ? [] : ['Een contact is een e-mailadres.'],
    ),
    ...faultsInAgreement(partner.agreement),
  ];
}

function faultsInPurposes({ role, purposes }: NewPartner, handreiking: Handreiking): string[] {
  const open = purposesOpenTo(role, handreiking);
  const others = purposes.filter(purpose => !open.includes(purpose));
  return [
    ...(purposes.length > 0 ? [] : ['Noem ten minste één doel.']),
    ...others.map(each => `${each}: geen regel van dit doel noemt deze rol. Wel: ${open.join(', ')}.`),
  ];
}

/** The purposes in which some rule has this role give or get. */
export const purposesOpenTo = (role: string, { purposes, rules }: Handreiking): readonly string[] =>
  [...purposes.keys()].filter(id =>
    rules.some(({ purpose, from, to }) => purpose === id && (from.includes(role) || to.includes(role))),
  );

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);

function faultsInAgreement({ reference, from, until }: Agreement): string[] {
  const days = [from, ...(until === undefined ? [] : [until])];
  return [
    ...(reference.trim() ? [] : ['Noem het kenmerk van de afspraak.']),
    ...days.flatMap(day => (isDay(day) ? [] : ['Een dag is bijvoorbeeld 2026-12-31.'])),
    ...(until !== undefined && until < from ? ['De afspraak eindigt voor zij begint.'] : []),
  ];
}

async function insertPartner(sql: Sql, partner: NewPartner, change: Change): Promise<void> {
  const { id, name, organisation, oin, role, purposes, contacts, agreement } = partner;
  await sql.query(
    `INSERT INTO partner (id, name, organisation, oin, role, certificate) VALUES ($1, $2, $3, $4, $5, '')`,
    [id, name, organisation, oin, role],
  );
  await sql.query('INSERT INTO partner_purpose (partner, purpose) SELECT $1, unnest($2::text[])', [
    id,
    purposes,
  ]);
  for (const [subject, address] of Object.entries(contacts))
    await sql.query('INSERT INTO partner_contact (partner, subject, address) VALUES ($1, $2, $3)', [
      id,
      subject,
      address,
    ]);
  await sql.query(
    'INSERT INTO partner_agreement (partner, article, reference, from_day, until_day) VALUES ($1, $2, $3, $4, $5)',
    [id, agreement.article, agreement.reference, agreement.from, agreement.until ?? null],
  );
  await tell(sql, id, 'registered', `${role}: ${purposes.join(' ')}`, change);
}

export type PartnerEvent =
  | 'registered'
  | 'certified'
  | 'certificate-retired'
  | 'suspended'
  | 'resumed'
  | 'purposes-changed'
  | 'agreed'
  | 'receipts-agreed'
  | 'receipts-ended';

/** Writes down that a partner was changed; in the transaction that changes it. */
export async function tell(
  sql: Sql,
  partner: string,
  what: PartnerEvent,
  detail: string,
  { by, now, record }: Change,
): Promise<void> {
  await sql.query('INSERT INTO partner_event (partner, what, detail, by, at) VALUES ($1, $2, $3, $4, $5)', [
    partner,
    what,
    detail,
    by,
    now,
  ]);
  await record?.(sql, partner, what, detail);
}

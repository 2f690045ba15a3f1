import { createHash } from 'node:crypto';
import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Koppelsleutels } from '../../adapters/sandbox/files.ts';
import type { Database, Sql } from '../database.ts';
import type { Secrets } from '../secrets.ts';
import { CAST } from './cast.ts';
import { STORIES, type Story, type StoryConsent } from './stories.ts';

const DAY_MS = 86_400_000;
/** Schuldhulp meets people through a signal; the officer knows decisions, not people. */
const STRANGERS: ReadonlySet<string> = new Set(['schuldhulp', 'privacy-officer']);

/** Time and randomness of one filling. */
export interface SeedContext {
  readonly now: Date;
  readonly newId: () => string;
}

/** Fills an empty register with the demo's partners and residents, all or nothing; a filled one is left as it is. */
export async function seed(
  database: Database,
  secrets: Pick<Secrets, 'partners'>,
  context: SeedContext,
): Promise<void> {
  await database.transaction(async sql => {
    const [{ partners } = { partners: 0 }] = await sql.query<{ partners: number }>(
      'SELECT count(*)::int AS partners FROM partner',
    );
    if (partners > 0) return;
    for (const { id, name, organisation, oin, role, purposes } of CAST) {
      await insert(sql, 'partner', {
        id,
        name,
        organisation,
        oin,
        role,
        certificate: secrets.partners[id]?.certificatePem,
      });
      for (const purpose of purposes) await insert(sql, 'partner_purpose', { partner: id, purpose });
    }
    for (const key of RESIDENT_KEYS) await seedResident(sql, key, STORIES[key], context);
  });
}

/** The same uuid for the same persona in every database, so that tests can name them. */
export function residentId(key: ResidentKey): string {
  const hex = createHash('sha256').update(`wijkpoort ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** How a partner knows the residents. */
export async function koppelsleutelsOf(sql: Sql, partner: string): Promise<Koppelsleutels> {
  const links = await sql.query<{ resident: string; koppelsleutel: string }>(
    'SELECT resident, koppelsleutel FROM link WHERE partner = $1',
    [partner],
  );
  const byResident = new Map(links.map(({ resident, koppelsleutel }) => [resident, koppelsleutel]));
  return Object.fromEntries(
    RESIDENT_KEYS.map(key => [key, byResident.get(residentId(key)) ?? '']),
  ) as Koppelsleutels;
}

async function seedResident(
  sql: Sql,
  key: ResidentKey,
  story: Story,
  { now, newId }: SeedContext,
): Promise<void> {
  const resident = residentId(key);
  const earlier = new Date(now.getTime() - 30 * DAY_MS);
  await insert(sql, 'resident', { id: resident });
  for (const partner of CAST.filter(({ id }) => !STRANGERS.has(id))) {
    await insert(sql, 'link', { partner: partner.id, resident, koppelsleutel: newId() });
  }
  await seedWhatWasNoted(sql, resident, story, earlier);
  if (story.members !== undefined) await seedCase(sql, resident, story.members, earlier, newId());
  for (const purpose of story.objections ?? []) {
    await insert(sql, 'objection', { id: newId(), resident, purpose, raised_at: earlier });
  }
  for (const consent of story.consents ?? []) await seedConsent(sql, resident, consent, earlier, newId());
  for (const { by, ...declared } of story.declarations ?? []) {
    await insert(sql, 'declaration', {
      id: newId(),
      resident,
      ...declared,
      declared_by: by,
      valid_from: earlier,
    });
  }
}

async function seedWhatWasNoted(
  sql: Sql,
  resident: string,
  { informed, minor }: Story,
  at: Date,
): Promise<void> {
  const by = 'wijkteam-zuidoost';
  if (informed) {
    const given = { explanation: 'uitleg-2026-10', language: 'nl', given_by: by, given_at: at };
    await insert(sql, 'information_given', { resident, ...given });
  }
  if (minor === true) await insert(sql, 'minority', { resident, age: 'from-12', noted_at: at, noted_by: by });
}

async function seedCase(
  sql: Sql,
  resident: string,
  members: NonNullable<Story['members']>,
  since: Date,
  id: string,
): Promise<void> {
  await insert(sql, 'social_case', { id, resident, opened_at: since });
  for (const [partner, professional] of members) {
    await insert(sql, 'case_member', { social_case: id, partner, professional, member_from: since });
  }
}

async function seedConsent(
  sql: Sql,
  resident: string,
  consent: StoryConsent,
  at: Date,
  id: string,
): Promise<void> {
  const { withdrawn, ...asked } = consent;
  const valid_until = new Date(at.getTime() + 365 * DAY_MS);
  await insert(sql, 'consent', {
    id,
    resident,
    ...asked,
    text_shown: 'vraag-2026-10',
    language: 'nl',
    valid_until,
  });
  await insert(sql, 'consent_event', {
    consent: id,
    position: 1,
    state: 'ConsentGiven',
    at,
    channel: 'aan tafel',
  });
  if (withdrawn === undefined) return;
  const later = new Date(at.getTime() + 7 * DAY_MS);
  await insert(sql, 'consent_event', {
    consent: id,
    position: 2,
    state: 'Withdrawn',
    at: later,
    channel: 'portaal',
  });
}

/** The names of tables and columns come from this file alone. */
async function insert(sql: Sql, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  await sql.query(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  );
}

import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import { RESIDENTS } from '../../adapters/sandbox/residents.ts';
import type { Database, Sql } from '../database.ts';
import { loginTagger } from '../identity/people/find-person.ts';
import { NL_GOV_CLAIMS } from '../identity/people/login-claims.ts';
import type { LoginProviderSettings } from '../identity/people/login-provider.ts';
import type { LoginSetup, StandIn } from '../identity/people/people.ts';
import {
  STAND_IN_CLIENT,
  STAND_IN_SUBJECT_TYPE,
  standInSubject,
  type StandInAccount,
} from '../identity/people/stand-in-account.ts';
import type { Secrets } from '../secrets.ts';
import { residentId } from './seed.ts';

const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';
const HIGH = 'http://eidas.europa.eu/LoA/high';
const TWO_FACTORS = 'https://refeds.org/profile/mfa';

/** Who speaks for whom in the demo. */
const REPRESENTATIVES = [
  {
    id: 'mentor-van-lin',
    label: 'Mevrouw Verbeelding, mentor van Lin',
    for: 'lin',
    kind: 'mentor',
    reach: 'care',
  },
  {
    id: 'bewindvoerder-van-ahmed',
    label: 'De heer Kasboek, bewindvoerder van Ahmed',
    for: 'ahmed',
    kind: 'bewindvoerder',
    reach: 'money',
  },
] as const satisfies readonly (StandInAccount & { for: ResidentKey; kind: string; reach: string })[];

/** Who works at a partner, or looks after the gateway. */
const STAFF = [
  {
    id: 'wt-031',
    label: 'Sociaal wijkteam Zuidoost: medewerker wt-031',
    role: 'professional',
    partner: 'wijkteam-zuidoost',
  },
  { id: 'mw-417', label: 'Zayaz: medewerker mw-417', role: 'professional', partner: 'zayaz' },
  { id: 'fa-007', label: 'Farent: medewerker fa-007', role: 'professional', partner: 'farent' },
  { id: 'fg-001', label: 'Privacy officer fg-001', role: 'officer', partner: null },
  { id: 'fg-002', label: 'Privacy officer fg-002', role: 'officer', partner: null },
  { id: 'ac-001', label: 'Accountant ac-001', role: 'auditor', partner: null },
  { id: 'bh-001', label: 'Beheerder bh-001', role: 'administrator', partner: null },
] as const;

const ourselves: readonly StandInAccount[] = RESIDENTS.map(({ key, persoon, verhaal }) => ({
  id: key,
  label: `${persoon.roepnaam} ${persoon.achternaam}`,
  story: verhaal,
}));

const DIGID: StandIn = {
  name: 'digid',
  path: '/nabootsing/digid',
  levels: [SUBSTANTIAL, HIGH],
  accounts: [
    ...ourselves,
    ...REPRESENTATIVES.map(({ id, label, for: represents }) => ({ id, label, represents })),
    { id: 'onbekende', label: 'Iemand die Wijkpoort niet kent' },
  ],
};

const WORK: StandIn = {
  name: 'werk',
  path: '/nabootsing/werk',
  levels: [TWO_FACTORS],
  accounts: STAFF.map(({ id, label }) => ({ id, label })),
};

/** Logging in as the demo does: with stand-ins at our own address. */
export const STAND_IN_LOGINS: LoginSetup = {
  standIns: [DIGID, WORK],
  settings: publicUrl => {
    const provider = ({ name, path, levels }: StandIn): LoginProviderSettings => ({
      name,
      issuer: publicUrl + path,
      clientId: STAND_IN_CLIENT,
      levels,
      claims: NL_GOV_CLAIMS,
    });
    return {
      publicUrl,
      residents: provider(DIGID),
      staff: [provider(WORK)],
    };
  },
};

/** Lets the invented people log in. What is there stays. */
export async function seedLogins(
  database: Database,
  { cookieKey, subjectKey }: Pick<Secrets, 'cookieKey' | 'subjectKey'>,
  now: Date,
): Promise<void> {
  const tagOf = loginTagger(subjectKey);
  const tag = (provider: string, account: string): Buffer =>
    tagOf(provider, { type: STAND_IN_SUBJECT_TYPE, value: standInSubject(cookieKey, account) });
  await database.transaction(async sql => {
    for (const key of RESIDENT_KEYS)
      await sql.query('INSERT INTO resident_login (tag, resident) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        tag('digid', key),
        residentId(key),
      ]);
    for (const each of REPRESENTATIVES) await seedRepresentative(sql, each, tag('digid', each.id), now);
    for (const { id, role, partner } of STAFF)
      await sql.query(
        'INSERT INTO staff_login (tag, role, partner, professional) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [tag('werk', id), role, partner, id],
      );
  });
}

async function seedRepresentative(
  sql: Sql,
  { id, for: key, kind, reach }: (typeof REPRESENTATIVES)[number],
  tag: Buffer,
  now: Date,
): Promise<void> {
  const representation = representationId(key);
  await sql.query(
    `INSERT INTO representation (id, resident, kind, reach, proof_kind, proof_number, valid_from, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, 'beschikking', $5, $6, 'demo', $6) ON CONFLICT DO NOTHING`,
    [representation, residentId(key), kind, reach, id, now],
  );
  await sql.query(
    'INSERT INTO representative_login (tag, representation) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [tag, representation],
  );
}

/** The same in every database, like the personas themselves: their own number with another beginning. */
export const representationId = (key: ResidentKey): string => `00000000${residentId(key).slice(8)}`;

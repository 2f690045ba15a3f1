import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../../gateway/database.ts';
import { seed } from '../../../gateway/demo/seed.ts';
import type { Secrets } from '../../../gateway/secrets.ts';

export const RESIDENTS = 500;
export const FIELDS = ['identiteit.naam', 'contact.telefoon_email', 'woonprofiel.woonwens'] as const;

/** Everything the situation of one request rests on, for each resident; and the plain log of the naive handler. */
const FILL = [
  `CREATE TABLE bench_resident AS
     SELECT gen_random_uuid() AS id, gen_random_uuid() AS social_case, gen_random_uuid() AS consent, gen_random_uuid() AS asker,
            gen_random_uuid() AS source FROM generate_series(1, ${RESIDENTS})`,
  `INSERT INTO resident SELECT id FROM bench_resident`,
  `INSERT INTO link SELECT 'zayaz', id, asker FROM bench_resident`,
  `INSERT INTO link SELECT 'wijkteam-zuidoost', id, source FROM bench_resident`,
  `INSERT INTO information_given SELECT id, 'uitleg-2026-10', 'nl', 'wijkteam-zuidoost', now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO social_case SELECT social_case, id, now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO case_member SELECT social_case, 'zayaz', 'mw-417', now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO case_member SELECT social_case, 'wijkteam-zuidoost', 'wt-031', now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO consent SELECT consent, id, 'D01', 'wijkteam-zuidoost', 'zayaz', ARRAY['${FIELDS.join("','")}'], ARRAY['T-geheim'],
          'vraag-2026-10', 'nl', now() + interval '1 year' FROM bench_resident`,
  `INSERT INTO consent_event SELECT consent, 1, 'ConsentGiven', now() - interval '30 days', 'aan tafel' FROM bench_resident`,
  `CREATE TABLE naive_log (id bigserial PRIMARY KEY, at timestamptz NOT NULL, line text NOT NULL, resident uuid NOT NULL)`,
  `CREATE INDEX ON naive_log (resident, id)`,
  `CREATE TABLE naive_consent AS SELECT asker AS koppelsleutel, id AS resident, 'D01' AS purpose, ARRAY['${FIELDS.join("','")}'] AS fields
     FROM bench_resident`,
  `CREATE UNIQUE INDEX ON naive_consent (koppelsleutel, purpose)`,
  'ANALYZE',
];

/** Fills a migrated, empty database; resolves to the koppelsleutels under which Zayaz asks. */
export async function fillDatabase(url: string, secrets: Secrets): Promise<readonly string[]> {
  const database = openDatabase(url);
  try {
    await seed(database, secrets, { now: new Date(), newId: randomUUID });
    for (const statement of FILL) await database.query(statement);
    const rows = await database.query<{ asker: string }>('SELECT asker FROM bench_resident');
    return rows.map(({ asker }) => asker);
  } finally {
    await database.close();
  }
}

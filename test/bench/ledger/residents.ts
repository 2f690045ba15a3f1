import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../../gateway/database.ts';
import { seed } from '../../../gateway/demo/seed.ts';
import type { Secrets } from '../../../gateway/secrets.ts';

export const RESIDENTS = 500;
export const FIELDS = ['identiteit.naam', 'contact.telefoon_email', 'woonprofiel.woonwens'] as const;

/** A resident as the partners know them: who asks, whom it asks, and for which of its people. */
export interface BenchResident {
  readonly sender: string;
  readonly professional: string;
  /** Each partner's own koppelsleutel. */
  readonly asker: string;
  readonly source: string;
  readonly officer: string;
}

export interface Filling {
  readonly residents: number;
  /** Each resident has a case with one of these, by turns. */
  readonly senders: readonly string[];
  /** How many people at the asking partner these residents are divided over. */
  readonly professionals: number;
}

/** Everything the situation of one request rests on, for each resident; and the plain log of the naive handler. */
const fillStatements = ({ residents, senders, professionals }: Filling): readonly string[] => [
  `CREATE TABLE bench_resident AS
     SELECT gen_random_uuid() AS id, gen_random_uuid() AS social_case, gen_random_uuid() AS consent, gen_random_uuid() AS asker,
            gen_random_uuid() AS source, gen_random_uuid() AS officer, 'mw-' || (417 + n % ${professionals}) AS professional,
            (ARRAY['${senders.join("','")}'])[1 + n % ${senders.length}] AS sender FROM generate_series(1, ${residents}) AS n`,
  `INSERT INTO resident SELECT id FROM bench_resident`,
  `INSERT INTO link SELECT 'zayaz', id, asker FROM bench_resident`,
  `INSERT INTO link SELECT sender, id, source FROM bench_resident`,
  `INSERT INTO link SELECT 'privacy-officer', id, officer FROM bench_resident`,
  `INSERT INTO information_given SELECT id, 'uitleg-2026-10', 'nl', sender, now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO social_case SELECT social_case, id, now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO case_member SELECT social_case, 'zayaz', professional, now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO case_member SELECT social_case, sender, 'wt-031', now() - interval '30 days' FROM bench_resident`,
  `INSERT INTO consent SELECT consent, id, 'D01', sender, 'zayaz', ARRAY['${FIELDS.join("','")}'], ARRAY['T-geheim','T-9'],
          'vraag-2026-10', 'nl', now() + interval '1 year' FROM bench_resident`,
  `INSERT INTO consent_event SELECT consent, 1, 'ConsentGiven', now() - interval '30 days', 'aan tafel' FROM bench_resident`,
  `CREATE TABLE naive_log (id bigserial PRIMARY KEY, at timestamptz NOT NULL, line text NOT NULL, resident uuid NOT NULL)`,
  `CREATE INDEX ON naive_log (resident, id)`,
  `CREATE TABLE naive_consent AS SELECT asker AS koppelsleutel, id AS resident, source, 'D01' AS purpose,
          ARRAY['${FIELDS.join("','")}'] AS fields FROM bench_resident`,
  `CREATE UNIQUE INDEX ON naive_consent (koppelsleutel, purpose)`,
  'ANALYZE',
];

/** Adds residents to a database that has its partners. */
export async function fillResidents(database: Database, filling: Filling): Promise<readonly BenchResident[]> {
  for (const statement of fillStatements(filling)) await database.query(statement);
  return await database.query<BenchResident>(
    'SELECT sender, professional, asker, source, officer FROM bench_resident',
  );
}

/** Fills a migrated, empty database; resolves to the koppelsleutels under which Zayaz asks. */
export async function fillDatabase(url: string, secrets: Secrets): Promise<readonly string[]> {
  const database = openDatabase(url);
  try {
    await seed(database, secrets, { now: new Date(), newId: randomUUID });
    const filling = { residents: RESIDENTS, senders: ['wijkteam-zuidoost'], professionals: 1 };
    return (await fillResidents(database, filling)).map(({ asker }) => asker);
  } finally {
    await database.close();
  }
}

import { Pool } from 'pg';

const MONTHS = 60;
const SLICE = 200_000;
const AT_ONCE = 2;

// Made within the server, without a client that sends them: of these the texts are shorter than real ones, to fit ten million
// on a small disk; what is searched by is as the gateway makes it, for a wijk with a few large partners and many small ones,
// some twenty entries a resident and four fields an entry.
const EACH = `(SELECT n, date_trunc('milliseconds', $3::timestamptz + (n * $4::double precision) * interval '1 second') AS at
                 FROM generate_series($1::bigint, $2::bigint - 1) AS n) AS entry`;
const SENDER = 'floor(40 * power(((n * 104729) % 1000) / 1000.0::double precision, 3))::integer';
const RECIPIENT = 'floor(40 * power(((n * 7919) % 1000) / 1000.0::double precision, 3))::integer';
const EVENT = 'CASE WHEN n % 10 < 7 THEN 0 WHEN n % 10 < 9 THEN 1 WHEN n % 1000 = 9 THEN 2 ELSE 3 END';
const EVENTS = ['released', 'refused', 'not-delivered', 'source-failed'];

/** Where the numbers of the words of one kind begin. */
const FIRST = { event: 1, purpose: 10, sender: 100, recipient: 200, version: 300, field: 400 } as const;

const WORDS = `
INSERT INTO ledger_word (id, word) OVERRIDING SYSTEM VALUE
SELECT ${FIRST.event} + n - 1, word FROM unnest($1::text[]) WITH ORDINALITY AS event (word, n)
UNION ALL SELECT ${FIRST.purpose} + n, 'D' || lpad((1 + n)::text, 2, '0') FROM generate_series(0, 14) AS n
UNION ALL SELECT ${FIRST.sender} + n, 'zender-' || n FROM generate_series(0, 40) AS n
UNION ALL SELECT ${FIRST.recipient} + n, 'ontvanger-' || n FROM generate_series(0, 40) AS n
UNION ALL SELECT ${FIRST.version} + n, repeat(to_hex(n), 64) FROM generate_series(0, 15) AS n
UNION ALL SELECT ${FIRST.field} + n, 'groep.veld-' || n FROM generate_series(0, 66) AS n`;

const ENTRIES = `
INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, actor)
SELECT n, at,
       format('{"at":"%s","direction":"ask","event":"%s","fields":{"groep.veld-%s":{"decision":"released"}},"purpose":"D%s","recipient":"ontvanger-%s","sender":"zender-%s"}',
              at, ($5::text[])[${EVENT} + 1], (n * 7 + 13) % 67, lpad((1 + n % 15)::text, 2, '0'), ${RECIPIENT}, ${SENDER}),
       sha256(int8send(n)), 'A'
  FROM ${EACH}`;

const FACETS = `
INSERT INTO ledger_facet (index, recorded_at, event, purpose, sender, recipient, policy_version, subject, actor)
SELECT n, at, ${FIRST.event} + ${EVENT}, ${FIRST.purpose} + n % 15, ${FIRST.sender} + ${SENDER}, ${FIRST.recipient} + ${RECIPIENT},
       ${FIRST.version} + (n * 5 / $5::bigint) % 16,
       sha256(convert_to('bewoner-' || (n * 48271 % greatest($5::bigint / 20, 1)), 'UTF8')),
       sha256(convert_to('medewerker-' || (n * 16807 % 2000), 'UTF8'))
  FROM ${EACH}`;

const FIELDS = `
INSERT INTO ledger_field (field, recorded_at, index, released)
SELECT ${FIRST.field} + (n * 7 + k * k * 13) % 67, at, n, n % 10 < 7 FROM ${EACH}, generate_series(1, 4) AS k`;

/** Fills an empty ledger with this many entries over the five years before `now`, as fast as the server can; not for proofs. */
export async function fillMany(url: string, count: number, now: Date): Promise<void> {
  // A pool of its own: making an index of forty million rows takes longer than a gateway waits.
  const options = '-c maintenance_work_mem=512MB -c max_parallel_maintenance_workers=0 -c jit=off';
  const database = new Pool({ connectionString: url, max: AT_ONCE, options });
  try {
    await fill(database, count, now);
  } finally {
    await database.end();
  }
}

async function fill(database: Pool, count: number, now: Date): Promise<void> {
  const start = await makeMonths(database, now);
  const everySeconds = (now.getTime() - start.getTime()) / 1_000 / count;
  const indexes = await takeIndexes(database);
  await database.query(WORDS, [EVENTS]);
  const slices = Array.from({ length: Math.ceil(count / SLICE) }, (_, n) => n * SLICE);
  const fillSlice = async (from: number): Promise<void> => {
    const place = [from, Math.min(from + SLICE, count), start, everySeconds];
    await database.query(FIELDS, place);
    await database.query(FACETS, [...place, count]);
    await database.query(ENTRIES, [...place, EVENTS]);
  };
  await sideBySide(slices, fillSlice);
  await sideBySide(indexes, async each => void (await database.query(each)));
  await database.query('UPDATE ledger_head SET size = $1', [count]);
  await database.query('UPDATE ledger_projected SET next = $1', [count]);
  await sideBySide(
    await tablesOf(database),
    async name => void (await database.query(`VACUUM (ANALYZE) ${name}`)),
  );
}

async function makeMonths(database: Pool, now: Date): Promise<Date> {
  const start = new Date(Date.UTC(now.getUTCFullYear() - 5, now.getUTCMonth(), 1));
  for (let month = 0; month <= MONTHS; month++) {
    const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1));
    await database.query('SELECT ledger_make_month($1::date)', [first.toISOString().slice(0, 10)]);
  }
  return start;
}

/** Drops what is cheaper to make at the end, and tells how. What is thrown away at the end need not survive a crash either. */
async function takeIndexes(database: Pool): Promise<readonly string[]> {
  for (const name of await tablesOf(database)) await database.query(`ALTER TABLE ${name} SET UNLOGGED`);
  const { rows } = await database.query<{ name: string; made_by: string; key: string | null; at: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made_by, pg_get_constraintdef(con.oid) AS key,
            indrelid::regclass::text AS at
       FROM pg_index LEFT JOIN pg_constraint AS con ON con.conindid = indexrelid
      WHERE indrelid IN ('ledger_facet'::regclass, 'ledger_field'::regclass)`,
  );
  for (const { name, key, at } of rows)
    await database.query(key === null ? `DROP INDEX ${name}` : `ALTER TABLE ${at} DROP CONSTRAINT ${name}`);
  return rows.map(({ made_by, key, at, name }) =>
    key === null ? made_by : `ALTER TABLE ${at} ADD CONSTRAINT ${name} ${key}`,
  );
}

async function tablesOf(database: Pool): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass
     UNION ALL VALUES ('ledger_facet'), ('ledger_field')`,
  );
  return rows.map(({ name }) => name);
}

async function sideBySide<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const hand = async (): Promise<void> => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

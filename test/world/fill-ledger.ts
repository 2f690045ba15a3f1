import type { Database } from '../../gateway/database.ts';
import { followLog } from '../../gateway/ledger/queries.ts';

const MONTHS = 60;

// Entries as a wijk would have them over five years: a few large partners and many small ones, some twenty entries a resident,
// four fields an entry. Their texts are like real ones; their hashes are not those of a tree.
const FILL = `
INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject, actor, actor_salt, actor_tag)
SELECT n, at,
       format('{"actor":"%s","at":"%s","direction":"ask","event":"%s","fields":{%s},"personal":"%s","policyVersion":"%s","purpose":"%s","recipient":"%s","requestId":"%s","sender":"%s","traceId":"%s","v":1}',
              encode(hash, 'hex'), to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              CASE WHEN n % 10 < 7 THEN 'released' WHEN n % 10 < 9 THEN 'refused' WHEN n % 1000 = 9 THEN 'not-delivered' ELSE 'source-failed' END,
              (SELECT string_agg(format('"groep.veld-%s":{"decision":"%s","rule":"1.%s"}', f, CASE WHEN n % 10 < 7 THEN 'released' ELSE 'withheld' END, f), ',')
                 FROM (SELECT DISTINCT ((n * 7 + k * k * 13) % 67) AS f FROM generate_series(1, 4) AS k) AS chosen),
              encode(hash, 'hex'), repeat(to_hex((n * 5 / $2) % 16), 64), 'D' || lpad((1 + n % 15)::text, 2, '0'),
              'ontvanger-' || floor(40 * power(((n * 7919) % 1000) / 1000.0, 3))::int, gen_random_uuid(),
              'zender-' || floor(40 * power(((n * 104729) % 1000) / 1000.0, 3))::int, md5(n::text)),
       hash, hash, rpad(encode(hash, 'base64'), 260, 'A'),
       sha256(convert_to('bewoner-' || (n * 48271 % greatest($2 / 20, 1)), 'UTF8')),
       rpad(encode(hash, 'base64'), 110, 'A'), hash,
       sha256(convert_to('medewerker-' || (n * 16807 % 2000), 'UTF8'))
  FROM (SELECT n, date_trunc('milliseconds', $3::timestamptz + (n * $4::double precision) * interval '1 second') AS at, sha256(convert_to(n::text, 'UTF8')) AS hash
          FROM generate_series($1::bigint, $1::bigint + 9999) AS n WHERE n < $2) AS entry`;

/** Fills an empty ledger with this many entries, spread over the five years before `now`, and follows it. */
export async function fillLedger(
  database: Database,
  count: number,
  now: Date,
): Promise<{ readonly followSeconds: number }> {
  const start = new Date(Date.UTC(now.getUTCFullYear() - 5, now.getUTCMonth(), 1));
  for (let month = 0; month <= MONTHS; month++) {
    const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1));
    await database.query('SELECT ledger_make_month($1::date)', [first.toISOString().slice(0, 10)]);
  }
  const everySeconds = (now.getTime() - start.getTime()) / 1_000 / count;
  for (let from = 0; from < count; from += 10_000) {
    await database.query(FILL, [from, count, start, everySeconds]);
    await database.query('UPDATE ledger_head SET size = $1', [Math.min(from + 10_000, count)]);
  }
  const before = performance.now();
  await followLog(database);
  const followSeconds = (performance.now() - before) / 1_000;
  for (const table of ['ledger_word', 'ledger_facet', 'ledger_field', 'ledger_head'])
    await database.query(`ANALYZE ${table}`);
  const places = await database.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass`,
  );
  for (const { name } of places) await database.query(`ANALYZE ${name}`);
  return { followSeconds };
}

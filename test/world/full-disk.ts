import type { Database } from '../../gateway/database.ts';

/**
 * From here on this table refuses what is written as a full disk would, each time at the moment that `when` says; resolves to
 * what makes room again. The table is taken whole first: whoever reads or writes takes it before its partitions, PostgreSQL the
 * other way around when it makes or drops a trigger, and then each waits for the other.
 */
export async function fillDisk(
  database: Database,
  table = 'ledger_entry',
  when = 'BEFORE INSERT',
): Promise<() => Promise<void>> {
  const name = `full_disk_${table}`;
  const kind = when.startsWith('AFTER') ? 'CONSTRAINT TRIGGER' : 'TRIGGER';
  const [event, later = ''] = when.split(', ');
  const inTurn = async (...statements: readonly string[]): Promise<void> =>
    await database.transaction(async sql => {
      await sql.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      for (const statement of statements) await sql.query(statement);
    });
  await inTurn(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'no space left for %', NEW USING ERRCODE = 'disk_full'; END $$`,
    `CREATE ${kind} ${name} ${event} ON ${table} ${later} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
  return async () => await inTurn(`DROP FUNCTION IF EXISTS ${name} CASCADE`);
}

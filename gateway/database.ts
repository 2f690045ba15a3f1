import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { Client, Pool, type PoolClient } from 'pg';

/** Anything that can run SQL: the pool, or one transaction. */
export interface Sql {
  /** Resolves to the rows. Rejects with a `DatabaseFailure`. */
  readonly query: <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
}

export interface Database extends Sql {
  /** Commits when `work` resolves, rolls back when it rejects. */
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** Waits for what is running, then closes every connection. */
  readonly close: () => Promise<void>;
}

/**
 * The database refused or could not be reached. Holds the SQLSTATE or system code and nothing else: PostgreSQL repeats
 * values in its messages, so neither its message nor the error itself is kept.
 */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  readonly code: string;

  constructor(code: string) {
    super(`the database answered with ${code}`);
    this.code = code;
  }
}

/** A server that froze or went away without a word holds nobody up for longer than this. */
const LONGEST_QUERY_MS = 30_000;
/** Who waits longer for the head of the ledger is told to come back: better than hanging. */
const LONGEST_LOCK_MS = 5_000;

/** How a pool is used. */
export interface DatabaseUse {
  /** As many connections at most; 20 unless said. */
  readonly connections?: number;
  /** One plan per statement for all its values: for few statements that look up by key, where planning costs more than doing. */
  readonly plansOnce?: boolean;
}

/**
 * Opens a pool. Each statement is planned once per connection; with `pgbouncer=true` in the address it is not, because behind
 * a pooler the next statement may come to another connection.
 */
export function openDatabase(
  url: string,
  { connections = 20, plansOnce = false }: DatabaseUse = {},
): Database {
  const address = new URL(url);
  const isPooled = address.searchParams.get('pgbouncer') === 'true';
  address.searchParams.delete('pgbouncer');
  const pool = new Pool({
    connectionString: address.href,
    max: connections,
    connectionTimeoutMillis: 3_000,
    query_timeout: LONGEST_QUERY_MS,
    ...(isPooled ? {} : { lock_timeout: LONGEST_LOCK_MS }),
    ...(plansOnce && !isPooled ? { options: '-c plan_cache_mode=force_generic_plan' } : {}),
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; the next query tells whether the database is there.
  pool.on('error', () => undefined);
  return {
    query: asSql(pool, isPooled).query,
    transaction: async work => await inTransaction(pool, isPooled, work),
    close: async () => await pool.end(),
  };
}

const asSql = (client: Pool | PoolClient, isPooled: boolean): Sql => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) => {
    const name = isPooled || values.length === 0 ? {} : { name: nameOf(text) };
    try {
      return (await client.query({ ...name, text, values: [...values] })).rows as Row[];
    } catch (error) {
      throw new DatabaseFailure(codeOf(error));
    }
  },
});

async function inTransaction<T>(pool: Pool, isPooled: boolean, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new DatabaseFailure(codeOf(error));
  });
  const { sql, end } = inTurn(asSql(client, isPooled));
  let isBroken = false;
  // A connection that breaks between two statements has nobody else to tell; without this the process would end.
  const broke = (): void => void (isBroken = true);
  client.on('error', broke);
  try {
    await sql.query('BEGIN');
    const result = await work(sql);
    await sql.query('COMMIT');
    return result;
  } catch (error) {
    await sql.query('ROLLBACK').catch(broke);
    throw error;
  } finally {
    end();
    client.off('error', broke);
    client.release(isBroken);
  }
}

/** One connection does one thing at a time. After the end nothing is asked of it any more: it is another's by then. */
function inTurn(sql: Sql): { readonly sql: Sql; readonly end: () => void } {
  let isOver = false;
  let last: Promise<unknown> = Promise.resolve();
  const query: Sql['query'] = async <Row>(text: string, values?: readonly unknown[]) => {
    const mine = last.then(async () => {
      if (isOver) throw new DatabaseFailure('transaction-over');
      return await sql.query<Row>(text, values);
    });
    last = mine.catch(() => undefined);
    return await mine;
  };
  return { sql: { query }, end: () => void (isOver = true) };
}

const names = new Map<string, string>();

/** A name for a statement, the same for the same text. Our statements are constants, so there are few. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `wijkpoort_${names.size}`;
  names.set(text, name);
  return name;
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

/** Where the migrations are that come with this program. */
export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** Applies the migrations that are not applied yet, one process at a time; resolves to their names. */
export async function migrate(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const quiet = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    };
    const applied = await runner({
      dbClient: client,
      dir: MIGRATIONS,
      direction: 'up',
      // What two versions brought beside each other may come in either order (decision 0140).
      checkOrder: false,
      migrationsTable: 'migration',
      logger: quiet,
    });
    return applied.map(({ name }) => name);
  } catch (error) {
    throw new DatabaseFailure(codeOf(error));
  } finally {
    await client.end();
  }
}

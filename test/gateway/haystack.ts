import type { World } from '../world/world.ts';

/** Something the gateway wrote, sent or kept, with where it was found. */
export interface Straw {
  readonly where: string;
  readonly text: string;
}

/** Every column of every row of every table that is ours, without knowing which there are. */
export async function databaseStraws({ database }: World): Promise<readonly Straw[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const straws: Straw[] = [];
  for (const { name } of tables) {
    const rows = await database.query<Readonly<Record<string, unknown>>>(`SELECT * FROM ${name}`);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row))
        straws.push({ where: `${name}.${column}`, text: asText(value) });
    }
  }
  return straws;
}

/** Bytes are read as the text they may hide. */
function asText(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asText).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the process prints while `work` runs, on either stream. */
export async function printedDuring(work: () => Promise<void>): Promise<readonly Straw[]> {
  const printed: Straw[] = [];
  const restore = [process.stdout, process.stderr].map(stream => {
    const print = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array): boolean => {
      printed.push({ where: 'printed', text: Buffer.from(chunk).toString('latin1') });
      return print(chunk);
    };
    return () => {
      stream.write = print;
    };
  });
  try {
    await work();
  } finally {
    for (const each of restore) each();
  }
  return printed;
}

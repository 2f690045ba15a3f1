import { Client } from 'pg';

/** Makes a database on the server behind `url`, optionally as a copy of another; resolves to the new one's address. */
export async function createDatabase(url: string, name: string, template?: string): Promise<string> {
  await onServer(
    url,
    client => `CREATE DATABASE ${client.escapeIdentifier(name)}${copyOf(client, template)}`,
  );
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** Drops a database, also when somebody still looks at it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, client => `DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

const copyOf = (client: Client, template: string | undefined): string =>
  template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;

async function onServer(url: string, statement: (client: Client) => string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(statement(client));
  } finally {
    await client.end();
  }
}

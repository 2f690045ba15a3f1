import { X509Certificate } from 'node:crypto';
import { clockDifference } from '../clock-difference.ts';
import { databaseAdvice } from '../database-advice.ts';
import { DatabaseFailure, openDatabase, type Sql } from '../database.ts';
import { requireDurable } from '../require-durable.ts';
import { schemaFit, type SchemaFit } from '../schema-fit.ts';
import { isOfDemo } from './read-materials.ts';
import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';

const PATH = 'database.dienst';

/** What is wrong with the database that was named, as far as can be seen from here; it is left as it is. */
export async function databaseFaults(
  { database: { dienst }, toezicht }: ServeSettings,
  clock: () => Date,
): Promise<readonly SettingFault[]> {
  const database = openDatabase(dienst, { connections: 1 });
  try {
    return await faultsIn(database, toezicht.klok, clock);
  } catch (error) {
    const code = error instanceof DatabaseFailure ? error.code : 'onbekend';
    return [
      {
        path: PATH,
        wrong: `de database antwoordt niet (${code})`,
        todo: databaseAdvice(code),
      },
    ];
  } finally {
    await database.close();
  }
}

async function faultsIn(sql: Sql, clockSeconds: number, clock: () => Date): Promise<readonly SettingFault[]> {
  const schema = schemaFault(await schemaFit(sql));
  // On another schema the rest would only tell that it is another.
  if (schema !== undefined) return [schema];
  const found = [
    await roleFault(sql),
    await writingFault(sql),
    await durabilityFault(sql),
    await clockFault(sql, clockSeconds, clock),
    ...(await demoFaults(sql)),
  ];
  return found.filter(each => each !== undefined);
}

/** In words for whoever has to choose which of the two to bring up to date. */
export function schemaFault(fit: SchemaFit): SettingFault | undefined {
  switch (fit.fit) {
    case 'same':
    case 'ahead':
      return undefined;
    case 'database-behind':
      return {
        path: PATH,
        wrong: `de database loopt achter op dit programma: ${fit.missing.length} stappen, vanaf ${fit.missing[0]}`,
        todo: 'doe eerst wijkpoort migrate met dit programma; de vorige versie blijft intussen werken',
      };
    case 'program-behind':
      return {
        path: PATH,
        wrong: `dit programma is te oud voor deze database: het kent ${fit.breaking.join(', ')} niet`,
        todo: 'start de nieuwe versie van het programma; terug kan niet',
      };
  }
}

async function roleFault(sql: Sql): Promise<SettingFault | undefined> {
  const [row] = await sql.query<{ may: boolean }>(
    `SELECT has_table_privilege('ledger_entry', 'UPDATE') OR has_table_privilege('ledger_entry', 'DELETE') AS may`,
  );
  if (row?.may === false) return undefined;
  return {
    path: PATH,
    wrong: 'deze rol kan regels van het logboek veranderen',
    todo: 'geef de dienst een rol van haar eigen; wijkpoort migrate maakt die',
  };
}

async function writingFault(sql: Sql): Promise<SettingFault | undefined> {
  const [row] = await sql.query<{ reads: string }>(
    `SELECT current_setting('transaction_read_only') AS reads`,
  );
  if (row?.reads !== 'on') return undefined;
  return {
    path: PATH,
    wrong: 'deze database kan alleen gelezen worden',
    todo: 'noem de primaire server, niet een kopie',
  };
}

async function durabilityFault(sql: Sql): Promise<SettingFault | undefined> {
  try {
    await requireDurable(sql);
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseFailure) throw error;
    return {
      path: PATH,
      wrong: 'PostgreSQL belooft niet dat een logregel bewaard is',
      todo: 'zet fsync en synchronous_commit aan',
    };
  }
}

async function clockFault(
  sql: Sql,
  mostSeconds: number,
  clock: () => Date,
): Promise<SettingFault | undefined> {
  const seconds = Math.round((await clockDifference(sql, clock)) / 1_000);
  if (Math.abs(seconds) <= mostSeconds) return undefined;
  return {
    path: 'toezicht.klok',
    wrong: `de klok van deze machine loopt ${Math.abs(seconds)} s ${seconds > 0 ? 'voor' : 'achter'} op die van de database`,
    todo: 'zet op beide de tijd gelijk (NTP)',
  };
}

/** Whoever has the demo's own authority can be any of its partners. */
async function demoFaults(sql: Sql): Promise<readonly SettingFault[]> {
  const rows = await sql.query<{ id: string; certificate: string }>(
    `SELECT id, c.certificate FROM partner JOIN partner_certificate c ON c.partner = id
      WHERE suspended_at IS NULL AND retired_at IS NULL ORDER BY id`,
  );
  const invented = [
    ...new Set(rows.filter(({ certificate }) => isFromDemo(certificate)).map(({ id }) => id)),
  ];
  if (invented.length === 0) return [];
  return [
    {
      path: 'database',
      wrong: `hier doen partners van een demo mee: ${invented.slice(0, 3).join(', ')}${invented.length > 3 ? ', …' : ''}`,
      todo: 'begin met een lege database, of schors hen met wijkpoort partner schors',
    },
  ];
}

function isFromDemo(pem: string): boolean {
  try {
    return isOfDemo(new X509Certificate(pem));
  } catch {
    return false;
  }
}

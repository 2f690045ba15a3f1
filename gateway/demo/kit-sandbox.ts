import { careFiles } from '../../adapters/sandbox/care-files.ts';
import { corporationFiles } from '../../adapters/sandbox/corporation-files.ts';
import type { Koppelsleutels, SandboxFiles } from '../../adapters/sandbox/files.ts';
import { heldValues } from '../../adapters/sandbox/held-values.ts';
import { municipalFiles } from '../../adapters/sandbox/municipal-files.ts';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import type { Database, Sql } from '../database.ts';
import { partnerClient } from '../partner-client.ts';
import { copyRows } from './newcomer.ts';
import { koppelsleutelsOf, residentId } from './seed.ts';

/** A yes that a partner of the sandbox has, on which it can be tested. */
export interface Trial {
  readonly purpose: string;
  readonly sender: string;
  readonly resident: string;
  /** How the partner knows the resident, and how the sender does. */
  readonly koppelsleutel: string;
  readonly senderKoppelsleutel: string;
  /** What the sender's system holds about this resident. */
  readonly values: readonly string[];
}

const FILES: Readonly<Record<string, (known: Koppelsleutels) => SandboxFiles>> = {
  zayaz: corporationFiles,
  'wijkteam-zuidoost': municipalFiles,
  'sociale-dienst': municipalFiles,
  'reinier-van-arkel-kliniek': careFiles,
};

interface ConsentRow {
  readonly id: string;
  readonly resident: string;
  readonly purpose: string;
  readonly sender: string;
}

/** Finds a yes to test a partner on, and gives it again when it was taken back in an earlier test. */
export async function prepareTrial(
  database: Database,
  partner: string,
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): Promise<Trial | undefined> {
  const [consent] = await database.query<ConsentRow>(
    `SELECT id, resident, purpose, sender FROM consent
      WHERE recipient = $1 AND sender = ANY ($2::text[])
      ORDER BY resident <> $3, purpose, id LIMIT 1`,
    [partner, Object.keys(FILES), residentId('anja')],
  );
  if (consent === undefined) return undefined;
  await database.transaction(async sql => await giveAgain(sql, consent.id, newId(), now));
  const { resident, purpose, sender } = consent;
  return {
    purpose,
    sender,
    resident,
    koppelsleutel: await koppelsleutelOf(database, partner, resident),
    senderKoppelsleutel: await koppelsleutelOf(database, sender, resident),
    values: await valuesAbout(database, sender, resident),
  };
}

async function giveAgain(sql: Sql, consent: string, id: string, now: Date): Promise<void> {
  await copyRows(sql, 'consent', 'id', consent, row => ({
    ...row,
    id,
    grounds: JSON.stringify(row['grounds']),
    valid_until: new Date(now.getTime() + 86_400_000),
  }));
  await sql.query(
    `INSERT INTO consent_event (consent, position, state, at, channel) VALUES ($1, 1, 'ConsentGiven', $2, 'aan tafel')`,
    [id, now],
  );
}

async function koppelsleutelOf(sql: Sql, partner: string, resident: string): Promise<string> {
  const [link] = await sql.query<{ koppelsleutel: string }>(
    'SELECT koppelsleutel FROM link WHERE partner = $1 AND resident = $2',
    [partner, resident],
  );
  return link?.koppelsleutel ?? '';
}

async function valuesAbout(sql: Sql, sender: string, resident: string): Promise<readonly string[]> {
  const key = RESIDENT_KEYS.find(each => residentId(each) === resident);
  const files = FILES[sender]?.(await koppelsleutelsOf(sql, sender));
  if (files === undefined) return [];
  const held = heldValues(files).filter(each => each.resident === key && !each.isStructural);
  return [...new Set(held.map(({ value }) => String(value)))];
}

/** The resident says stop, and the sender passes it on, as it would: through the public API. */
export async function withdrawTrial(
  { sender, senderKoppelsleutel, purpose }: Trial,
  recipient: string,
  poort: string,
  sleutel: string,
): Promise<void> {
  const { api } = partnerClient({ poort, partner: sender, sleutel });
  const { error } = await api.POST('/toestemmingen/_intrekken', {
    body: {
      betrokkene: senderKoppelsleutel,
      doel: purpose,
      van: sender,
      naar: recipient,
      kanaal: 'aan-tafel',
      door: 'bewoner',
      namens: { medewerker: 'toets' },
    },
  });
  if (error !== undefined) throw new Error(`de intrekking is niet verwerkt: ${error.type}`);
}

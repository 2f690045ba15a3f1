import { randomUUID } from 'node:crypto';
import type { Sql } from '../../gateway/database.ts';
import type { DisclosureRequest } from '../../gateway/disclosure/request.ts';
import {
  readSituationRows,
  type SituationQuestion,
  type SituationRow,
} from '../../gateway/disclosure/situation-row.ts';

export const MINUTE_MS = 60_000;
export const NOON = Date.parse('2026-11-22T12:00:00Z');
/** Minutes after noon. */
export const at = (minutes: number): Date => new Date(NOON + minutes * MINUTE_MS);

/** Two partners who may ask each other for two purposes. */
export async function twoPartners(database: Sql): Promise<void> {
  for (const [id, oin] of [
    ['wijkteam', '1'],
    ['zayaz', '2'],
  ] as const) {
    await database.query(`INSERT INTO partner VALUES ($1, $1, $1, $2, 'any', '')`, [id, oin.repeat(20)]);
    for (const purpose of ['D01', 'D02'])
      await database.query('INSERT INTO partner_purpose VALUES ($1, $2)', [id, purpose]);
  }
}

/** Somebody both partners know, with an open case and nothing else. */
export interface Somebody {
  readonly id: string;
  readonly koppelsleutel: string;
  readonly socialCase: string;
}

export async function newcomer(sql: Sql, memberFrom = at(-60)): Promise<Somebody> {
  const [id, koppelsleutel, socialCase] = [randomUUID(), randomUUID(), randomUUID()];
  await sql.query('INSERT INTO resident VALUES ($1)', [id]);
  await sql.query(`INSERT INTO link VALUES ('zayaz', $1, $2)`, [id, koppelsleutel]);
  await sql.query(`INSERT INTO link VALUES ('wijkteam', $1, $2)`, [id, randomUUID()]);
  await sql.query('INSERT INTO social_case VALUES ($1, $2, $3)', [socialCase, id, at(-60)]);
  await sql.query(`INSERT INTO case_member VALUES ($1, 'zayaz', 'mw-1', $2)`, [socialCase, memberFrom]);
  return { id, koppelsleutel, socialCase };
}

export interface Asked {
  readonly koppelsleutel: string;
  readonly purpose?: string;
  readonly professional?: string;
  readonly socialCase?: string | undefined;
  readonly direction?: 'ask' | 'bring';
}

const partner = (id: string) => ({ id, role: 'any', purposes: new Set(['D01', 'D02']) });

export const question = (asked: Asked, now: Date): SituationQuestion => {
  const { direction = 'ask' } = asked;
  const [sender, recipient] =
    direction === 'ask' ? (['wijkteam', 'zayaz'] as const) : (['zayaz', 'wijkteam'] as const);
  const request = {
    direction,
    purpose: asked.purpose ?? 'D01',
    sender: partner(sender),
    recipient: partner(recipient),
    koppelsleutel: asked.koppelsleutel,
    fields: [],
    socialCase: asked.socialCase,
    assertedProfessional: asked.professional ?? 'mw-1',
  };
  return { request: request as unknown as DisclosureRequest, now };
};

/** Counts how often the whole situation is read. */
export function counted(sql: Sql): { readonly sql: Sql; readonly readings: () => number } {
  let readings = 0;
  const query: Sql['query'] = async <Row>(text: string, values?: readonly unknown[]) => {
    if (text.includes('WITH asked')) readings += 1;
    return await sql.query<Row>(text, values);
  };
  return { sql: { query }, readings: () => readings };
}

export const anew = async (sql: Sql, asked: SituationQuestion): Promise<SituationRow | undefined> =>
  (await readSituationRows(sql, [asked]))[0];

export const known = (row: SituationRow): object => ({ ...row, until: undefined });

export const consent = async (
  sql: Sql,
  { id }: Somebody,
  validUntil: Date,
  { givenAt = at(-30), renewedUntil = null as Date | null, circumstance = 'ordinary' } = {},
): Promise<string> => {
  const number = randomUUID();
  await sql.query(
    `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until, circumstance)
     VALUES ($1, $2, 'D01', 'wijkteam', 'zayaz', '{woonprofiel.woonwens}', '{T-geheim}', 'v', 'nl', $3, $4)`,
    [number, id, validUntil, circumstance],
  );
  await sql.query(
    `INSERT INTO consent_event (consent, position, state, at, channel, valid_until) VALUES ($1, 1, 'ConsentGiven', $2, 'tafel', $3)`,
    [number, givenAt, renewedUntil],
  );
  return number;
};

export const wake = async (sql: Sql, { id }: Somebody, from: Date, until: Date): Promise<void> => {
  await sql.query(`INSERT INTO wake_signal VALUES ($1, $2, 'D01', 'wijkteam', $3, $4)`, [
    randomUUID(),
    id,
    from,
    until,
  ]);
};

export const declare = async (sql: Sql, { id }: Somebody, from: Date, until: Date | null): Promise<void> => {
  await sql.query(
    `INSERT INTO declaration (id, condition, fulfilled, resident, purpose, sender, recipient, reference, declared_by, valid_from, valid_until)
     VALUES ($1, 'crisis', true, $2, 'D01', 'wijkteam', 'zayaz', 'r', 'wijkteam', $3, $4)`,
    [randomUUID(), id, from, until],
  );
};

export const inform = async (sql: Sql, { id }: Somebody, givenAt: Date): Promise<void> => {
  await sql.query(`INSERT INTO information_given VALUES ($1, $2, 'nl', 'wijkteam', $3)`, [
    id,
    randomUUID(),
    givenAt,
  ]);
};

import type { Minority } from '../../consent/competence.ts';
import type { PublishedText } from '../../consent/form.ts';
import type { Reach, Representation, RepresentativeKind } from '../../consent/representation.ts';
import type { Sql } from '../database.ts';

/** Whom a partner means by its own koppelsleutel. */
export async function residentBehind(
  sql: Sql,
  partner: string,
  koppelsleutel: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ resident: string }>(
    'SELECT resident FROM link WHERE partner = $1 AND koppelsleutel = $2',
    [partner, koppelsleutel],
  );
  return row?.resident;
}

export async function findText(
  sql: Sql,
  kind: 'vraag' | 'uitleg',
  version: string,
  language: string,
): Promise<(PublishedText & { readonly body: string }) | undefined> {
  const [row] = await sql.query<{ sha256: string; body: string; published_at: Date }>(
    'SELECT sha256, body, published_at FROM published_text WHERE kind = $1 AND version = $2 AND language = $3',
    [kind, version, language],
  );
  if (row === undefined) return undefined;
  return { version, language, sha256: row.sha256, body: row.body, publishedAtMs: row.published_at.getTime() };
}

/** A text with which a resident is asked or told something. */
export interface KnownText extends PublishedText {
  readonly kind: 'vraag' | 'uitleg';
  readonly body: string;
  /** Whether somebody who speaks the language read it; the Dutch is what counts. */
  readonly review: 'geldend' | 'nagekeken' | 'niet-nagekeken';
}

/** Every text that was ever published, the newest of each kind first. */
export async function publishedTexts(sql: Sql): Promise<readonly KnownText[]> {
  const rows = await sql.query<Omit<KnownText, 'publishedAtMs'> & { readonly published_at: Date }>(
    `SELECT kind, version, language, sha256, body, published_at,
            CASE WHEN language = 'nl' THEN 'geldend' WHEN reviewed_at IS NULL THEN 'niet-nagekeken' ELSE 'nagekeken' END AS review
       FROM published_text LEFT JOIN text_review USING (kind, version, language)
      ORDER BY kind, published_at DESC, version, language`,
  );
  return rows.map(({ published_at, ...text }) => ({ ...text, publishedAtMs: published_at.getTime() }));
}

export async function minorityOf(sql: Sql, resident: string): Promise<Minority> {
  const [row] = await sql.query<{ age: 'under-12' | 'from-12'; enabled_at: Date | null }>(
    `SELECT age, enabled_at FROM minority WHERE resident = $1 AND age <> 'from-16'`,
    [resident],
  );
  return row === undefined ? 'adult' : { age: row.age, isEnabled: row.enabled_at !== null };
}

export async function findRepresentation(
  sql: Sql,
  resident: string,
  id: string,
): Promise<Representation | undefined> {
  const [row] = await sql.query<{
    kind: RepresentativeKind;
    reach: Reach;
    valid_from: Date;
    until: Date | null;
  }>(
    `SELECT kind, reach, valid_from, least(valid_until, ended_at) AS until FROM representation
      WHERE resident = $1 AND id = $2`,
    [resident, id],
  );
  if (row === undefined) return undefined;
  const { kind, reach, valid_from, until } = row;
  return { id, kind, reach, fromMs: valid_from.getTime(), untilMs: until?.getTime() };
}

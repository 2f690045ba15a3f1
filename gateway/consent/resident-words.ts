import type { Sql } from '../database.ts';
import { openText, sealText } from '../ledger/sealing.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';

/** Something a resident wrote in their own words. */
export interface ResidentWords {
  readonly text: string;
  readonly writtenAt: Date;
}

type WordsContext = Pick<RegisterContext, 'subjectKeys' | 'newId' | 'clock' | 'randomBytes'>;

interface Row {
  readonly resident: string;
  readonly sealed: string;
  readonly written_at: Date;
}

/** Keeps what was written, sealed; the same words with the same thing are kept once. Neither log nor ledger holds a letter of it. */
export async function keepWords(
  { resident, about, text }: { readonly resident: string; readonly about: string; readonly text: string },
  { sql, record }: HeldRegister,
  context: WordsContext,
): Promise<void> {
  const before = await openWords(sql, about, context);
  if (before.some(each => each.text === text)) return;
  const { subject } = await context.subjectKeys.keysFor(sql, resident);
  await sql.query(
    'INSERT INTO resident_words (id, resident, about, sealed, written_at) VALUES ($1, $2, $3, $4, $5)',
    [context.newId(), resident, about, sealText(text, subject, context.randomBytes(12)), context.clock()],
  );
  await record(resident, { what: 'resident-wrote', about });
}

/** What a resident wrote with this objection or request, for the officer. That it was read stands in the ledger. */
export async function readWords(
  about: string,
  acting: Acting,
  context: RegisterContext,
): Promise<readonly ResidentWords[] | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [first] = await sql.query<Row>('SELECT resident FROM resident_words WHERE about = $1', [about]);
    if (first === undefined) return undefined;
    await record(first.resident, { what: 'resident-words-read', about });
    return await openWords(sql, about, context);
  });
}

/** What lies with this, opened; whoever shows it to somebody writes that down. */
export async function openWords(
  sql: Sql,
  about: string,
  { subjectKeys }: Pick<WordsContext, 'subjectKeys'>,
): Promise<readonly ResidentWords[]> {
  const rows = await sql.query<Row>(
    'SELECT resident, sealed, written_at FROM resident_words WHERE about = $1 ORDER BY written_at',
    [about],
  );
  const [first] = rows;
  if (first === undefined) return [];
  const { subject } = await subjectKeys.keysFor(sql, first.resident);
  return rows.map(({ sealed, written_at }) => ({ text: openText(sealed, subject), writtenAt: written_at }));
}

import { openText, sealText } from '../ledger/sealing.ts';
import { findKey, findOrMakeKey } from '../ledger/subject-keys.ts';
import type { CaseFileContext } from '../case-file/case-file-store.ts';
import type { Sql } from '../database.ts';
import type { OwnCase } from './own-cases.ts';

const KEYS = 'case_file_key';

/** What this partner calls these cases; nothing of those it gave no name, or of which the file is gone. */
export async function labelsOf(
  cases: readonly OwnCase[],
  partner: string,
  sql: Sql,
  { vault }: Pick<CaseFileContext, 'vault'>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ social_case: string; sealed: string }>(
    'SELECT social_case, sealed FROM case_label WHERE partner = $1 AND social_case = ANY ($2)',
    [partner, cases.map(({ id }) => id)],
  );
  const labels = new Map<string, string>();
  for (const { social_case, sealed } of rows) {
    const found = cases.find(({ id }) => id === social_case);
    const key = found === undefined ? undefined : await findKey(sql, found.resident, { vault }, KEYS);
    if (key !== undefined) labels.set(social_case, openText(sealed, key));
  }
  return labels;
}

/** Gives a case a name for this partner alone. */
export async function nameCase(
  { id, resident }: Pick<OwnCase, 'id' | 'resident'>,
  partner: string,
  label: string,
  context: CaseFileContext,
): Promise<void> {
  await context.database.transaction(async sql => {
    const key = await findOrMakeKey(sql, resident, context, KEYS);
    await sql.query(
      `INSERT INTO case_label (social_case, partner, sealed) VALUES ($1, $2, $3)
       ON CONFLICT (social_case, partner) DO UPDATE SET sealed = EXCLUDED.sealed`,
      [id, partner, sealText(label, key, context.randomBytes(12))],
    );
  });
}

import { DOCUMENT_KINDS, type CaseDocument, type DocumentKind } from '../../adapters/case-files.ts';
import type { WordList } from '../../policies/free-text/word-list.ts';
import type { FieldValue } from '../../policies/vocabulary.ts';
import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { Receipt } from '../ledger/append.ts';
import { addVersion, readDocuments, type CaseFileContext, type Written } from './case-file-store.ts';
import { checkDocument, type PartFault } from './check-document.ts';

/** What the pages and the API need to work with the table's own file. */
export interface TableFileContext extends CaseFileContext {
  /** What no text in the file may tell. */
  readonly wordList: WordList;
}

export interface Draft {
  readonly kind: DocumentKind;
  readonly parts: Readonly<Record<string, FieldValue>>;
  /** The version that lay before whoever wrote this, 0 when there was none; then nobody else's work is written over. */
  readonly basedOn?: number;
}

export type Saved =
  | ({ readonly outcome: 'saved' } & Written)
  | { readonly outcome: 'refused'; readonly faults: readonly PartFault[] }
  /** Somebody else wrote meanwhile: look at that version first. */
  | { readonly outcome: 'overtaken'; readonly newest: number };

/** Writes the next version of a document when nothing in it is wrong. Who may write is the caller's to know. */
export async function saveDocument(
  resident: string,
  { kind, parts, basedOn }: Draft,
  acting: Acting,
  context: TableFileContext,
): Promise<Saved> {
  const faults = checkDocument(kind, parts, context.wordList);
  if (faults.length > 0) return { outcome: 'refused', faults };
  return await changeRegister(acting, context, async (register): Promise<Saved> => {
    const newest = await newestVersion(register.sql, resident, kind);
    if (basedOn !== undefined && basedOn !== newest) return { outcome: 'overtaken', newest };
    return { outcome: 'saved', ...(await addVersion(register, resident, kind, parts, context)) };
  });
}

async function newestVersion(sql: Sql, resident: string, kind: DocumentKind): Promise<number> {
  const [row] = await sql.query<{ newest: number }>(
    'SELECT coalesce(max(version), 0) AS newest FROM case_document WHERE resident = $1 AND kind = $2',
    [resident, kind],
  );
  return row?.newest ?? 0;
}

/** Of one kind: what stands there now, and the newest version the resident agreed to. */
export interface CurrentDocument {
  readonly kind: DocumentKind;
  readonly newest: CaseDocument;
  readonly agreed?: CaseDocument;
}

/** The file as it is now, one per kind that was ever written. That somebody looked stands in the ledger. */
export async function viewTableFile(
  resident: string,
  acting: Acting,
  context: CaseFileContext,
): Promise<{ readonly documents: readonly CurrentDocument[]; readonly receipt: Receipt }> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const documents = currentOf(await readDocuments(sql, resident, DOCUMENT_KINDS, context));
    const kinds = documents.map(({ kind }) => kind);
    return { documents, receipt: await record(resident, { what: 'file-viewed', kinds }) };
  });
}

/** The current ones among all versions, in a fixed order of kinds. A resident who reads their own file needs no more. */
export function currentOf(documents: readonly CaseDocument[]): readonly CurrentDocument[] {
  return DOCUMENT_KINDS.flatMap(kind => {
    const versions = documents.filter(each => each.kind === kind).toSorted((a, b) => b.version - a.version);
    const [newest] = versions;
    const agreed = versions.find(({ agreedOn }) => agreedOn !== undefined);
    return newest === undefined ? [] : [{ kind, newest, ...(agreed === undefined ? {} : { agreed }) }];
  });
}

/** Whether this professional of this partner sits at the table of this resident at that moment, in this case. */
export async function isAtTable(
  sql: Sql,
  { resident, partner, professional, socialCase }: Seat,
  now: Date,
): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM case_member JOIN social_case ON social_case.id = case_member.social_case
      WHERE social_case.id = $1 AND resident = $2 AND closed_at IS NULL
        AND partner = $3 AND professional = $4
        AND member_from <= $5 AND (member_until IS NULL OR member_until > $5)`,
    [socialCase, resident, partner, professional, now],
  );
  return rows.length > 0;
}

export interface Seat {
  readonly resident: string;
  readonly partner: string;
  readonly professional: string;
  readonly socialCase: string;
}

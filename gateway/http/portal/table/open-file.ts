import { DOCUMENT_KINDS, type CaseDocument, type DocumentKind } from '../../../../adapters/case-files.ts';
import type { FieldValue } from '../../../../policies/vocabulary.ts';
import { readDocuments } from '../../../case-file/case-file-store.ts';
import { saveDocument, type Saved } from '../../../case-file/table-file.ts';
import { changeRegister } from '../../../consent/change-register.ts';
import type { Seat } from './at-table.ts';

/** Everything this table wrote, all versions. That somebody looked stands in the ledger. */
export async function openFile({
  found,
  acting,
  context,
}: Seat): Promise<{ readonly versions: readonly CaseDocument[] }> {
  const { tableFile } = context;
  return await changeRegister(acting, tableFile, async ({ sql, record }) => {
    const versions = await readDocuments(sql, found.resident, DOCUMENT_KINDS, tableFile);
    const kinds = DOCUMENT_KINDS.filter(kind => versions.some(version => version.kind === kind));
    await record(found.resident, { what: 'file-viewed', kinds });
    return { versions };
  });
}

/** The same for a check before writing: nobody sees anything of it, so nothing is recorded. */
export const versionsIn = async ({ found, context }: Seat): Promise<readonly CaseDocument[]> =>
  await readDocuments(context.tableFile.database, found.resident, DOCUMENT_KINDS, context.tableFile);

/** The newest version of one kind. */
export const newestOf = (versions: readonly CaseDocument[], kind: DocumentKind): CaseDocument | undefined =>
  versions
    .filter(each => each.kind === kind)
    .toSorted((one, other) => other.version - one.version)
    .at(0);

/** The newest version the resident agreed to. */
export const agreedOf = (versions: readonly CaseDocument[], kind: DocumentKind): CaseDocument | undefined =>
  newestOf(
    versions.filter(({ agreedOn }) => agreedOn !== undefined),
    kind,
  );

/** Writes the next version, after the one that the writer had before them. */
export const save = async (
  { found, acting, context }: Seat,
  kind: DocumentKind,
  parts: Readonly<Record<string, FieldValue>>,
  basedOn: number,
): Promise<Saved> => await saveDocument(found.resident, { kind, parts, basedOn }, acting, context.tableFile);

/** Today, here: `2026-11-22`. */
export const today = ({ context }: Pick<Seat, 'context'>): string =>
  context.register.clock().toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });

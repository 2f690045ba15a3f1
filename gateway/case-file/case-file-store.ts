import type { CaseDocument, CaseFiles, DocumentKind } from '../../adapters/case-files.ts';
import {
  changeRegister,
  type Acting,
  type ChangeContext,
  type HeldRegister,
} from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { openText, sealText } from '../ledger/sealing.ts';
import type { Receipt } from '../ledger/append.ts';
import { findKey, findOrMakeKey, type KeyPlace } from '../ledger/subject-keys.ts';

export interface CaseFileContext extends ChangeContext, Pick<KeyPlace, 'vault' | 'newId'> {}

const KEYS = 'case_file_key';

interface Row {
  readonly kind: DocumentKind;
  readonly version: number;
  readonly sealed: string;
  readonly written_on: string;
  readonly agreed_on: string | null;
}

/** The files as one partner sees them: only of residents it knows, by its own koppelsleutel. */
export const caseFilesFor = (
  partner: string,
  sql: Sql,
  { vault }: Pick<CaseFileContext, 'vault'>,
): CaseFiles => ({
  read: async (koppelsleutel, kinds) => {
    const [link] = await sql.query<{ resident: string }>(
      'SELECT resident FROM link WHERE partner = $1 AND koppelsleutel::text = $2',
      [partner, koppelsleutel],
    );
    return link === undefined ? [] : await readDocuments(sql, link.resident, kinds, { vault });
  },
});

/** Every version of these kinds; none when the file was shredded. */
export async function readDocuments(
  sql: Sql,
  resident: string,
  kinds: readonly DocumentKind[],
  { vault }: Pick<CaseFileContext, 'vault'>,
): Promise<readonly CaseDocument[]> {
  const rows = await sql.query<Row>(
    `SELECT kind, version, sealed, to_char(written_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD') AS written_on,
            to_char(agreed_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD') AS agreed_on
       FROM case_document LEFT JOIN case_agreement AS yes
         ON yes.document = id AND NOT EXISTS (SELECT FROM case_agreement_end AS done WHERE done.document = id)
      WHERE resident = $1 AND kind = ANY ($2) ORDER BY kind, version`,
    [resident, kinds],
  );
  const key = rows.length === 0 ? undefined : await findKey(sql, resident, { vault }, KEYS);
  if (key === undefined) return [];
  return rows.map(({ kind, version, sealed, written_on, agreed_on }) => ({
    kind,
    version,
    parts: JSON.parse(openText(sealed, key)) as CaseDocument['parts'],
    writtenOn: written_on,
    ...(agreed_on === null ? {} : { agreedOn: agreed_on }),
  }));
}

export interface Written {
  readonly version: number;
  readonly receipt: Receipt;
}

/** Writes the next version of a document. That there is one stands in the ledger; what it says does not. */
export async function writeDocument(
  resident: string,
  kind: DocumentKind,
  parts: CaseDocument['parts'],
  acting: Acting,
  context: CaseFileContext,
): Promise<Written> {
  return await changeRegister(
    acting,
    context,
    async register => await addVersion(register, resident, kind, parts, context),
  );
}

/** The same, for who holds the register already. */
export async function addVersion(
  { sql, record }: HeldRegister,
  resident: string,
  kind: DocumentKind,
  parts: CaseDocument['parts'],
  context: CaseFileContext,
): Promise<Written> {
  const key = await findOrMakeKey(sql, resident, context, KEYS);
  const sealed = sealText(JSON.stringify(parts), key, context.randomBytes(12));
  const [row] = await sql.query<{ version: number }>(
    `INSERT INTO case_document (id, resident, kind, version, sealed, written_at)
     SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5 FROM case_document WHERE resident = $2 AND kind = $3
     RETURNING version`,
    [context.newId(), resident, kind, sealed, context.clock()],
  );
  const version = row?.version ?? 1;
  return { version, receipt: await record(resident, { what: 'document-written', kind, version }) };
}

/** How a resident said yes to a version: by themselves, or so that somebody else wrote it down. */
export type AgreementChannel = 'portal' | 'at-the-table' | 'paper' | 'telephone';

/** The resident agrees to one version. Resolves to nothing when there is no such version, or they agreed to it before. */
export async function agreeToDocument(
  resident: string,
  kind: DocumentKind,
  version: number,
  acting: Acting,
  context: CaseFileContext,
  channel?: AgreementChannel,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const agreed = await sql.query(
      `INSERT INTO case_agreement (document, agreed_at)
       SELECT id, $4 FROM case_document WHERE resident = $1 AND kind = $2 AND version = $3
       ON CONFLICT DO NOTHING RETURNING document`,
      [resident, kind, version, context.clock()],
    );
    return agreed.length === 0
      ? undefined
      : await record(resident, { what: 'document-agreed', kind, version, ...how(channel) });
  });
}

/**
 * The resident takes their yes to one version back; of that version nothing is told any more. Resolves to nothing when there is
 * no yes to take back. Whoever wants to say yes once more does so to the next version.
 */
export async function takeBackAgreement(
  resident: string,
  kind: DocumentKind,
  version: number,
  acting: Acting,
  context: CaseFileContext,
  channel?: AgreementChannel,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const ended = await sql.query(
      `INSERT INTO case_agreement_end (document, ended_at)
       SELECT id, $4 FROM case_document JOIN case_agreement ON document = id
        WHERE resident = $1 AND kind = $2 AND version = $3
       ON CONFLICT DO NOTHING RETURNING document`,
      [resident, kind, version, context.clock()],
    );
    return ended.length === 0
      ? undefined
      : await record(resident, { what: 'agreement-taken-back', kind, version, ...how(channel) });
  });
}

const how = (channel: AgreementChannel | undefined): { readonly channel?: AgreementChannel } =>
  channel === undefined ? {} : { channel };

/** A year after the last case was closed (handreiking: twelve months after the housing is settled). */
const KEPT_MS = 365 * 86_400_000;

/** Takes away every file whose last case was closed too long ago. Resolves to how many residents it was about. */
export async function shredOldCaseFiles(acting: Acting, context: CaseFileContext): Promise<number> {
  const old = await context.database.query<{ resident: string }>(
    `SELECT resident FROM case_file_key JOIN social_case USING (resident)
      GROUP BY resident HAVING bool_and(closed_at IS NOT NULL) AND max(closed_at) <= $1 LIMIT 100`,
    [new Date(context.clock().getTime() - KEPT_MS)],
  );
  for (const { resident } of old) {
    await changeRegister(acting, context, async ({ sql, record }) => {
      await sql.query('SELECT case_file_shred($1)', [resident]);
      await record(resident, { what: 'file-shredded' });
    });
  }
  return old.length;
}

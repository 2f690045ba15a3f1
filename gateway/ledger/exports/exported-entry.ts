import { createHmac } from 'node:crypto';
import type { Sql } from '../../database.ts';
import type { RecordedFacts } from '../entry.ts';
import type { AboutResident, PersonalReader } from '../open-personal-part.ts';
import type { PublicLeaf } from '../queries.ts';

/** One entry on its way out, opened as far as its reader may. */
export interface ExportedEntry {
  readonly index: number;
  readonly leafHash: Buffer;
  readonly leaf: PublicLeaf & { readonly facts?: RecordedFacts };
  readonly sender: ExportedPartner;
  readonly recipient: ExportedPartner;
  /** None when it was erased. */
  readonly about: AboutResident | undefined;
  /** Who acted, when the officer's key was there to open it. */
  readonly actor: string | undefined;
  /** A key for who acted that means nothing elsewhere. */
  readonly actorKey: string | undefined;
}

export interface ExportedPartner {
  readonly id: string;
  readonly name: string;
  readonly oin: string | undefined;
}

/** What an export is about, and what opens it. */
export interface ExportOrder {
  /** Whose log it is: entries in which this partner sent or received. Without it, everybody's. */
  readonly partner?: string;
  readonly from?: Date;
  /** From this entry on. */
  readonly fromIndex?: number;
  /** This moment itself no more. */
  readonly until?: Date;
  readonly openAbout: PersonalReader;
  readonly openActor?: (sealed: string) => Promise<string>;
}

/** How a standard's lines name people and activities. */
export interface ExportNaming {
  /** The controller's own pseudonym of a resident, 32 hex digits; another controller's differs. */
  readonly pseudonymOf: (resident: string) => string;
  /** Where the register of processing activities is, without a slash at the end. */
  readonly register: string;
  /** The name of this gateway as a service. */
  readonly service: string;
}

/** One pseudonym per controller and resident, from the secret under which residents are tagged. */
export const pseudonymFor =
  (subjectKey: string, controller: string) =>
  (resident: string): string =>
    createHmac('sha256', Buffer.from(subjectKey, 'hex'))
      .update(`export\0${controller}\0${resident}`)
      .digest('hex')
      .slice(0, 32);

/** Whom an entry is about; none when nobody known was asked about, or when it was erased. */
export const residentIn = ({ about }: ExportedEntry): string | undefined =>
  about === undefined || NOBODY.has(about.subject) ? undefined : about.subject;

const NOBODY = new Set(['unknown', 'not-looked-up', 'nobody']);

interface Row {
  readonly index: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
  readonly personal: string | null;
  readonly actor: string;
  readonly actor_tag: Buffer | null;
}

const PAGE = 1_000;

const ENTRIES = `
SELECT index, leaf, leaf_hash, personal, actor, actor_tag FROM ledger_entry
 WHERE index >= $1 AND recorded_at >= $2 AND recorded_at < $3 ORDER BY index LIMIT $4`;

/** The entries of this order, the oldest first, read page by page: memory stays flat however long the log is. */
export async function* exportedEntries(sql: Sql, order: ExportOrder): AsyncGenerator<ExportedEntry> {
  const partners = await readPartners(sql);
  const period = [order.from ?? '-infinity', order.until ?? 'infinity'];
  for (let from = order.fromIndex ?? 0; ;) {
    const rows = await sql.query<Row>(ENTRIES, [from, ...period, PAGE]);
    for (const row of rows) {
      const leaf = JSON.parse(row.leaf) as ExportedEntry['leaf'];
      if (isOrdered(leaf, order)) yield await openEntry(row, leaf, partners, order);
      from = Number(row.index) + 1;
    }
    if (rows.length < PAGE) return;
  }
}

/** What is about the register or the log itself is no disclosure. */
const isOrdered = ({ direction, sender, recipient }: PublicLeaf, { partner }: ExportOrder): boolean =>
  direction !== 'record' && (partner === undefined || partner === sender || partner === recipient);

async function openEntry(
  { index, leaf_hash, personal, actor, actor_tag }: Row,
  leaf: ExportedEntry['leaf'],
  partners: ReadonlyMap<string, ExportedPartner>,
  { openAbout, openActor }: ExportOrder,
): Promise<ExportedEntry> {
  const named = (id: string): ExportedPartner => partners.get(id) ?? { id, name: id, oin: undefined };
  return {
    index: Number(index),
    leafHash: leaf_hash,
    leaf,
    sender: named(leaf.sender),
    recipient: named(leaf.recipient),
    about: personal === null ? undefined : await openAbout(personal),
    actor: await openActor?.(actor),
    actorKey: actor_tag?.toString('hex').slice(0, 40),
  };
}

async function readPartners(sql: Sql): Promise<ReadonlyMap<string, ExportedPartner>> {
  const rows = await sql.query<ExportedPartner>('SELECT id, name, oin FROM partner');
  return new Map(rows.map(row => [row.id, row]));
}

/** The fields that left, in the order of their names. */
export const releasedFields = ({ leaf }: ExportedEntry): readonly string[] =>
  Object.entries(leaf.fields).flatMap(([field, { decision }]) => (decision === 'released' ? [field] : []));

export const millisecondsOf = ({ leaf }: ExportedEntry): number => Date.parse(leaf.at);

/** Sixteen bytes in the shape of a uuid (version 8: made by us). */
export function asUuid(bytes: Buffer): string {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Whom a line is about, in the words of the Logboek Dataverwerkingen. */
export function subjectAttributes(
  entry: ExportedEntry,
  { pseudonymOf, register }: ExportNaming,
): Readonly<Record<string, string>> {
  const resident = residentIn(entry);
  if (resident === undefined) return {};
  return {
    'dpl.core.data_subject_id': pseudonymOf(resident),
    'dpl.core.data_subject_id_type': `${register}/kenmerken/pseudoniem`,
  };
}

import type { Sql } from '../../database.ts';
import { adlRecords } from './adl.ts';
import {
  exportedEntries,
  type ExportedEntry,
  type ExportNaming,
  type ExportOrder,
} from './exported-entry.ts';
import { ldvLine, type LdvLine } from './ldv.ts';
import { auditEvent } from './nen7513.ts';
import { otlpRequest } from './otlp.ts';
import { processingAction } from './vng.ts';

/** The forms in which the ledger can leave. */
export const EXPORT_FORMS = ['ldv', 'adl', 'nen7513', 'vng'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** The forms that are one controller's own log, and need to know whose. */
export const FORMS_OF_ONE_PARTNER: ReadonlySet<ExportForm> = new Set(['ldv', 'nen7513', 'vng']);

/** One export: an order whose partner is the controller, for the forms that are one controller's. */
export interface Export extends ExportOrder {
  readonly form: ExportForm;
  readonly naming: ExportNaming;
}

/** The lines of an export, one object each, as they are read. */
export async function* exportLedger(sql: Sql, order: Export): AsyncGenerator<object> {
  const lineOf = lineMaker(order);
  for await (const entry of exportedEntries(sql, order)) {
    const line = lineOf(entry);
    if (line !== undefined) yield line;
  }
}

/** Some lines of an export, and the entry with which the next ones begin. */
export interface ExportedPage {
  readonly lines: readonly object[];
  readonly next: number;
}

const ENTRIES_A_PAGE = 500;
/** A second entry about one request follows closely: so far back is looked, so that no decision is told twice after a break. */
const LOOK_BACK = 2_000;

/** The same lines page by page, so that an export can break off and go on where it was. */
export async function* exportPages(sql: Sql, order: Export): AsyncGenerator<ExportedPage> {
  const lineOf = lineMaker(order);
  const begin = order.fromIndex ?? 0;
  let lines: object[] = [];
  let read = 0;
  let next = begin;
  for await (const entry of exportedEntries(sql, { ...order, fromIndex: Math.max(0, begin - LOOK_BACK) })) {
    const line = lineOf(entry);
    if (entry.index < begin) continue;
    if (line !== undefined) lines.push(line);
    next = entry.index + 1;
    read += 1;
    if (read % ENTRIES_A_PAGE !== 0) continue;
    yield { lines, next };
    lines = [];
  }
  if (lines.length > 0) yield { lines, next };
}

function lineMaker({ form, naming, partner = '' }: Export): (entry: ExportedEntry) => object | undefined {
  switch (form) {
    case 'ldv':
      return entry => ldvLine(entry, partner, naming);
    case 'adl':
      return adlRecords(naming);
    case 'nen7513':
      return entry => auditEvent(entry, partner, naming);
    case 'vng':
      return entry => processingAction(entry, naming);
  }
}

const SPANS_AT_ONCE = 500;

/** The lines of one controller's LDV as OTLP/HTTP request bodies. */
export async function* exportOtlp(sql: Sql, order: Export): AsyncGenerator<object> {
  let lines: LdvLine[] = [];
  for await (const entry of exportedEntries(sql, order)) {
    const line = ldvLine(entry, order.partner ?? '', order.naming);
    if (line !== undefined) lines.push(line);
    if (lines.length < SPANS_AT_ONCE) continue;
    yield otlpRequest(lines, order.naming.service);
    lines = [];
  }
  if (lines.length > 0) yield otlpRequest(lines, order.naming.service);
}

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

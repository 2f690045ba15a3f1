import type { Writable } from 'node:stream';
import { once } from 'node:events';
import type { Database } from '../database.ts';
import type { LedgerQuestion, Place } from '../ledger/ledger-question.ts';
import { findEntries, type FoundEntry } from '../ledger/queries.ts';

export type ExportForm = 'csv' | 'ndjson';
export const MOST_LINES = 100_000;
const PAGE = 200;

/**
 * Writes everything that was asked for, page by page, as fast as it is taken. Resolves to where it goes on when it was more than
 * fits in one file; stops when nobody reads any more.
 */
export async function exportLog(
  database: Database,
  question: LedgerQuestion,
  form: ExportForm,
  out: Writable,
  most = MOST_LINES,
): Promise<Place | undefined> {
  if (form === 'csv') await write(out, csvRow(HEADINGS));
  let after = question.after;
  for (let lines = 0; lines < most; lines += PAGE) {
    const page = await findEntries(database, {
      ...question,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    const text = page.entries.map(each => (form === 'csv' ? csvRow(cells(each)) : jsonRow(each))).join('');
    if (!(await write(out, text)) || page.next === undefined) return undefined;
    after = page.next;
  }
  return after;
}

/** Whether somebody is still there to read. */
async function write(out: Writable, text: string): Promise<boolean> {
  if (out.destroyed) return false;
  if (text !== '' && !out.write(text)) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  return !out.destroyed;
}

const HEADINGS = ['nummer', 'tijd', 'gebeurtenis', 'doel', 'van', 'naar', 'velden', 'handreiking'] as const;

const cells = ({ index, leaf }: FoundEntry): readonly string[] => [
  String(index),
  leaf.at,
  leaf.event,
  leaf.purpose,
  leaf.sender,
  leaf.recipient,
  Object.entries(leaf.fields)
    .map(([field, { decision }]) => `${field}=${decision}`)
    .join(' '),
  leaf.policyVersion,
];

const jsonRow = ({ index, leaf }: FoundEntry): string =>
  `${JSON.stringify({
    nummer: index,
    tijd: leaf.at,
    gebeurtenis: leaf.event,
    doel: leaf.purpose,
    van: leaf.sender,
    naar: leaf.recipient,
    velden: Object.entries(leaf.fields).map(([veld, { decision }]) => ({ veld, uitkomst: decision })),
    handreiking: leaf.policyVersion,
  })}\n`;

// What begins like a formula is no formula in a spreadsheet.
const csvRow = (values: readonly string[]): string =>
  `${values.map(value => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`).join(',')}\r\n`;

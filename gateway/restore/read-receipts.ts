import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { ConsentReceipt } from '../../consent/receipt.ts';
import { verifyReceipt } from '../consent/verify-receipt.ts';

/** The copies in a folder: those that are ours, and how many files are not. */
export interface BroughtCopies {
  readonly receipts: readonly ConsentReceipt[];
  readonly refused: number;
}

/** Reads every file of the folder as a receipt. Only what is signed with our key counts; no name of a file is repeated. */
export async function readReceipts(folder: string, keys: readonly JWK[]): Promise<BroughtCopies> {
  const files = (await readdir(folder, { withFileTypes: true })).filter(each => each.isFile());
  const receipts: ConsentReceipt[] = [];
  for (const { name } of files) {
    const looked = await verifyReceipt((await readFile(join(folder, name), 'utf8')).trim(), keys);
    if ('receipt' in looked) receipts.push(looked.receipt);
  }
  return { receipts, refused: files.length - receipts.length };
}

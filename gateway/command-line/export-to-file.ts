import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ExportedPage } from '../ledger/exports/export-ledger.ts';

/** How far a file is: what is beyond these bytes was not finished. */
export interface FileMark {
  readonly next: number;
  readonly bytes: number;
}

const markOf = (path: string): string => `${path}.stand`;

/** Where a file that was begun before goes on; from the start when there is none, or when it was finished. */
export async function fileMark(path: string): Promise<FileMark> {
  const text = await readFile(markOf(path), 'utf8').catch(() => undefined);
  const { next, bytes } = (text === undefined ? {} : JSON.parse(text)) as Partial<FileMark>;
  return { next: next ?? 0, bytes: bytes ?? 0 };
}

/**
 * Writes an export into a file, page by page; beside it stands how far it is. When it breaks off, the next time cuts off the
 * half page and goes on: what comes out is the same as in one go. Resolves to how many lines were added.
 */
export async function exportToFile(
  path: string,
  { bytes: begin }: FileMark,
  pages: AsyncIterable<ExportedPage>,
): Promise<number> {
  const file = await open(path, begin === 0 ? 'w' : 'r+');
  let [bytes, count] = [begin, 0];
  try {
    await file.truncate(begin);
    for await (const { lines, next } of pages) {
      const text = Buffer.from(lines.map(line => `${JSON.stringify(line)}\n`).join(''), 'utf8');
      await file.write(text, 0, text.length, bytes);
      await file.datasync();
      bytes += text.length;
      count += lines.length;
      await keep(path, { next, bytes });
    }
  } finally {
    await file.close();
  }
  await rm(markOf(path), { force: true });
  return count;
}

/** In one move, so that there is never half a mark. */
async function keep(path: string, mark: FileMark): Promise<void> {
  await writeFile(`${markOf(path)}.nieuw`, JSON.stringify(mark));
  await rename(`${markOf(path)}.nieuw`, markOf(path));
}

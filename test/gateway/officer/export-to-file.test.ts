import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { access, appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportToFile, fileMark } from '../../../gateway/command-line/export-to-file.ts';
import type { ExportedPage } from '../../../gateway/ledger/exports/export-ledger.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-bestand-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const PAGES: readonly ExportedPage[] = [1, 2, 3, 4].map(page => ({
  lines: [
    { page, tekst: 'é' },
    { page, tekst: 'twee' },
  ],
  next: page * 10,
}));

/** The pages from a place on; the line breaks before a page when that is asked. */
async function* from(next: number, breaksBefore?: number): AsyncGenerator<ExportedPage> {
  for (const page of PAGES.filter(each => each.next > next)) {
    if (page.next === breaksBefore) throw new Error('the line broke');
    await Promise.resolve();
    yield page;
  }
}

describe('an export too large for one go', () => {
  it('goes on where it broke off, and comes out as in one go', async () => {
    const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
    expect(await exportToFile(whole, await fileMark(whole), from(0))).toBe(8);
    await expect(exportToFile(broken, await fileMark(broken), from(0, 30))).rejects.toThrow('the line broke');
    const mark = await fileMark(broken);
    expect(mark.next).toBe(20);
    expect(await exportToFile(broken, mark, from(mark.next))).toBe(4);
    expect(await readFile(broken, 'utf8')).toBe(await readFile(whole, 'utf8'));
    await expect(access(`${broken}.stand`)).rejects.toThrow();
  });

  it('cuts off what was half written', async () => {
    const path = join(folder, 'half');
    await expect(exportToFile(path, await fileMark(path), from(0, 20))).rejects.toThrow('the line broke');
    const mark = await fileMark(path);
    await appendFile(path, '{"page":2,"te');
    await exportToFile(path, mark, from(mark.next));
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.map(line => (JSON.parse(line) as { page: number }).page)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingsIn } from '../../gateway/http/portal/recordings.ts';
import { residentFrontPage } from '../../portal/front.tsx';
import type { Language } from '../../portal/texts/translation.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'geluid-'));
  await mkdir(join(folder, 'ar'));
  for (const name of ['front.2026-11.mp3', 'front.2025-01.mp3', '..mp3', 'notes.txt'])
    await writeFile(join(folder, 'ar', name), '');
});
afterAll(async () => await rm(folder, { recursive: true }));

const frontIn = (language: Language, where: string | undefined): string =>
  residentFrontPage({
    language,
    path: '/',
    loggedIn: undefined,
    telephone: '073',
    recordings: recordingsIn(where),
  });

describe('somebody reads the pages aloud', () => {
  it('is heard on the page and in the language that was recorded', () => {
    expect(frontIn('ar', folder)).toMatch(
      /<audio controls preload="none" src="\/geluid\/ar\/front\.2026-11\.mp3"/,
    );
  });

  it('is not heard where there is no recording, or one of an older text: then nothing stands there', () => {
    expect(frontIn('nl', folder)).not.toContain('<audio');
    expect(frontIn('ar', undefined)).not.toContain('<audio');
    expect(frontIn('ar', join(folder, 'weg'))).not.toContain('<audio');
  });

  it('gives files of pages alone', () => {
    expect([...recordingsIn(folder).keys()].sort()).toEqual([
      '/geluid/ar/front.2025-01.mp3',
      '/geluid/ar/front.2026-11.mp3',
    ]);
  });
});

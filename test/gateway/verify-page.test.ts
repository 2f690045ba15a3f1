import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { eraseResident } from '../../gateway/ledger/erasure.ts';
import { upkeepOf } from '../../gateway/command-line/upkeep.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { ORDER } from '../world/ledger-keeping.ts';
import { startExportedWorld, type ExportedWorld } from '../world/exported-world.ts';
import { fileAbout } from '../world/resident-file.ts';

const FOLDER = new URL('../../docs/verify/', import.meta.url);
const script = readFileSync(new URL('mijn-regels.js', FOLDER), 'utf8');
const page = readFileSync(new URL('mijn-regels.html', FOLDER), 'utf8');

interface Judged {
  readonly klopt: boolean;
  readonly waarom?: string;
  readonly omvang?: number;
  readonly regels: readonly { readonly nummer: number; readonly klopt: boolean; readonly waarom?: string }[];
}

/** The script as a browser has it: without anything of ours, and without a network. */
const bare = createContext({ crypto: webcrypto, TextEncoder, Uint8Array, atob });
runInContext(script, bare);
const judge = async (file: string, key: string): Promise<Judged> => {
  const check = bare['controleerRegels'] as (text: string, key: string) => Promise<Judged>;
  return await check(file, key);
};

interface File {
  readonly soort: string;
  checkpoint: string;
  regels: {
    nummer: number;
    regel: string;
    zout: string | null;
    kenmerk: string | null;
    verzegeld: string | null;
    pad: string[];
  }[];
}

let open: ExportedWorld;
let key: string;
let text: string;
beforeAll(async () => {
  open = await startExportedWorld();
  await open.world.gateway.checkpoints.publish();
  key = (await open.world.send('/logboek/sleutel')).text;
  text = await fileAbout(open.world, 'anja');
});
afterAll(async () => await open.close());

const changed = (change: (file: File) => void): string => {
  const file = JSON.parse(text) as File;
  change(file);
  return JSON.stringify(file);
};

describe('a resident with a file of everything that stands about them', () => {
  it('works out alone that all of it stands in the signed log', async () => {
    const judged = await judge(text, key);
    expect(judged.regels.map(({ waarom }) => waarom)).toEqual([undefined, undefined, undefined]);
    expect(judged).toMatchObject({ klopt: true, omvang: 6 });
    expect(text).not.toMatch(/park|mw-/);
  });

  it.each<[string, (file: File) => void]>([
    [
      'a word was changed',
      ({ regels: [first] }) => void (first && (first.regel = first.regel.replace('D01', 'D02'))),
    ],
    ['it is said to stand elsewhere', ({ regels: [first] }) => void (first && (first.nummer = 3))],
    ['it stands beyond the end', ({ regels: [first] }) => void (first && (first.nummer = 99))],
    ['the path was changed', ({ regels: [first] }) => void (first && (first.pad[0] = 'f'.repeat(64)))],
    ['the path is too short', ({ regels: [first] }) => void first?.pad.pop()],
    ['the path is too long', ({ regels: [first] }) => void first?.pad.push('0'.repeat(64))],
    ['the path cannot be read', ({ regels: [first] }) => void (first && (first.pad[0] = 'zz'))],
    [
      'the sealed part is another’s',
      ({ regels: [first, second] }) => void (first && second && (first.verzegeld = second.verzegeld)),
    ],
    [
      'what it is found by was changed',
      ({ regels: [first] }) => void (first && (first.kenmerk = 'ab'.repeat(32))),
    ],
  ])('sees which entry is wrong: %s', async (_what, change) => {
    const judged = await judge(changed(change), key);
    expect(judged.klopt).toBe(false);
    expect(judged.regels.map(({ klopt }) => klopt)).toEqual([false, true, true]);
    expect(judged.regels[0]?.waarom).toMatch(/[Rr]egel/);
  });

  it.each<[string, (file: File) => void, RegExp]>([
    [
      'a checkpoint that was changed',
      file => void (file.checkpoint = file.checkpoint.replace('\n6\n', '\n7\n')),
      /handtekening/,
    ],
    ['no checkpoint', file => void (file.checkpoint = ''), /geen checkpoint/],
    [
      'another log',
      file => void (file.checkpoint = file.checkpoint.replace('wijkpoort', 'ander')),
      /ander logboek/,
    ],
    ['no such file', file => void Object.assign(file, { soort: 'anders' }), /geen bestand/],
  ])('believes nothing of %s', async (_what, change, why) => {
    const judged = await judge(changed(change), key);
    expect(judged.klopt).toBe(false);
    expect(judged.waarom).toMatch(why);
  });

  it.each(['', 'geen sleutel', 'wijkpoort.localhost/logboek+00000000+AQ=='])(
    'believes no key like %j',
    async line => {
      expect((await judge(text, line)).klopt).toBe(false);
    },
  );

  it('still has the proof of what was erased, which says nothing about anyone any more', async () => {
    const upkeep = await upkeepOf(open.world.database);
    await eraseResident(residentId('anja'), 'request', ORDER, upkeep);
    expect((await judge(text, key)).klopt).toBe(true);
    await open.world.gateway.checkpoints.publish();
    expect((JSON.parse(await fileAbout(open.world, 'anja')) as File).regels).toEqual([]);
  });
});

describe('the page around it', () => {
  it('works from a disk: one script of its own, nothing from elsewhere', () => {
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'page.css',
      'mijn-regels.js',
    ]);
    expect(page).not.toContain('type="module"');
    expect(script).not.toMatch(/\b(?:import|require|fetch|XMLHttpRequest)\b\s*\(|^import /m);
  });
});

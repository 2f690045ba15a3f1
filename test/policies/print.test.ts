import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { printedFiles } from '../../gateway/command-line/handreiking-print.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { loadCounsel } from '../../policies/print/counsel.ts';
import { printHandreiking } from '../../policies/print/print.ts';
import { shortFieldNames } from '../../policies/print/short-names.ts';
import { versionOf } from '../../policies/version.ts';
import { shipped, shippedFiles } from './handreiking.ts';

const folder = new URL('../../docs/handreiking/', import.meta.url);
const counselFile = new URL('../../policies/print/mag-wel.yaml', import.meta.url);
const counsel = loadCounsel({ path: 'mag-wel.yaml', text: await readFile(counselFile, 'utf8') });
const version = await versionOf(shippedFiles);
const printed = printHandreiking(shipped, version, counsel);
const htmlPages = printed.filter(({ path }) => path.endsWith('.html'));

function textOf(path: string): string {
  const file = printed.find(each => each.path === path);
  if (file === undefined) throw new Error(`not printed: ${path}`);
  return file.text;
}

describe('the printed handreiking in docs/handreiking', () => {
  it('is what the handreiking gives now (else run: wijkpoort handreiking druk)', async () => {
    const names = await readdir(fileURLToPath(folder));
    const files = await printedFiles();
    expect(names.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
    const stale: string[] = [];
    for (const { path, text } of files) {
      if ((await readFile(new URL(path, folder), 'utf8')) !== text) stale.push(path);
    }
    expect(stale).toEqual([]);
  });
});

describe('someone who prints the handreiking', () => {
  it('gets an index, a page per purpose and a sheet per partner, in Markdown and HTML', () => {
    expect(htmlPages).toHaveLength(3 + shipped.purposes.size + shipped.roles.size);
    for (const { path } of htmlPages)
      expect(textOf(path.replace('.html', '.md')).length).toBeGreaterThan(100);
  });

  it('reads the version on every page', () => {
    const pages = printed.filter(({ path }) => !path.endsWith('.css'));
    expect(pages.filter(({ text }) => !text.includes(version))).toEqual([]);
  });

  it('gets the same bytes again, also when the files were read in another order', async () => {
    const again = printHandreiking(shipped, await versionOf(shippedFiles.toReversed()), counsel);
    expect(again).toEqual(printed);
  });

  it('finds every rule with its sentence, law and fields on the page of its purpose', () => {
    const pages = htmlPages.filter(({ path }) => /^d\d\d-/.test(path)).map(({ text }) => text);
    for (const rule of shipped.rules.filter(({ fields }) => fields.length <= 40)) {
      const page = pages.find(text => text.includes(`<h1>${rule.purpose}: `)) ?? '';
      expect(page).toContain(`<h2>${rule.id} `);
      expect(page).toContain(asText(rule.sentence));
      expect(page).toContain(asText(rule.law));
      for (const field of rule.fields)
        expect(page).toContain(asText(shipped.fields.get(field)?.name ?? field));
    }
  });
});

const asText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll("'", '&#39;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

describe('a corporation hangs its sheet on the wall', () => {
  const sheet = textOf('blad-corporatie.md');
  const partOf = (title: string): string => sheet.split(`## ${title}`)[1]?.split('\n## ')[0] ?? '';

  it('reads what it may give and to whom', () => {
    expect(partOf('Dit mag u geven')).toMatch(
      /\*\*Gemeente – schuldhulpverlening\*\*.*Huurachterstand.*\(5\)/,
    );
  });

  it('reads that the reason for urgency and a diagnosis are never for it', () => {
    expect(partOf('Dit mag nooit')).toContain('Diagnose');
    expect(partOf('Dit mag nooit')).toContain('Urgentie: categorie');
    expect(partOf('Dit mag u krijgen')).not.toContain('Diagnose');
  });

  it('reads what it may after all', () => {
    expect(partOf('Dit mag wél')).toContain('De corporatie mag zorgen melden');
  });

  it('never reads in one part what another part forbids', () => {
    const names = shortFieldNames(shipped);
    for (const role of shipped.roles.values()) {
      const page = textOf(`blad-${role.id.replaceAll('_', '-')}.md`);
      const gotten = page.split('## Dit mag u krijgen')[1]?.split('\n## ')[0] ?? '';
      const words = new Set(gotten.split(/ · |; | \(|: |\*\*/));
      const never = [...(shipped.never.get(role.id) ?? [])].map(field => names.get(field) ?? field);
      expect(never.filter(name => words.has(name))).toEqual([]);
    }
  });
});

describe('someone who reads with a screen reader, or without style', () => {
  it.each(htmlPages.map(({ path, text }) => [path, text] as const))('can follow %s', (_path, text) => {
    expect(text).toMatch(/^<!doctype html>\n<html lang="nl">/);
    expect(text).not.toMatch(/<script|<style|<[^>]+ (style|on\w+)=|https?:\/\//);
    const levels = [...text.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    expect(levels.filter(level => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level - (levels[index - 1] ?? 0) <= 1)).toBe(true);
    for (const [, row] of text.matchAll(/<tr>(.*?)<\/tr>/g)) expect(row).toMatch(/^<th scope="(col|row)">/);
    expect(text.match(/<table>/g)?.length).toEqual(text.match(/<caption>/g)?.length);
  });

  it('finds a page behind every link', () => {
    const paths = new Set(printed.map(({ path }) => path));
    const links = printed.flatMap(({ text }) => [
      ...[...text.matchAll(/href="([^"#][^"]*)"/g)].map(([, target]) => target ?? ''),
      ...[...text.matchAll(/\]\(([^)]*\.md)\)/g)].map(([, target]) => target ?? ''),
    ]);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(target => !paths.has(target))).toEqual([]);
  });
});

describe('a handreiking with markup in its words', () => {
  const [first] = shipped.rules;
  const hostile: Handreiking = {
    ...shipped,
    rules: shipped.rules.map(rule =>
      rule === first ? { ...rule, sentence: `<script>alert('1')</script> [x](javascript:1) | *y*` } : rule,
    ),
  };

  it('prints them as words', () => {
    const pages = printHandreiking(hostile, version, counsel);
    expect(pages.some(({ text }) => text.includes('<script'))).toBe(true);
    const html = pages.filter(({ path }) => path.endsWith('.html'));
    expect(html.filter(({ text }) => text.includes('<script'))).toEqual([]);
    const markdown = pages.filter(({ path }) => path.endsWith('.md')).map(({ text }) => text);
    expect(
      markdown.some(text =>
        text.includes(String.raw`\<script\>alert('1')\</script\> \[x\](javascript:1) \| \*y\*`),
      ),
    ).toBe(true);
  });
});

describe('the list of what may after all', () => {
  it('has the twenty-four of the handreiking, and names only rules and parties that exist', () => {
    const rules = new Set(shipped.rules.map(({ id }) => id));
    expect(counsel.may.map(({ number }) => number)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    expect(counsel.never).toHaveLength(10);
    expect(counsel.may.flatMap(each => each.rules).filter(rule => !rules.has(rule))).toEqual([]);
    expect(counsel.may.flatMap(each => each.roles).filter(role => !shipped.roles.has(role))).toEqual([]);
  });

  it.each([
    ['an unknown word', 'mag_wel: []\nmag_nooit: []\nextra: 1\n'],
    ['a missing list', 'mag_wel: []\n'],
    ['a key that stands there twice', 'mag_wel: []\nmag_wel: []\nmag_nooit: []\n'],
  ])('is refused with %s', (_what, text) => {
    expect(() => loadCounsel({ path: 'mag-wel.yaml', text })).toThrow(/^mag-wel\.yaml: /);
  });
});

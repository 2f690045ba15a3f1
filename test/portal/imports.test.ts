import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = readdirSync(join(root, 'portal'), { recursive: true, encoding: 'utf8' }).filter(path =>
  path.endsWith('.tsx'),
);

describe('a page', () => {
  it('imports from portal, consent and policies, and of packages preact alone', () => {
    const strangers = pages.flatMap(page => {
      const path = join(root, 'portal', page);
      return [...readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)]
        .map(([, from = '']) => (from.startsWith('.') ? relative(root, join(dirname(path), from)) : from))
        .filter(from => !/^(?:portal|consent|policies)\/|^preact(?:-render-to-string)?$/.test(from))
        .map(from => `${page}: ${from}`);
    });
    expect(pages.length).toBeGreaterThan(4);
    expect(strangers).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

const require = createRequire(import.meta.url);
const PARTS = ['button', 'heading', 'link', 'paragraph', 'skip-link'];

/** The parts as one small file: nothing of it is fetched from elsewhere. */
const sheetOf = (parts: readonly string[]): string =>
  parts
    .join('\n')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\n\s*/g, '\n')
    .replaceAll(/\n+/g, '\n');

const ours = (name: string): string =>
  readFileSync(new URL(`../../../portal/theme/${name}.css`, import.meta.url), 'utf8');

/** Sends a style sheet; there is nothing secret in it, so it may be packed. */
const sends = (sheet: string): RequestHandler => {
  const packed = gzipSync(sheet, { level: 9 });
  return (request, response) => {
    response.type('text/css');
    response.setHeader('Cache-Control', 'public, max-age=3600');
    response.setHeader('Vary', 'Accept-Encoding');
    if (request.acceptsEncodings('gzip') === false) return void response.send(sheet);
    response.setHeader('Content-Encoding', 'gzip');
    response.send(packed);
  };
};

/** What the design system gives, then our theme and layout. */
export const styleRoute = sends(
  sheetOf([
    ...PARTS.map(part =>
      readFileSync(require.resolve(`@nl-design-system-candidate/${part}-css/${part}.css`), 'utf8'),
    ),
    ours('theme'),
    ours('layout'),
  ]),
);

/** What the pages of the staff need besides: residents' telephones do not carry it. */
export const workStyleRoute = sends(sheetOf([ours('work'), ours('table'), ours('learning')]));

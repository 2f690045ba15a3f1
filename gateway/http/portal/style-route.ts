import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

const require = createRequire(import.meta.url);
const PARTS = ['button', 'heading', 'link', 'paragraph', 'skip-link'];

/** What the design system gives, then our theme and layout: one file, nothing fetched from elsewhere. */
const sheet = [
  ...PARTS.map(part =>
    readFileSync(require.resolve(`@nl-design-system-candidate/${part}-css/${part}.css`), 'utf8'),
  ),
  readFileSync(new URL('../../../portal/theme/theme.css', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../portal/theme/layout.css', import.meta.url), 'utf8'),
]
  .join('\n')
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\n\s*/g, '\n')
  .replaceAll(/\n+/g, '\n');
const packed = gzipSync(sheet, { level: 9 });

/** The one style sheet; there is nothing secret in it, so it may be packed. */
export const styleRoute: RequestHandler = (request, response) => {
  response.type('text/css');
  response.setHeader('Cache-Control', 'public, max-age=3600');
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.acceptsEncodings('gzip') === false) return void response.send(sheet);
  response.setHeader('Content-Encoding', 'gzip');
  response.send(packed);
};

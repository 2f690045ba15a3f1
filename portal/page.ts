import { html, type Html } from './html.ts';

/** A whole page: Dutch, readable on a small screen and on paper, without script. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Wijkpoort</title>
        <link rel="stylesheet" href="/stijl.css" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.html;

/** The one style sheet: system fonts, colours that work in the dark, nothing fetched from elsewhere. */
export const STYLE_SHEET = `:root { color-scheme: light dark; --ink: #1d2b3a; --paper: #fff; --accent: #00567d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef4; --paper: #10181f; --accent: #7cc4ea; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { line-height: 1.2; margin: 0 0 1rem; }
a { color: var(--accent); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { overflow-wrap: anywhere; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.25rem; }
textarea { width: 100%; box-sizing: border-box; font: inherit; }
button { font: inherit; padding: 0.6rem 1.2rem; min-height: 2.75rem; }
.klein { font-size: 0.7rem; line-height: 1.3; }
@media print {
  @page { margin: 2cm; }
  :root { --ink: #000; --paper: #fff; --accent: #000; color-scheme: light; }
  body { font-size: 11pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  h1, h2, dt { break-after: avoid; }
  dl, ul, p { break-inside: avoid; }
  .klein { font-size: 6pt; }
}
`;

import { html, type Html } from '../html.ts';

/** The pages in the order in which somebody needs them. */
export const CHAPTERS = [
  ['/docs', 'Welkom'],
  ['/docs/wat-mag', 'Wat mag u?'],
  ['/docs/beginnen', 'Beginnen'],
  ['/docs/api', 'Alle aanroepen'],
  ['/docs/fouten', 'Als het niet lukt'],
  ['/docs/authzen', 'Ons besluit, uw deur'],
  ['/docs/middleware', 'In uw eigen Express'],
  ['/docs/toets', 'De toets'],
  ['/docs/productie', 'Naar productie'],
] as const;

/** A page of the documentation, with the chapters beside it and what comes next below it; no script anywhere. */
export const docsPage = (here: string, title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Wijkpoort voor ontwikkelaars</title>
        <link rel="stylesheet" href="/docs/stijl.css" />
      </head>
      <body>
        <a class="over" href="#inhoud">Naar de inhoud</a>
        <header>
          <a class="merk" href="/docs">Wijkpoort <span>voor ontwikkelaars</span></a>
        </header>
        <div class="bladspiegel">
          <nav aria-label="Hoofdstukken">
            <ol>
              ${CHAPTERS.map(chapter => chapterItem(chapter, here))}
            </ol>
          </nav>
          <main id="inhoud">${body}${nextAfter(here)}</main>
        </div>
      </body>
    </html> `.html;

const isIn = (here: string, path: string): boolean =>
  here === path || (path !== '/docs' && here.startsWith(`${path}/`));

const chapterItem = ([path, name]: readonly [string, string], here: string): Html =>
  isIn(here, path)
    ? html`<li><a href="${path}" aria-current="page">${name}</a></li>`
    : html`<li><a href="${path}">${name}</a></li>`;

function nextAfter(here: string): Html {
  const index = CHAPTERS.findIndex(([path]) => isIn(here, path));
  const next = index === -1 ? undefined : CHAPTERS[index + 1];
  if (next === undefined) return html``;
  return html`<p class="verder"><a href="${next[0]}">Verder: ${next[1]}</a></p>`;
}

/** Something to type or to read, exactly as it is. */
export const code = (kind: 'sh' | 'ts' | 'json' | 'http', text: string, id = ''): Html =>
  id === ''
    ? html`<pre class="${kind}"><code>${text}</code></pre>`
    : html`<pre class="${kind}" id="${id}"><code>${text}</code></pre>`;

import {
  inlinesOf,
  shortVersion,
  type Block,
  type Fact,
  type Imprint,
  type Inline,
  type Page,
  type Text,
} from './document.ts';

/** A sheet with more text than this is set smaller, so that it stays one A4. */
const CROWDED = 9_500;

/** The page as HTML that prints on A4: no scripts, no outside requests, one style sheet beside it. */
export function asHtml(page: Page, imprint: Imprint): string {
  const body = page.blocks.map(blockHtml).join('\n');
  const isCrowded = page.layout === 'sheet' && body.length > CROWDED;
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} – handreiking ${shortVersion(imprint)}</title>
<link rel="stylesheet" href="handreiking.css">
</head>
<body class="${page.layout}${isCrowded ? ' crowded' : ''}">
<a class="overslaan" href="#inhoud">Naar de inhoud</a>
<header><h1>${escapeHtml(page.title)}</h1></header>
<main id="inhoud">
${body}
</main>
<footer>
<p>Versie <code>${imprint.version}</code>${page.id === 'index' ? '' : ' <a href="index.html">Alle bladen</a>'}</p>
</footer>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map(item => `<li>${inHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'facts':
      return `<dl>\n${block.facts.map(factHtml).join('\n')}\n</dl>`;
    case 'table':
      return tableHtml(block.caption, block.head, block.rows);
    case 'part':
      return `<section class="${block.tone}">\n<h2>${escapeHtml(block.title)}</h2>\n${block.blocks.map(blockHtml).join('\n')}\n</section>`;
  }
}

const factHtml = ({ name, value }: Fact): string =>
  `<div><dt>${escapeHtml(name)}</dt><dd>${inHtml(value)}</dd></div>`;

function tableHtml(caption: string, head: readonly string[], rows: readonly (readonly Text[])[]): string {
  return `<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head.map(name => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table>`;
}

/** The first cell of a row names the row. */
const cell = (text: Text, index: number): string =>
  index === 0 ? `<th scope="row">${inHtml(text)}</th>` : `<td>${inHtml(text)}</td>`;

const inHtml = (text: Text): string => inlinesOf(text).map(inlineHtml).join('');

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline);
  if ('strong' in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`;
  return `<a href="${encodeURIComponent(inline.link)}.html">${escapeHtml(inline.text)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, char => ENTITIES[char] ?? '');

import {
  inlinesOf,
  type Block,
  type Fact,
  type Imprint,
  type Inline,
  type Page,
  type Text,
} from './document.ts';

/** The page as Markdown. Everything that came from the handreiking is escaped: it is text, never markup. */
export function asMarkdown(page: Page, imprint: Imprint): string {
  return [
    `# ${escapeText(page.title)}`,
    ...page.blocks.flatMap(blockLines),
    `---`,
    `Versie \`${imprint.version}\`. Gemaakt uit de handreiking zelf; wijzig dit bestand niet.`,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${escapeText(block.text)}`];
    case 'paragraph':
      return [inMarkdown(block.text)];
    case 'list':
      return [block.items.map(item => `- ${inMarkdown(item)}`).join('\n')];
    case 'facts':
      return [block.facts.map(factLine).join('\n')];
    case 'table':
      return [tableLines(block.head, block.rows)];
    case 'part':
      return [`## ${escapeText(block.title)}`, ...block.blocks.flatMap(blockLines)];
  }
}

const factLine = ({ name, value }: Fact): string => `- **${escapeText(name)}**: ${inMarkdown(value)}`;

function tableLines(head: readonly string[], rows: readonly (readonly Text[])[]): string {
  return [
    line(head.map(escapeText)),
    line(head.map(() => '---')),
    ...rows.map(row => line(row.map(inMarkdown))),
  ].join('\n');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const inMarkdown = (text: Text): string => inlinesOf(text).map(inlineMarkdown).join('');

function inlineMarkdown(inline: Inline): string {
  if (typeof inline === 'string') return escapeText(inline);
  if ('strong' in inline) return `**${escapeText(inline.strong)}**`;
  return `[${escapeText(inline.text)}](${encodeURIComponent(inline.link)}.md)`;
}

const escapeText = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');

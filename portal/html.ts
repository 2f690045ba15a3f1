/** HTML that was escaped where it had to be. Only `html` makes it. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (part: Part): string => {
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(({ html }) => html).join('');
  return String(part).replaceAll(/[&<>"']/g, character => ESCAPES[character] ?? '');
};

/** A template in which everything filled in is escaped, unless it was made by a template like this one. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: fixed.map((text, index) => (index === 0 ? text : escaped(parts[index - 1] ?? '') + text)).join(''),
});

/** How much a resident may write at once: three pages. */
export const MOST_WRITTEN = 4000;

/** What somebody typed: nothing, words, or more than fits. Whoever typed too much keeps all of it. */
export type OwnWords =
  | { readonly kind: 'none' }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'too-long'; readonly text: string; readonly characters: number };

/** Line ends are made alike and what no keyboard types is left out; letters are counted as people count them. */
export function readOwnWords(typed: unknown): OwnWords {
  if (typeof typed !== 'string') return { kind: 'none' };
  const text = typed
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (text === '') return { kind: 'none' };
  const characters = Array.from(text).length;
  return characters > MOST_WRITTEN ? { kind: 'too-long', text, characters } : { kind: 'words', text };
}

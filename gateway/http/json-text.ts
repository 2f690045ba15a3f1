/** How deep a request may be. Ours are two deep; comparing very deep values would use up the stack. */
const DEEPEST = 8;

/** A string (to the end of the text if nobody closed it), with the colon that makes it a key; or a bracket. */
const TOKENS = /("(?:[^"\\]|\\.)*(?:"|\\?$))(\s*:)?|[[\]{}]/gs;

/**
 * Whether a JSON text says one thing to every reader: no key twice in one object, for readers differ in which of the two
 * counts, and not deeper than any request of ours. Whether it is JSON at all is for the parser to say.
 */
export function saysOneThing(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, key, colon] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (key !== undefined && colon !== undefined && !isNewKey(key, open.at(-1))) return false;
    if (open.length > DEEPEST) return false;
  }
  return true;
}

function isNewKey(written: string, keys: Set<string> | undefined): boolean {
  const key = unescaped(written);
  if (key === undefined || keys === undefined || keys.has(key)) return false;
  keys.add(key);
  return true;
}

/** One key can be written in many ways: `"doel"` and `"\u0064oel"` are the same; this is the plain one. */
function unescaped(written: string): string | undefined {
  if (!written.includes('\\')) return written;
  try {
    return JSON.stringify(JSON.parse(written));
  } catch {
    return undefined;
  }
}

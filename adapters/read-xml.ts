import type { JsonObject } from './read-json.ts';
import { SourceFailure } from './source.ts';

const DEEPEST = 32;
/** A declaration, a comment, CDATA, a tag, or text. What is none of these is not read, least of all a DOCTYPE. */
const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<(?<close>\/?)(?:[\w.-]+:)?(?<name>[\w.-]+)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/?)>|(?<text>[^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Element {
  readonly name: string;
  readonly children: Map<string, unknown[]>;
  text: string;
}

/**
 * XML as plain objects: every element is a list of what stands under its local name, and an element without elements is its text.
 * Attributes are left out. Rejects with a `SourceFailure` what is not well-formed, too deep, or has a DOCTYPE or entities of its own.
 */
export function readXml(xml: string): JsonObject {
  const root: Element = { name: '', children: new Map(), text: '' };
  const open: Element[] = [root];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < xml.length; end = TOKEN.lastIndex) {
    const token = TOKEN.exec(xml)?.groups;
    if (token === undefined || open.length > DEEPEST) throw new SourceFailure('nonsense');
    take(token, open);
  }
  if (open.length !== 1 || root.children.size !== 1 || root.text.trim() !== '')
    throw new SourceFailure('nonsense');
  return objectOf(root) as JsonObject;
}

function take(token: Readonly<Record<string, string | undefined>>, open: Element[]): void {
  const current = open.at(-1);
  if (current === undefined) throw new SourceFailure('nonsense');
  const { name, close, empty, text, cdata } = token;
  if (name === undefined) {
    current.text += text === undefined ? (cdata ?? '') : unescaped(text);
    return;
  }
  if (close === '/') {
    const parent = open.at(-2);
    if (current.name !== name || parent === undefined) throw new SourceFailure('nonsense');
    open.pop();
    add(parent, name, objectOf(current));
    return;
  }
  if (empty === '/') add(current, name, '');
  else open.push({ name, children: new Map(), text: '' });
}

function add({ children }: Element, name: string, value: unknown): void {
  children.set(name, [...(children.get(name) ?? []), value]);
}

const objectOf = ({ children, text }: Element): unknown =>
  children.size === 0 ? text.trim() : Object.fromEntries(children);

function unescaped(text: string): string {
  return text.replaceAll(/&([^;&]*);?/g, (_whole, name: string) => {
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known === undefined) throw new SourceFailure('nonsense');
    return known;
  });
}

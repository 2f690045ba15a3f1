import { DOCUMENT_PARTS, type DocumentKind, type PartShape } from '../../adapters/case-files.ts';
import { adviceFor, checkFreeText, type Advice } from '../../policies/free-text/check.ts';
import type { WordList } from '../../policies/free-text/word-list.ts';
import type { FieldValue } from '../../policies/vocabulary.ts';

/** Why a part cannot be kept as it is. Never with the words themselves: with their kind and their place. */
export type PartFault =
  | { readonly part: string; readonly what: 'unknown' | 'wrong-shape' | 'too-long' }
  | { readonly part: string; readonly what: 'tells-too-much'; readonly advice: readonly Advice[] };

const LONGEST_TEXT = 2_000;
const LONGEST_LINE = 500;
const MOST_LINES = 30;

/**
 * What is wrong with what a table wants to write down, everything at once. Every text passes the check that free text passes
 * when it leaves (INV-30): what may not be told later is better not written now.
 */
export function checkDocument(
  kind: DocumentKind,
  parts: Readonly<Record<string, FieldValue>>,
  list: WordList,
): readonly PartFault[] {
  const shapes = DOCUMENT_PARTS[kind];
  return Object.entries(parts).flatMap(([part, value]): readonly PartFault[] => {
    const shape = Object.hasOwn(shapes, part) ? shapes[part] : undefined;
    if (shape === undefined) return [{ part, what: 'unknown' }];
    const texts = textsOf(value, shape);
    if (texts === undefined) return [{ part, what: 'wrong-shape' }];
    if (isTooLong(texts, shape)) return [{ part, what: 'too-long' }];
    const findings = texts.flatMap(text => checkFreeText(list, text));
    return findings.length === 0 ? [] : [{ part, what: 'tells-too-much', advice: adviceFor(list, findings) }];
  });
}

/** The texts of a part that has its shape; empty texts are no texts. */
function textsOf(value: FieldValue, shape: PartShape): readonly string[] | undefined {
  const texts = typeof value === 'string' ? [value] : typeof value === 'object' ? value : [];
  const isList = typeof value === 'object';
  const isWhole = texts.length > 0 && texts.every(text => text.trim() !== '');
  if (!isWhole || isList !== (shape === 'list')) return undefined;
  return typeof shape === 'string' || texts.every(text => shape.includes(text)) ? texts : undefined;
}

const isTooLong = (texts: readonly string[], shape: PartShape): boolean =>
  texts.length > MOST_LINES ||
  texts.some(text => text.length > (shape === 'list' ? LONGEST_LINE : LONGEST_TEXT));

import { adviceFor, checkFreeText, isFreeText, type Advice } from '../../policies/free-text/check.ts';
import type { WordList } from '../../policies/free-text/word-list.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';

/** Values that passed the check, and what the sender is told about those that did not. */
export interface Checked {
  readonly passed: ReadonlyMap<FieldId, FieldValue>;
  /** By field; never with the words themselves. */
  readonly stopped: ReadonlyMap<FieldId, readonly Advice[]>;
}

/**
 * Stops free text that tells of illness, medicine, substances, offences or a BSN (INV-30): hidden in a sentence is shared
 * too. Whether a rule opens the field does not matter; the sender has to write it differently.
 */
export function checkContent(list: WordList, values: ReadonlyMap<FieldId, FieldValue>): Checked {
  const passed = new Map<FieldId, FieldValue>();
  const stopped = new Map<FieldId, readonly Advice[]>();
  for (const [field, value] of values) {
    const findings = isFreeText(list, field) ? textsIn(value).flatMap(text => checkFreeText(list, text)) : [];
    if (findings.length === 0) passed.set(field, value);
    else stopped.set(field, adviceFor(list, findings));
  }
  return { passed, stopped };
}

const textsIn = (value: FieldValue): readonly string[] =>
  typeof value === 'object' ? value : typeof value === 'string' ? [value] : [];

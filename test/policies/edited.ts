import type { Handreiking } from '../../policies/handreiking.ts';
import { loadHandreiking } from '../../policies/load.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { shippedFiles } from './handreiking.ts';

/** The shipped files with one sentence changed in one of them. Throws when the sentence is not there. */
export function edited(path: string, from: string | RegExp, to: string): readonly SourceFile[] {
  const file = shippedFiles.find(each => each.path.startsWith(path));
  const text = file?.text.replace(from, to);
  if (file === undefined || text === undefined || text === file.text)
    throw new Error(`nothing to edit in ${path}`);
  return shippedFiles.map(each => (each === file ? { path: each.path, text } : each));
}

/** The text of one rule, from its number to the next rule. */
export const ruleText = (id: string): RegExp =>
  new RegExp(`  - regel: '${id.replace('.', '\\.')}'[^]*?(?=\n\n|$)`);

export function loaded(files: readonly SourceFile[]): Handreiking {
  const result = loadHandreiking(files);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.handreiking;
}

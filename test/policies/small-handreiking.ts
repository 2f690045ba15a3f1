import type { SourceFile } from '../../policies/read-file.ts';
import { shippedFiles } from './handreiking.ts';

const KEPT = new Set([
  'partijen.yaml',
  'velden.yaml',
  'voorwaarden.yaml',
  'verplichtingen.yaml',
  'nooit.yaml',
]);

const INVARIANTS = `invarianten:
  - invariant: INV-22
    automatisch: true
    precies: 'overlast_melder: nooit, voor niemand'
    zin: Klager blijft anoniem.
    toetsen:
      - als: { velden: [wonen.overlast_melder] }
        dan: []
`;

/** The handreiking with one purpose, D05: the same words and rules, quick to verify. */
export const smallFiles: readonly SourceFile[] = [
  ...shippedFiles.filter(({ path }) => KEPT.has(path) || path.startsWith('doelen/D05-')),
  { path: 'invarianten.yaml', text: INVARIANTS },
];

/** The same files with one text changed. Throws when it is not there: a test that changes nothing proves nothing. */
export function changed(
  files: readonly SourceFile[],
  path: RegExp,
  from: string,
  to: string,
): readonly SourceFile[] {
  const file = files.find(each => path.test(each.path) && each.text.includes(from));
  if (file === undefined) throw new Error(`nothing to change: ${from}`);
  return files.map(each => (each === file ? { ...each, text: each.text.replace(from, to) } : each));
}

import { groupBy } from '../group-by.ts';
import type { Handreiking } from '../handreiking.ts';

/** The words of the handreiking as TypeScript: per purpose the fields that some rule opens, so that any other does not compile. */
export function clientWords({ purposes, rules, fields }: Handreiking): string {
  const byPurpose = groupBy([...rules], ({ purpose }) => purpose);
  const lines = [...purposes.values()].flatMap(({ id, name }) => {
    const opened = new Set((byPurpose.get(id) ?? []).flatMap(rule => rule.fields));
    const named = [...fields.keys()].filter(field => opened.has(field));
    return named.length === 0
      ? []
      : [`  /** ${name} */`, `  ${id}:`, ...named.map(each => `    | '${each}'`)];
  });
  return [
    '// Gemaakt uit de handreiking met `handreiking druk`; niet met de hand wijzigen.',
    '',
    '/** Per doel de velden die een regel voor dat doel kent. */',
    'export interface VeldenPerDoel {',
    ...lines.map((line, index) => (endsUnion(lines, index) ? `${line};` : line)),
    '}',
    '',
  ].join('\n');
}

const endsUnion = (lines: readonly string[], index: number): boolean =>
  (lines[index] ?? '').startsWith('    |') && !(lines[index + 1] ?? '').startsWith('    |');

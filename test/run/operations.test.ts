import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { METRICS, OTHER, PARTNERS, type MetricDefinition } from '../../gateway/metrics/metric-list.ts';

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly ernst: string };
  readonly annotations: { readonly zin: string; readonly draaiboek: string };
}
const alerts = (
  parse(text('docs/operations/alarmen.yaml')) as { groups: { rules: Alert[] }[] }
).groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(text('docs/operations/dashboard.json')) as {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
};
const queries = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** What others than this gateway tell. */
const OF_OTHERS = new Set(['up', 'process_resident_memory_bytes']);
const WORD = /\b(wijkpoort_[a-z_]+|up|process_[a-z_]+)(?:\{([^}]*)\})?/g;

/** As the pages of a repository name their headings. */
const anchorsIn = (page: string): ReadonlySet<string> =>
  new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

function faultsIn(expr: string): readonly string[] {
  return [...expr.matchAll(WORD)].flatMap(([, said = '', selector = '']) => {
    if (OF_OTHERS.has(said)) return [];
    const name = said.replace(/_(bucket|sum|count)$/, '');
    const definition = (METRICS as Readonly<Record<string, MetricDefinition>>)[name];
    if (definition === undefined) return [`${said} is not measured`];
    if ((definition.kind === 'histogram') !== (name !== said)) return [`${said} is a ${definition.kind}`];
    return [...selector.matchAll(/(\w+)!?="([^"]*)"/g)].flatMap(([, label = '', value = '']) => {
      const values = definition.labels?.[label];
      return values === PARTNERS || [...(values ?? []), OTHER].includes(value)
        ? []
        : [`${name} has no ${label}="${value}"`];
    });
  });
}

describe('somebody is called by an alert, or looks at the dashboard', () => {
  it.each(queries)('%s: asks for what is measured, with labels that exist', (_name, expr) => {
    expect(faultsIn(expr)).toEqual([]);
    expect([...expr.matchAll(WORD)].length).toBeGreaterThan(0);
  });

  it.each(alerts.map(each => [each.alert, each] as const))(
    '%s: says how bad it is, in a sentence, and where the runbook says what to do',
    (_name, { labels, annotations }) => {
      expect(['nu', 'werkdag']).toContain(labels.ernst);
      expect(annotations.zin).toMatch(/^\p{L}.{20,}\.$/u);
      const [page = '', anchor = ''] = annotations.draaiboek.split('#');
      expect(anchorsIn(text(page))).toContain(anchor);
    },
  );

  it('has no alert without a name of its own, and finds every gauge on the dashboard', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    const shown = queries.map(([, expr]) => expr).join(' ');
    expect(Object.keys(METRICS).filter(name => !shown.includes(name))).toEqual([]);
  });
});

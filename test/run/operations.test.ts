import { describe, expect, it } from '@jest/globals';
import { METRICS, OTHER, PARTNERS, type MetricDefinition } from '../../gateway/metrics/metric-list.ts';
import { ALERTS, QUERIES, selectedIn, textAt } from './alarms/watched.ts';

/** What others than this gateway tell. */
const OF_OTHERS = new Set(['up', 'process_resident_memory_bytes']);

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
  return selectedIn(expr).flatMap(({ name: said, labels }) => {
    if (OF_OTHERS.has(said)) return [];
    const name = said.replace(/_(bucket|sum|count)$/, '');
    const definition = (METRICS as Readonly<Record<string, MetricDefinition>>)[name];
    if (definition === undefined) return [`${said} is not measured`];
    if ((definition.kind === 'histogram') !== (name !== said)) return [`${said} is a ${definition.kind}`];
    return labels.flatMap(({ label, value }) => {
      const values = definition.labels?.[label];
      return values === PARTNERS || [...(values ?? []), OTHER].includes(value)
        ? []
        : [`${name} has no ${label}="${value}"`];
    });
  });
}

describe('somebody is called by an alert, or looks at the dashboard', () => {
  it.each(QUERIES)('%s: asks for what is measured, with labels that exist', (_name, expr) => {
    expect(faultsIn(expr)).toEqual([]);
    expect(selectedIn(expr).length).toBeGreaterThan(0);
  });

  it.each(ALERTS.map(each => [each.alert, each] as const))(
    '%s: says how bad it is, in a sentence, and where the runbook says what to do',
    (_name, { labels, annotations }) => {
      expect(['nu', 'werkdag']).toContain(labels.ernst);
      expect(annotations.zin).toMatch(/^\p{L}.{20,}\.$/u);
      const [page = '', anchor = ''] = annotations.draaiboek.split('#');
      expect(anchorsIn(textAt(page))).toContain(anchor);
    },
  );

  it('has no alert without a name of its own, and finds every gauge on the dashboard', () => {
    expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
    const shown = QUERIES.map(([, expr]) => expr).join(' ');
    expect(Object.keys(METRICS).filter(name => !shown.includes(name))).toEqual([]);
  });
});

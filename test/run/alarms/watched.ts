import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** An alert as Prometheus reads it. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly ernst: string };
  readonly annotations: { readonly zin: string; readonly draaiboek: string };
}

export const textAt = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

export const ALERTS: readonly Alert[] = (
  parse(textAt('docs/operations/alarmen.yaml')) as { readonly groups: { readonly rules: Alert[] }[] }
).groups.flatMap(({ rules }) => rules);

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

/** Everything that an alert or a panel asks, by the name of the one who asks. */
export const QUERIES: readonly (readonly [string, string])[] = [
  ...ALERTS.map(({ alert, expr }) => [alert, expr] as const),
  ...(JSON.parse(textAt('docs/operations/dashboard.json')) as Dashboard).panels.flatMap(
    ({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const),
  ),
];

/** What a query asks for: a series by its name, and what it says of labels. */
export interface Selected {
  readonly name: string;
  readonly labels: readonly { readonly label: string; readonly is: boolean; readonly value: string }[];
}

const SERIES = /\b(wijkpoort_[a-z_]+|up|process_[a-z_]+)(?:\{([^}]*)\})?/g;

export const selectedIn = (expr: string): readonly Selected[] =>
  [...expr.matchAll(SERIES)].map(([, name = '', inside = '']) => ({
    name,
    labels: [...inside.matchAll(/(\w+)(!?=)"([^"]*)"/g)].map(([, label = '', sign, value = '']) => ({
      label,
      is: sign === '=',
      value,
    })),
  }));

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Measure } from './measure.ts';
import {
  METRICS,
  MOST_PARTNERS,
  OTHER,
  PARTNERS,
  type MetricDefinition,
  type MetricName,
} from './metric-list.ts';

type Labels = Readonly<Record<string, string>>;

/** Everything that is measured, as Prometheus reads it. */
export interface Metrics {
  readonly measure: Measure;
  readonly set: (name: MetricName, value: number, labels?: Labels) => void;
  /** Forgets the series of a gauge, so that what is gone is not told for ever. */
  readonly reset: (name: MetricName) => void;
  /** Partners whose ids may stand in a label, beside those known from the start. */
  readonly meet: (partners: readonly string[]) => void;
  readonly contentType: string;
  readonly print: () => Promise<string>;
}

/** Makes the registry. A label value that is in no list becomes `anders`, so that nothing else can ever stand there. */
export function createMetrics(partners: readonly string[], isProcess = true): Metrics {
  const registry = new Registry();
  const known = new Set<string>();
  const meet = (more: readonly string[]): void => {
    for (const each of more) if (known.size < MOST_PARTNERS && PARTNER_ID.test(each)) known.add(each);
  };
  meet(partners);
  if (isProcess) collectDefaultMetrics({ register: registry });
  const made = new Map(
    Object.entries<MetricDefinition>(METRICS).map(([name, definition]) => [
      name,
      make(name, definition, registry),
    ]),
  );
  for (const [name, definition] of Object.entries<MetricDefinition>(METRICS))
    for (const labels of everySeriesOf(definition)) made.get(name)?.begin(labels);
  const allowed = (name: MetricName, labels: Labels): Labels => onlyAllowed(METRICS[name], labels, known);
  const of = (name: MetricName): Made => {
    const metric = made.get(name);
    if (metric === undefined) throw new RangeError('this metric is in no list');
    return metric;
  };
  const add = (name: MetricName, labels: Labels, value = 1): void =>
    of(name).add(allowed(name, labels), value);
  return {
    measure: measureWith(add),
    set: (name, value, labels = {}) => of(name).set(allowed(name, labels), value),
    reset: name => of(name).reset(),
    meet,
    contentType: registry.contentType,
    print: async () => await registry.metrics(),
  };
}

/**
 * Each series of a counter or histogram whose labels are all known beforehand. They begin at nought: of a series that begins at
 * one, Prometheus never saw the first.
 */
function everySeriesOf({ kind, labels = {} }: MetricDefinition): readonly Labels[] {
  if (kind === 'gauge') return [];
  return Object.entries(labels).reduce<readonly Labels[]>(
    (all, [label, values]) =>
      values === PARTNERS ? [] : all.flatMap(each => [...values].map(value => ({ ...each, [label]: value }))),
    [{}],
  );
}

const PARTNER_ID = /^[a-z0-9-]{2,60}$/;

function onlyAllowed(definition: MetricDefinition, labels: Labels, partners: ReadonlySet<string>): Labels {
  return Object.fromEntries(
    Object.entries(definition.labels ?? {}).map(([label, values]) => {
      const value = labels[label] ?? '';
      const isAllowed = values === PARTNERS ? partners.has(value) : values.includes(value);
      return [label, isAllowed ? value : OTHER];
    }),
  );
}

/** One metric, whatever its kind: adding to it, or setting it. */
interface Made {
  readonly begin: (labels: Labels) => void;
  readonly add: (labels: Labels, value: number) => void;
  readonly set: (labels: Labels, value: number) => void;
  readonly reset: () => void;
}

function make(
  name: string,
  { kind, says, labels = {}, buckets = [] }: MetricDefinition,
  registry: Registry,
): Made {
  const shared = { name, help: says, labelNames: Object.keys(labels), registers: [registry] };
  const wrong = (): never => {
    throw new RangeError(`${name} is a ${kind}`);
  };
  if (kind === 'counter') {
    const counter = new Counter(shared);
    return {
      begin: of => counter.inc(of, 0),
      add: (of, value) => counter.inc(of, value),
      set: wrong,
      reset: () => counter.reset(),
    };
  }
  if (kind === 'histogram') {
    const histogram = new Histogram({ ...shared, buckets: [...buckets] });
    return {
      begin: of => histogram.zero(of),
      add: (of, value) => histogram.observe(of, value),
      set: wrong,
      reset: () => histogram.reset(),
    };
  }
  const gauge = new Gauge(shared);
  return { begin: wrong, add: wrong, set: (of, value) => gauge.set(of, value), reset: () => gauge.reset() };
}

const GATES = { ask: 'opvragen', bring: 'melden', record: 'vastleggen' } as const;

const measureWith = (add: (name: MetricName, labels: Labels, value?: number) => void): Measure => ({
  recorded: (event, gate, decisions) => {
    const weg = GATES[gate];
    add('wijkpoort_regels_total', { gebeurtenis: event, weg });
    for (const decision of decisions) add('wijkpoort_besluiten_total', { uitkomst: decision, weg });
  },
  sourceAnswered: (partner, outcome, seconds) =>
    add('wijkpoort_bron_seconden', { partner, afloop: outcome }, seconds),
  flushed: (entries, decidedAgain) => {
    add('wijkpoort_logboek_regels_per_keer', {}, entries);
    if (decidedAgain > 0) add('wijkpoort_logboek_opnieuw_besloten_total', {}, decidedAgain);
  },
  requestAnswered: (path, status, seconds) =>
    add(
      'wijkpoort_verzoeken_seconden',
      { weg: wayOf(path), status: `${Math.floor(status / 100)}xx` },
      seconds,
    ),
});

/** One of a few groups of addresses: nothing of an address itself is kept. */
function wayOf(path: string): string {
  const [, first = '', second = ''] = path.split(/[/?]/);
  if (first === 'v1') return second === 'verstrekkingen' || second === 'meldingen' ? second : 'register';
  if (first === 'livez' || first === 'readyz') return 'gezondheid';
  return ['access', 'oauth', 'logboek'].includes(first) ? first : 'paginas';
}

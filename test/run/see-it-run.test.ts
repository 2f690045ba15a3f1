import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describeLog, LOG_EVENTS, LOG_FIELDS, type LogEventName } from '../../gateway/log-events.ts';
import { lookAround } from '../../gateway/metrics/look-around.ts';
import { METRICS, OTHER, PARTNERS, type MetricDefinition } from '../../gateway/metrics/metric-list.ts';
import { startMetricsServer, type MetricsServer } from '../../gateway/metrics/metrics-server.ts';
import { createMetrics, type Metrics } from '../../gateway/metrics/prometheus.ts';
import { SPAN_ATTRIBUTES, type Span } from '../../gateway/traces/span.ts';
import { sendSpans } from '../../gateway/traces/send-spans.ts';
import { ASKING } from '../gateway/door.ts';
import { writeBusyLog } from '../world/busy-log.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';
import { QUERIES, selectedIn, type Selected } from './alarms/watched.ts';

let world: World;
let metrics: Metrics;
let server: MetricsServer;
let koppelsleutel: string;
let aheadMs = 0;
let isWitnessed = true;
const spans: Span[] = [];
beforeAll(async () => {
  metrics = createMetrics(['zayaz', 'wijkteam-zuidoost']);
  world = await startWorld({
    clock: () => new Date(Date.now() + aheadMs),
    watched: { measure: metrics.measure, clockMostMs: 30_000, spans: span => void spans.push(span) },
  });
  koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
  const question = { ...ASKING, betrokkene: koppelsleutel };
  expect((await world.sendAs('zayaz', '/v1/verstrekkingen', question)).status).toBe(200);
  await world.sendAs('zayaz', '/v1/verstrekkingen', { ...question, velden: [koppelsleutel] });
  await world.send(`/v1/${koppelsleutel}`);
  await world.send(`/${koppelsleutel}?${koppelsleutel}`, { method: 'PUT' });
  const { watch, checkpoints, database } = world.gateway;
  const seen = { ...checkpoints, witnessedRecently: () => isWitnessed };
  server = await startMetricsServer('127.0.0.1', 0, metrics, async () => {
    await lookAround({ watch, checkpoints: seen, database }, metrics, new Date());
  });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** Every series as name and labels. */
async function series(): Promise<readonly (readonly [string, Readonly<Record<string, string>>, number])[]> {
  const told = await (await fetch(`${server.url}/metrics`)).text();
  return told
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [, name = '', inside = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const labels = [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', said = '']) => [
        label,
        said,
      ]);
      return [name, Object.fromEntries(labels) as Record<string, string>, Number(value)] as const;
    });
}

const valueOf = async (name: string, labels: Readonly<Record<string, string>>): Promise<number | undefined> =>
  (await series()).find(
    ([each, said]) =>
      each === name && Object.entries(labels).every(([label, value]) => said[label] === value),
  )?.[2];

/** Which job a series is of is said by who reads it. */
const withoutJob = ({ name, labels }: Selected): Selected => ({
  name,
  labels: labels.filter(({ label }) => label !== 'job'),
});

const openEmergencies = async (): Promise<number | undefined> =>
  await valueOf('wijkpoort_noodgevallen_open', {});
const oldestEmergency = async (): Promise<number | undefined> =>
  await valueOf('wijkpoort_noodgevallen_oudste_seconden', {});

describe('something was released in an emergency', () => {
  it('counts until a privacy officer closed it, also when nobody has gone through the log', async () => {
    expect(await openEmergencies()).toBe(0);
    const emergency = {
      at: new Date(Date.now() - 7_200_000),
      who: 'mw-1',
      about: 'jan',
      recipient: 'farent',
      purpose: 'D06',
    };
    await writeBusyLog(world, [emergency]);
    expect(await openEmergencies()).toBe(1);
    expect(Math.round(((await oldestEmergency()) ?? 0) / 3_600)).toBe(2);
    const closed = async (index: number): Promise<void> =>
      void (await world.database.query(
        `INSERT INTO review_finding (id, key, signal, severity, sentence, reasons, partner, happened_at, raised_at, closed_at)
         VALUES (gen_random_uuid(), 'S7 ' || $1::int, 'S7', 'ernstig', '', '{}', 'farent', now(), now(), now())`,
        [index],
      ));
    const [row] = await world.database.query<{ size: string }>('SELECT size FROM ledger_head');
    const last = Number(row?.size) - 1;
    await closed(last + 1_000);
    expect(await openEmergencies()).toBe(1);
    await closed(last);
    expect([await openEmergencies(), await oldestEmergency()]).toEqual([0, 0]);
  });
});

describe('something waits on the privacy officer', () => {
  it('is told how much and how long, of every kind that may wait, also when nothing does', async () => {
    const objection = { soort: 'objection' };
    expect(await valueOf('wijkpoort_werklijst_oudste_seconden', objection)).toBe(0);
    await world.database.query(
      `INSERT INTO officer_item (id, kind, resident, about, raised_at)
       SELECT gen_random_uuid(), 'objection', resident.id, gen_random_uuid(), now() - ago * interval '1 day'
         FROM (SELECT id FROM resident LIMIT 1) AS resident, unnest(ARRAY[8, 1]) AS ago`,
    );
    expect(await valueOf('wijkpoort_werklijst_open', objection)).toBe(2);
    const oldest = (await valueOf('wijkpoort_werklijst_oudste_seconden', objection)) ?? 0;
    expect(Math.round(oldest / 86_400)).toBe(8);
    expect(await valueOf('wijkpoort_werklijst_oudste_seconden', { soort: 'restriction' })).toBe(0);
  });
});

describe('an operator reads the metrics', () => {
  it('sees what was decided, through which gate, and how long the source took', async () => {
    expect(await valueOf('wijkpoort_besluiten_total', { uitkomst: 'released', weg: 'opvragen' })).toBe(1);
    expect(await valueOf('wijkpoort_regels_total', { gebeurtenis: 'turned-away', weg: 'opvragen' })).toBe(1);
    expect(
      await valueOf('wijkpoort_bron_seconden_count', { partner: 'wijkteam-zuidoost', afloop: 'answered' }),
    ).toBe(1);
    expect(await valueOf('wijkpoort_logboek_regels_per_keer_count', {})).toBeGreaterThanOrEqual(2);
    expect(await valueOf('wijkpoort_toestand_gelezen', {})).toBe(1);
  });

  it('sees whether it is ready, and whether a witness signed of late', async () => {
    expect(await valueOf('wijkpoort_klaar', {})).toBe(1);
    expect(await valueOf('wijkpoort_logboek_alarm', {})).toBe(0);
    expect(await valueOf('wijkpoort_getuigen_tekenen', {})).toBe(1);
    isWitnessed = false;
    expect(await valueOf('wijkpoort_getuigen_tekenen', {})).toBe(0);
    isWitnessed = true;
  });

  it('finds every metric that was promised', async () => {
    const told = await (await fetch(`${server.url}/metrics`)).text();
    expect(Object.keys(METRICS).filter(name => !told.includes(`# HELP ${name} `))).toEqual([]);
  });

  it('finds every series that an alert or the dashboard asks for, from the first moment on', async () => {
    // The one exception: that a source fails is a series from its first failure on.
    metrics.measure.sourceAnswered('zayaz', 'too-slow', 1);
    const told = await series();
    const isTold = ({ name, labels }: Selected): boolean =>
      told.some(
        ([each, own]) =>
          each === name && labels.every(({ label, is, value }) => (own[label] === value) === is),
      );
    // Whether a gateway is there is told by Prometheus itself; of certificates, see its own test.
    const elsewhere = new Set(['up', 'wijkpoort_certificaat_dagen']);
    const asked = QUERIES.flatMap(([, expr]) => selectedIn(expr)).filter(({ name }) => !elsewhere.has(name));
    expect(asked.filter(each => !isTold(withoutJob(each)))).toEqual([]);
  });

  it('never sees a word that is not in the list of that label', async () => {
    const partners = (await world.database.query<{ id: string }>('SELECT id FROM partner')).map(
      ({ id }) => id,
    );
    for (const [name, labels] of await series()) {
      const base = name.replace(/_(bucket|sum|count)$/, '');
      const definition = (METRICS as Readonly<Record<string, MetricDefinition>>)[base];
      if (definition === undefined) {
        expect(name).toMatch(/^(process|nodejs)_/);
        continue;
      }
      for (const [label, value] of Object.entries(labels)) {
        const values = definition.labels?.[label];
        const allowed = values === PARTNERS ? partners : (values ?? []);
        if (label !== 'le') expect([...allowed, OTHER]).toContain(value);
      }
    }
  });

  it('never sees anything of a resident, whatever a partner sends', async () => {
    const told = await (await fetch(`${server.url}/metrics`)).text();
    expect(told).not.toContain(koppelsleutel);
    const small = createMetrics([], false);
    small.measure.sourceAnswered(koppelsleutel, 'answered', 1);
    small.meet([koppelsleutel.replaceAll('-', '').toUpperCase()]);
    small.measure.requestAnswered(`/${koppelsleutel}`, 999, 1);
    expect(await small.print()).not.toMatch(new RegExp(koppelsleutel, 'i'));
  });

  it('has no more series than the lists allow, however many partners there are', async () => {
    const many = createMetrics(
      Array.from({ length: 5_000 }, (_, n) => `partner-${n}`),
      false,
    );
    for (let n = 0; n < 5_000; n++) many.measure.sourceAnswered(`partner-${n}`, 'answered', 1);
    const counted = (await many.print())
      .split('\n')
      .filter(line => line.startsWith('wijkpoort_bron_seconden_count'));
    expect(counted.length).toBeLessThanOrEqual(501);
  });

  it('reads them on a listener of their own: the gateway has no such address', async () => {
    expectProblem(await world.send('/metrics'), 'niet-gevonden');
    expect((await fetch(`${server.url}/`)).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});

describe('somebody follows traces', () => {
  it('sees a request and below it the question to the source, under one trace, with nothing of anybody', () => {
    const source = spans.find(({ kind }) => kind === 'client');
    const request = spans.find(({ spanId }) => spanId === source?.parentSpanId);
    expect(source).toMatchObject({ name: 'bron', attributes: { 'peer.service': 'wijkteam-zuidoost' } });
    expect(request).toMatchObject({ kind: 'server', traceId: source?.traceId, name: 'POST /verstrekkingen' });
    const names = spans.flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter(name => !(SPAN_ATTRIBUTES as readonly string[]).includes(name))).toEqual([]);
    expect(JSON.stringify(spans)).not.toContain(koppelsleutel);
  });

  it('is sent them in batches, from a list of attributes; what does not arrive is told and gone', async () => {
    const bodies: string[] = [];
    const told: unknown[] = [];
    const receiver = createServer((incoming, outgoing) => {
      void text(incoming).then(
        body => void (bodies.push(body), outgoing.writeHead(bodies.length === 1 ? 200 : 503).end()),
      );
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const sender = sendSpans(`http://127.0.0.1:${port}/v1/traces`, { error: event => void told.push(event) });
    const more = {
      ...spans[0],
      attributes: { ...spans[0]?.attributes, naam: koppelsleutel },
    } as unknown as Span;
    sender.spans(more);
    await sender.flush();
    sender.spans(more);
    await sender.stop();
    receiver.close();
    receiver.closeAllConnections();
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: more.traceId }] }] }],
    });
    expect(bodies.join('')).not.toContain(koppelsleutel);
    expect(told).toEqual([{ event: 'traces-not-sent', count: 1, code: '503' }]);
  });
});

describe('the clock runs ten minutes ahead', () => {
  it('is told, nothing is released, and it goes on once the time is right again', async () => {
    aheadMs = 600_000;
    await world.gateway.watch.clock.look();
    expectProblem(await world.send('/readyz'), 'klok-wijkt-af');
    aheadMs = 0;
    const answer = await world.sendAs('zayaz', '/v1/verstrekkingen', {
      ...ASKING,
      betrokkene: koppelsleutel,
    });
    expectProblem(answer, 'klok-wijkt-af');
    const told = world.logged.find(line => line.includes('"message":"clock-differs"')) ?? '{}';
    const { durationMs } = JSON.parse(told) as { readonly durationMs?: number };
    expect(Math.round((durationMs ?? 0) / 60_000)).toBe(10);
    await world.gateway.watch.clock.look();
    expect((await world.send('/readyz')).status).toBe(200);
  });
});

describe('somebody reads the process log', () => {
  it('finds every line in the list, with no field that is not in it', () => {
    expect(world.logged.length).toBeGreaterThan(4);
    for (const line of world.logged) {
      const { time, level, message, ...fields } = JSON.parse(line) as Record<string, unknown>;
      const known = LOG_EVENTS[message as LogEventName];
      expect({ message, level }).toEqual({ message, level: known.level });
      expect(typeof time).toBe('string');
      expect(Object.keys(fields).filter(each => !(known.fields as readonly string[]).includes(each))).toEqual(
        [],
      );
    }
    expect(Object.keys(LOG_FIELDS)).not.toContain('message');
  });

  it('finds the page as the code says it', () => {
    const page = readFileSync(new URL('../../docs/operations/proceslog.md', import.meta.url), 'utf8');
    expect(page).toBe(describeLog());
  });
});

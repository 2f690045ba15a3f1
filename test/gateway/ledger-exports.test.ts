import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import {
  PARENT,
  REGISTER,
  startExportedWorld,
  TRACE,
  type ExportedWorld,
  type Line,
} from '../world/exported-world.ts';
import { expectValid, standardSchema, whenPresent } from '../world/standards.ts';

type Read = ExportedWorld['exported'];

let open: ExportedWorld;
let exported: Read;
beforeAll(async () => {
  open = await startExportedWorld();
  exported = open.exported;
});
afterAll(async () => await open.close());

const attributesOf = (line: Line | undefined): Line => (line?.['attributes'] ?? {}) as Line;
const keysOf = (lines: readonly Line[]): readonly string[] =>
  [...new Set(lines.flatMap(line => Object.keys(line)))].sort();

describe('the log of one controller as LDV', () => {
  let lines: readonly Line[];
  beforeAll(async () => {
    lines = await exported('--vorm', 'ldv', '--partner', 'zayaz');
  });

  it('has one line for each entry in which it sent or received, with the fields of the standard and no others', () => {
    expect(lines.map(({ status }) => status)).toEqual(['Ok', 'Unset', 'Unset', 'Ok', 'Ok', 'Unset']);
    expect(keysOf(lines)).toEqual(
      [
        'trace_id',
        'span_id',
        'parent_span_id',
        'status',
        'name',
        'start_time',
        'end_time',
        'resource',
        'attributes',
      ].sort(),
    );
    expect(keysOf(lines.map(attributesOf)).filter(key => key.startsWith('dpl.'))).toEqual([
      'dpl.core.data_subject_id',
      'dpl.core.data_subject_id_type',
      'dpl.core.processing_activity_id',
    ]);
  });

  it('never says which employee acted, which resident it was, or what any field held', () => {
    const text = JSON.stringify(lines);
    for (const secret of [
      'mw-417',
      'mw-999',
      'mw-212',
      residentId('anja'),
      residentId('kees'),
      'Anja',
      'Nepveen',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('names a resident by the controller’s own pseudonym, the same every time; nobody known is named by none', () => {
    const subjects = lines.map(line => attributesOf(line)['dpl.core.data_subject_id']);
    expect(subjects[0]).toMatch(/^[0-9a-f]{32}$/);
    expect([subjects[1], subjects[2], subjects[4]]).toEqual([subjects[0], undefined, subjects[0]]);
    expect(subjects[3]).not.toBe(subjects[0]);
  });

  it('is another pseudonym, another span and called by another, in the log of the other side', async () => {
    const others = await exported('--vorm', 'ldv', '--partner', 'wijkteam-zuidoost');
    expect(others[0]?.['trace_id']).toBe(lines[0]?.['trace_id']);
    expect(others[0]?.['span_id']).not.toBe(lines[0]?.['span_id']);
    expect(others[0]?.['parent_span_id']).toBe(lines[0]?.['span_id']);
    expect(attributesOf(others[0])['dpl.core.data_subject_id']).not.toBe(
      attributesOf(lines[0])['dpl.core.data_subject_id'],
    );
    expect(attributesOf(others[0])['dpl.core.foreign_operation.processor']).toBe(
      `${REGISTER}/partners/zayaz`,
    );
  });

  it('goes on the trace of the caller, also when that was not to be sampled', () => {
    expect(lines[4]).toMatchObject({ trace_id: TRACE, parent_span_id: PARENT });
  });

  it('has a span of its own for each line', () => {
    expect(new Set(lines.map(line => line['span_id'])).size).toBe(lines.length);
  });

  whenPresent('is what the schema of the standard says', () => {
    expectValid(lines, standardSchema('ldv', 'logregel.schema.json'));
  });

  it('is the same in OTLP, with times in nanoseconds', async () => {
    const [request] = await exported('--vorm', 'ldv', '--partner', 'zayaz', '--otlp');
    const spans = (request as { resourceSpans: { scopeSpans: { spans: Line[] }[] }[] }).resourceSpans[0]
      ?.scopeSpans[0]?.spans;
    expect(spans?.map(({ traceId, spanId }) => [traceId, spanId])).toEqual(
      lines.map(({ trace_id, span_id }) => [trace_id, span_id]),
    );
    expect(spans?.[0]).toMatchObject({
      startTimeUnixNano: `${String(lines[0]?.['start_time'])}000000`,
      status: { code: 1 },
    });
  });
});

describe('the decisions as ADL', () => {
  let records: readonly Line[];
  beforeAll(async () => {
    records = await exported('--vorm', 'adl');
  });

  it('has exactly one record for each decision, the same in every export', async () => {
    expect(records).toHaveLength(5);
    expect(
      new Set(records.map(({ trace_id, span_id }) => `${String(trace_id)}${String(span_id)}`)).size,
    ).toBe(5);
    expect(await exported('--vorm', 'adl')).toEqual(records);
  });

  it('holds request, response, policy and information: level 3', () => {
    expect(keysOf(records)).toEqual(
      [
        'trace_id',
        'span_id',
        'parent_span_id',
        'event_name',
        'timestamp',
        'status',
        'attributes',
        'resource',
        'body',
      ].sort(),
    );
    for (const record of records) {
      expect(record).toMatchObject({ event_name: 'adl.access_evaluations', status: 'Unset' });
      expect(Object.keys(record['body'] as Line)).toEqual(['adl.core.request', 'adl.core.response']);
      expect(Object.keys(attributesOf(record))).toEqual(
        expect.arrayContaining(['adl.core.policies', 'adl.core.information']),
      );
    }
  });

  it('says of each field what was decided, and who asked', () => {
    expect(records[0]?.['body']).toMatchObject({
      'adl.core.request': {
        subject: { id: 'zayaz', properties: { medewerker: 'zayaz: mw-417' } },
        evaluations: [{ resource: { id: 'identiteit.bsn' } }, { resource: { id: 'woonprofiel.woonwens' } }],
      },
      'adl.core.response': {
        evaluations: [{ decision: false, context: { reden: 'never' } }, { decision: true }],
      },
    });
  });

  whenPresent('is what the schema of the standard says', () => {
    expectValid(records, standardSchema('adl', 'logrecord.schema.json'));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { traceFrom } from '../../gateway/http/trace.ts';
import { startWorld, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const random = (size: number): Buffer => Buffer.alloc(size, 0xab);
const from = (traceparent: string | undefined): ReturnType<typeof traceFrom> =>
  traceFrom(traceparent, 'verzoek', random);

describe('a caller that follows its own work', () => {
  it.each(['00', '01', '02', '03'])(
    'flags %s: goes on under the same trace, sampled or not as it was',
    flags => {
      const { traceId, parentSpanId, spanId, traceparent } = from(`00-${TRACE}-${PARENT}-${flags}`);
      expect({ traceId, parentSpanId }).toEqual({ traceId: TRACE, parentSpanId: PARENT });
      expect(spanId).not.toBe(PARENT);
      expect(traceparent).toBe(`00-${TRACE}-${spanId}-0${Number(flags) % 2}`);
    },
  );

  it('in a later version, with more behind it: goes on too', () => {
    expect(from(`cc-${TRACE}-${PARENT}-01-what-comes-later`).traceId).toBe(TRACE);
    expect(from(`cc-${TRACE}-${PARENT}-01`).traceId).toBe(TRACE);
  });

  it.each([
    undefined,
    '',
    `ff-${TRACE}-${PARENT}-01`,
    `00-${TRACE}-${PARENT}-01-more`,
    `00-${TRACE}-${PARENT}-1`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `cc-${TRACE}-${PARENT}-01what`,
  ])('%s: starts a trace of ours', traceparent => {
    const { traceId, parentSpanId } = from(traceparent);
    expect(traceId).toBe('ab'.repeat(16));
    expect(parentSpanId).toBeUndefined();
  });
});

const WRITTEN = 'een-naam-voor-de-bron';

describe('a disclosure that nobody samples', () => {
  let world: World;
  const atSource: string[] = [];
  const statesAtSource: unknown[] = [];
  beforeAll(async () => {
    world = await startWorld({
      adjust: (_partner, options) => ({
        ...options,
        onRequest: ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) => {
          atSource.push(String(headers['traceparent']));
          statesAtSource.push(headers['tracestate']);
        },
      }),
    });
  });
  afterAll(async () => await world.close());

  it('is followed all the same: to the source, in the answer and in the ledger', async () => {
    const answer = await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.tokenFor('zayaz')}`,
        'content-type': 'application/json',
        traceparent: `00-${TRACE}-${PARENT}-00`,
        tracestate: `partner=${WRITTEN}`,
      },
      body: JSON.stringify({ ...ASKING, betrokkene: await world.koppelsleutel('zayaz', 'anja') }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('traceparent')).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    expect(atSource.length).toBeGreaterThan(0);
    for (const each of atSource) expect(each).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    expect(JSON.stringify((await world.ledger()).at(-1))).toContain(TRACE);
    // Whoever asks may write anything in it (decision 0182).
    expect(new Set(statesAtSource)).toEqual(new Set([undefined]));
    for (const place of [answer.text, [...answer.headers].join(), await world.ledger(), world.logged])
      expect(JSON.stringify(place)).not.toContain(WRITTEN);
  });
});

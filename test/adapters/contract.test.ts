import { describe, expect, it } from '@jest/globals';
import { withCanaries } from '../../adapters/sandbox/canaries.ts';
import { heldValues } from '../../adapters/sandbox/held-values.ts';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import {
  API_KEY,
  ask,
  CARE,
  DIALECTS,
  failureCodeOf,
  failureOf,
  koppelsleutelOf,
  TRACEPARENT,
  WIJKTEAM,
} from './dialects.ts';

/** An address says what kind of thing is asked; at most, of which case the decisions are. */
const isBare = (url: string): boolean =>
  /^[^?\d]*(v\d[^?\d]*)?(\?expand=digitaleAdressen|\?zaak=http[\w%.-]+)?$/.test(url);

const IN_A_HURRY = { timeoutMs: 600 };

describe.each(DIALECTS)('$name is asked through its adapter', dialect => {
  const { tells } = dialect;

  describe('about a resident it knows', () => {
    it('tells the fields that were asked', async () => {
      expect([...(await ask(dialect, tells)).keys()]).toEqual(tells);
    });

    it.each(tells)('tells only %s when only that was asked', async field => {
      const answer = await ask(dialect, [field]);
      expect([...answer]).toEqual([...(await ask(dialect, tells))].filter(([told]) => told === field));
    });

    it('tells nothing when nothing was asked, or only what it does not hold', async () => {
      expect(await ask(dialect, [])).toEqual(new Map());
      expect(await ask(dialect, ['zorg.diagnose', 'crisis.wvggz_status', 'wonen.overlast_melder'])).toEqual(
        new Map(),
      );
    });

    it('tells the same whatever order its records are in', async () => {
      expect(await ask(dialect, tells, { misbehaviour: 'shuffled' })).toEqual(await ask(dialect, tells));
    });
  });

  it('tells nothing about a koppelsleutel it does not know', async () => {
    expect(await ask(dialect, tells, { koppelsleutel: 'nobody-here' })).toEqual(new Map());
  });

  it('never finds the resident in an address or a query, and hands on the trace', async () => {
    const seen: SeenRequest[] = [];
    await ask(dialect, tells, { onRequest: request => seen.push(request) });
    const koppelsleutel = koppelsleutelOf(dialect.files, dialect.resident);
    expect(seen.filter(({ url }) => !isBare(url) || url.includes(koppelsleutel))).toEqual([]);
    expect(new Set(seen.map(({ headers }) => headers['traceparent']))).toEqual(new Set([TRACEPARENT]));
  });

  it.each(RESIDENT_KEYS)('lets nothing out about %s but what an answer may be made of', async resident => {
    const residents = withCanaries(dialect.files);
    const everything = [...tells, 'wonen.overlast_feiten', 'casus.acties', 'contact.adres'] as const;
    const answer = JSON.stringify([
      ...(await ask(dialect, everything, { residents, resident, misbehaviour: 'talkative' })),
    ]);
    const leaked = heldValues(residents)
      .filter(({ value, isStructural }) => !isStructural && answer.includes(String(value)))
      .filter(held => held.resident !== resident || !dialect.mayTell.test(held.path));
    expect(leaked).toEqual([]);
  });

  describe('and its system is in trouble', () => {
    it.each([
      ['down', 'unreachable'],
      ['overloaded', 'unreachable'],
      ['slow', 'too-slow'],
      ['never-ending', 'too-slow'],
      ['redirect', 'nonsense'],
      ['nonsense', 'nonsense'],
      ['error-in-200', 'nonsense'],
      ['web-page', 'nonsense'],
      ['too-deep', 'nonsense'],
      ['too-much', 'too-large'],
    ] as const)('%s: the question fails as %s', async (misbehaviour, code) => {
      expect(await failureCodeOf(ask(dialect, tells, { misbehaviour, ...IN_A_HURRY }))).toBe(code);
    });

    it('no key, no answer', async () => {
      const server = await dialect.start({ apiKey: 'another-key', residents: dialect.files });
      const source = dialect.connect({ baseUrl: server.url + dialect.path, apiKey: API_KEY });
      const question = { koppelsleutel: 'any', fields: tells, traceparent: TRACEPARENT };
      expect(await failureCodeOf(source(question, new AbortController().signal))).toBe('refused');
      await server.close();
    });

    it('nobody listens any more: the question fails as unreachable', async () => {
      const server = await dialect.start({ apiKey: API_KEY, residents: dialect.files });
      await server.close();
      const source = dialect.connect({ baseUrl: server.url + dialect.path, apiKey: API_KEY });
      const question = { koppelsleutel: 'any', fields: tells, traceparent: TRACEPARENT };
      const failure = await failureOf(source(question, new AbortController().signal));
      expect([failure.code, failure.cause]).toEqual(['unreachable', 'ECONNREFUSED']);
    });

    it('an answer larger than agreed is not read to its end', async () => {
      expect(await failureCodeOf(ask(dialect, tells, { maxBytes: 100 }))).toBe('too-large');
    });
  });

  describe('and its system mixes up people', () => {
    it.each(['other-person', 'stranger-beside'] as const)(
      '%s: the whole answer is put aside',
      async misbehaviour => {
        expect(await failureCodeOf(ask(dialect, tells, { misbehaviour }))).toBe('other-person');
      },
    );
  });

  it('says no more of a failure than its code', async () => {
    const failure = await failureOf(ask(dialect, tells, { misbehaviour: 'stranger-beside' }));
    expect(failure.message).toBe('the source gave no usable answer: other-person');
    expect(failure.cause).toBeUndefined();
  });

  it('stops at once when the asker gives up', async () => {
    const server = await dialect.start({ apiKey: API_KEY, residents: dialect.files, misbehaviour: 'slow' });
    const source = dialect.connect({ baseUrl: server.url + dialect.path, apiKey: API_KEY });
    const started = performance.now();
    const question = source(
      { koppelsleutel: 'any', fields: tells, traceparent: TRACEPARENT },
      AbortSignal.timeout(50),
    );
    expect(await failureCodeOf(question)).toBe('too-slow');
    expect(performance.now() - started).toBeLessThan(1_000);
    await server.close();
  });
});

describe.each([CARE, WIJKTEAM])('$name says there is a second page', dialect => {
  it('puts half an answer aside rather than follow a link of its making', async () => {
    expect(await failureCodeOf(ask(dialect, dialect.tells, { misbehaviour: 'more-pages' }))).toBe(
      'too-large',
    );
  });
});

import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../adapters/read-json.ts';
import { mapLeavesOf } from '../../adapters/sandbox/held-values.ts';
import { SourceFailure, type Source } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import {
  API_KEY,
  ask,
  classesOf,
  CORPORATION,
  DIALECTS,
  failureOf,
  koppelsleutelOf,
  TRACEPARENT,
  type DialectUnderTest,
} from './dialects.ts';
import { certificateFor } from './self-signed.ts';

type Told = ReadonlyMap<FieldId, FieldValue>;
const NOTHING: Told = new Map();

/** One system, running, of which the file about one resident can be exchanged. */
async function withFile(
  dialect: DialectUnderTest,
  work: (tell: (file: JsonObject) => Promise<Told>) => Promise<void>,
): Promise<void> {
  const files = new Map(dialect.files.files);
  const server = await dialect.start({ apiKey: API_KEY, residents: { ...dialect.files, files } });
  const source: Source = dialect.connect({
    ...PATIENT,
    baseUrl: server.url + dialect.path,
    apiKey: API_KEY,
  });
  const question = {
    koppelsleutel: koppelsleutelOf(dialect.files, dialect.resident),
    fields: dialect.tells,
    classes: classesOf(dialect.tells),
    traceparent: TRACEPARENT,
  };
  try {
    await work(async file => {
      files.set(dialect.resident, file);
      try {
        return (await source(question, new AbortController().signal)).values;
      } catch (error) {
        if (error instanceof SourceFailure) return NOTHING;
        throw error;
      }
    });
  } finally {
    await server.close();
  }
}

/** Initials are what is left of a first name that cannot be read. */
const INITIAL = /^\p{Lu}\.$/u;

/**
 * What hangs on another debtor than this person's is a stranger's, and changes nothing; and there is no list of what bailiffs do,
 * so that a word nobody knows is something else than an eviction.
 */
const SAYS_SOMETHING_ELSE = /(debiteur|debiteuren\.0)\.id$|externeincassoacties\.\d\.soort\.code$/;

const words = (told: Told): readonly string[] =>
  (JSON.stringify([...told.values()]).match(/[\p{L}\d.-]+/gu) ?? []).filter(word => !INITIAL.test(word));

/** The kinds of record without which something else is told: the others are never read. */
async function kindsRead(
  file: JsonObject,
  tell: (file: JsonObject) => Promise<Told>,
): Promise<readonly string[]> {
  const usual = JSON.stringify([...(await tell(file))]);
  const kinds: string[] = [];
  for (const kind of Object.keys(file))
    if (JSON.stringify([...(await tell({ ...file, [kind]: [] }))]) !== usual) kinds.push(kind);
  return kinds;
}

/** Every place in these records, and the file with something else there. */
function* mutants(
  file: JsonObject,
  kinds: readonly string[],
  instead: unknown,
): Generator<[string, JsonObject]> {
  const places: string[] = [];
  mapLeavesOf(file, (value, path) => {
    if (kinds.includes(path[0] ?? '')) places.push(path.join('.'));
    return value;
  });
  for (const place of places)
    yield [
      place,
      mapLeavesOf(file, (value, path) => (path.join('.') === place ? (instead as string) : value)),
    ];
}

describe.each(DIALECTS)('$name sends something else in one place', dialect => {
  it.each([
    ['another type', { no: 'such' }],
    ['a word nobody knows', 'zzzz'],
  ] as const)('%s: no more is told than before', async (_what, instead) => {
    await withFile(dialect, async tell => {
      const file = dialect.files.files.get(dialect.resident) ?? {};
      const usual = new Set([...words(await tell(file)), 'zzzz']);
      const more: string[] = [];
      for (const [place, mutant] of mutants(file, await kindsRead(file, tell), instead)) {
        const told = await tell(mutant);
        const extra = words(told).filter(word => !usual.has(word));
        if (extra.length > 0 && !SAYS_SOMETHING_ELSE.test(place)) more.push(`${place}: ${extra.join(' ')}`);
      }
      expect(more).toEqual([]);
    });
  });

  it.each(['0001-01-01', '1900-01-01', '9999-12-31', '2026-02-31', '${DATE, T, D, -185}'])(
    'the placeholder %s for every date: none is told',
    async placeholder => {
      await withFile(dialect, async tell => {
        const file = mapLeavesOf(dialect.files.files.get(dialect.resident) ?? {}, value =>
          typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? placeholder : value,
        );
        expect(JSON.stringify([...(await tell(file))])).not.toContain(placeholder.slice(0, 10));
      });
    },
  );
});

describe('a partner shows a certificate for another name', () => {
  const own = certificateFor([{ type: 2, value: 'epd.example.nl' }]);

  it.each(DIALECTS)('$name is not asked', async dialect => {
    const seen: string[] = [];
    const server = createServer(own, request => seen.push(request.url ?? ''));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = dialect.connect({
      ...PATIENT,
      baseUrl,
      apiKey: API_KEY,
      trust: { authorityPem: own.cert },
    });
    const question = { koppelsleutel: 'any', fields: dialect.tells, traceparent: TRACEPARENT };
    const failure = await failureOf(source(question, new AbortController().signal));
    expect([failure.code, failure.cause, seen]).toEqual(['unreachable', 'ERR_TLS_CERT_ALTNAME_INVALID', []]);
    await new Promise(resolve => {
      server.close(resolve);
    });
  });
});

describe('a corporation uses a code again that meant something else', () => {
  it('AANVULLENDEDOELGROEP VER leaves no trace, whatever it meant', async () => {
    const told = await ask(CORPORATION, CORPORATION.tells);
    const residents = {
      ...CORPORATION.files,
      files: new Map(
        [...CORPORATION.files.files].map(([resident, file]) => [
          resident,
          mapRecords(file, record => ({
            ...record,
            aanvullendeDoelgroep: { code: 'VER', naam: '(ex)-verslaafden' },
          })),
        ]),
      ),
    };
    expect(await ask(CORPORATION, CORPORATION.tells, { residents })).toEqual(told);
  });
});

const mapRecords = (file: JsonObject, change: (record: JsonObject) => JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(file).map(([kind, records]) => [
      kind,
      Array.isArray(records) ? records.map(record => change(record as JsonObject)) : records,
    ]),
  );

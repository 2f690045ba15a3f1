import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withCanaries } from '../../adapters/sandbox/canaries.ts';
import { heldValues } from '../../adapters/sandbox/held-values.ts';
import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { Source, SourceAnswer } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { hasSamples } from '../counterparts/samples.ts';
import { PATIENT } from '../world/patient.ts';
import { COUNTERPARTS, MEDPLUM, NICTIZ_KEY, type Counterpart, type Opened } from './counterparts.ts';
import {
  altered,
  API_KEY,
  ask,
  classesOf,
  CORPORATION,
  DIALECTS,
  failureCodeOf,
  failureOf,
  koppelsleutelOf,
  TRACEPARENT,
  type DialectUnderTest,
} from './dialects.ts';

const NEVER_HELD = ['zorg.diagnose', 'crisis.wvggz_status', 'wonen.overlast_melder'] as const;

const answerOf = async (
  source: Source,
  koppelsleutel: string,
  fields: readonly FieldId[],
): Promise<SourceAnswer> =>
  await source(
    { koppelsleutel, fields, classes: classesOf(fields), traceparent: TRACEPARENT },
    new AbortController().signal,
  );

/** Each is started once, for some take long. */
const running = new Map<Counterpart, Promise<Opened>>();
async function openedOnce(counterpart: Counterpart): Promise<Opened> {
  const known = running.get(counterpart) ?? counterpart.open();
  running.set(counterpart, known);
  return await known;
}
afterAll(async () => {
  for (const each of running.values()) await (await each).close();
});

// (a) our sandbox, (b) our sandbox behind a referee with the published documents, (c) a server that others wrote.
describe.each(COUNTERPARTS)('$name', counterpart => {
  const { dialect, missing } = counterpart;
  const contract = missing === undefined ? describe : describe.skip;
  contract(missing ?? 'is asked through its adapter', () => {
    const { tells, files } = dialect;
    let opened: Opened;
    beforeAll(async () => {
      opened = await openedOnce(counterpart);
    });

    const told = async (fields: readonly FieldId[], resident: ResidentKey = dialect.resident) =>
      (await answerOf(opened.source, koppelsleutelOf(files, resident), fields)).values;

    it('tells the fields that were asked, in that order, as far as all of them were obtained', async () => {
      const { values, failed } = await answerOf(
        opened.source,
        koppelsleutelOf(files, dialect.resident),
        tells,
      );
      expect([[...values.keys()], [...failed]]).toEqual([tells, []]);
    });

    it('tells one field alone as it tells it among others', async () => {
      const all = await told(tells);
      for (const field of tells) expect([...(await told([field]))]).toEqual([[field, all.get(field)]]);
    });

    it.each(['anja', 'fatima', 'ahmed', 'kees'] as const)(
      'tells of %s what our sandbox tells',
      async resident => {
        expect(await told(tells, resident)).toEqual(await ask(dialect, tells, { resident }));
      },
    );

    it('tells nothing when nothing was asked, or only what it does not hold', async () => {
      expect(await told([])).toEqual(new Map());
      expect(await told(NEVER_HELD)).toEqual(new Map());
    });

    it('tells nothing about a koppelsleutel it does not know', async () => {
      expect((await answerOf(opened.source, 'nobody-here', tells)).values).toEqual(new Map());
    });
  });
});

/** An address says what kind of thing is asked; at most, of which case the decisions are. */
const isBare = (url: string): boolean =>
  /^[^?\d]*(v\d[^?\d]*)?(\?expand=digitaleAdressen|\?zaak=http[\w%.-]+)?$/.test(url);

const IN_A_HURRY = { timeoutMs: 300 };

describe.each(DIALECTS)('$name is asked through its adapter', dialect => {
  const { tells } = dialect;

  it.each(['shuffled', 'repeated', 'stranger-in-file'] as const)(
    'tells the same when everything it answers is %s',
    async misbehaviour => {
      expect(await ask(dialect, tells, { misbehaviour })).toEqual(await ask(dialect, tells));
    },
  );

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
      ['asked-too-often', 'unreachable'],
      ['slow', 'too-slow'],
      ['never-ending', 'too-slow'],
      ['redirect', 'nonsense'],
      ['nonsense', 'nonsense'],
      ['error-in-200', 'nonsense'],
      ['web-page', 'nonsense'],
      ['too-deep', 'nonsense'],
      ['too-much', 'too-large'],
    ] as const)('%s: the question fails as %s', async (misbehaviour, code) => {
      const hurry = code === 'too-slow' ? IN_A_HURRY : {};
      expect(await failureCodeOf(ask(dialect, tells, { misbehaviour, ...hurry }))).toBe(code);
    });

    it('points elsewhere: nobody goes there', async () => {
      const seen: string[] = [];
      const onRequest = ({ url }: SeenRequest): number => seen.push(url);
      await failureOf(ask(dialect, tells, { misbehaviour: 'redirect', onRequest }));
      expect([seen.length > 0, seen.includes('/elders')]).toEqual([true, false]);
    });

    it('no key, no answer', async () => {
      const server = await dialect.start({ apiKey: 'another-key', residents: dialect.files });
      const source = dialect.connect({ ...PATIENT, baseUrl: server.url + dialect.path, apiKey: API_KEY });
      expect(await failureCodeOf(answerOf(source, 'any', tells))).toBe('refused');
      await server.close();
    });

    it('nobody listens any more: the question fails as unreachable', async () => {
      const server = await dialect.start({ apiKey: API_KEY, residents: dialect.files });
      await server.close();
      const source = dialect.connect({ ...PATIENT, baseUrl: server.url + dialect.path, apiKey: API_KEY });
      const failure = await failureOf(answerOf(source, 'any', tells));
      expect([failure.code, failure.cause]).toEqual(['unreachable', 'ECONNREFUSED']);
    });

    it('an answer larger than agreed is not read to its end', async () => {
      expect(await failureCodeOf(ask(dialect, tells, { maxBytes: 100 }))).toBe('too-large');
    });
  });

  describe('and its system mixes up people', () => {
    it.each(['other-person', 'stranger-beside', 'nameless'] as const)(
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
    const asker = new AbortController();
    const server = await dialect.start({
      apiKey: API_KEY,
      residents: dialect.files,
      misbehaviour: 'slow',
      onRequest: () => asker.abort(),
    });
    const source = dialect.connect({
      ...PATIENT,
      baseUrl: server.url + dialect.path,
      apiKey: API_KEY,
    });
    const question = { koppelsleutel: 'any', fields: tells, traceparent: TRACEPARENT };
    expect(await failureCodeOf(source(question, asker.signal))).toBe('too-slow');
    await server.close();
  });
});

/** SOAP has no pages: all that is known of somebody is one answer. */
const PAGED = DIALECTS.filter(({ name }) => !name.includes('SOAP'));

describe.each(PAGED)('$name says there is a second page', dialect => {
  it('puts half an answer aside rather than follow a link of its making', async () => {
    expect(await failureCodeOf(ask(dialect, dialect.tells, { misbehaviour: 'more-pages' }))).toBe(
      'too-large',
    );
  });
});

const REFEREED = COUNTERPARTS.filter(({ name }) => name.includes('Prism'));
type Objectionable = readonly [kind: string, name: string, field: FieldId];
const DECISION: Objectionable = ['besluiten', 'ingangsdatum', 'inkomen.besluit_vaste_lasten'];
const OBJECTIONABLE: Readonly<Record<string, Objectionable>> = {
  [CORPORATION.name]: ['huurovereenkomsten', 'brutohuur', 'wonen.huurprijs'],
};

describe.each(REFEREED)('$name', counterpart => {
  const { dialect, missing } = counterpart;
  const referee = missing === undefined ? it : it.skip;
  referee(
    'objects when the system sends another type than its document says',
    async () => {
      const [kind, name, field] = OBJECTIONABLE[dialect.name] ?? DECISION;
      const opened = await openedOnce(counterpart);
      await opened.refill?.(
        altered(dialect.files, dialect.resident, kind, record => ({ ...record, [name]: { no: 'such' } })),
      );
      const question = answerOf(opened.source, koppelsleutelOf(dialect.files, dialect.resident), [field]);
      expect(await failureCodeOf(question)).toBe('unreachable');
    },
    120_000,
  );
});

const ofRealServer = MEDPLUM.missing === undefined ? describe : describe.skip;
ofRealServer(`${MEDPLUM.name} is asked, beyond what all have in common`, () => {
  const care: DialectUnderTest = MEDPLUM.dialect;
  let opened: Opened;
  beforeAll(async () => {
    opened = await openedOnce(MEDPLUM);
  });

  it('with a forced admission that it knows of', async () => {
    const field: FieldId = 'opname.begindatum';
    const question = {
      koppelsleutel: koppelsleutelOf(care.files, 'ahmed'),
      fields: [field],
      restsOn: new Map([[field, ['gedwongen']]]),
      traceparent: TRACEPARENT,
    };
    const { values, failed } = await opened.source(question, new AbortController().signal);
    expect([[...values], [...failed]]).toEqual([[[field, '2026-11-02']], []]);
  });

  it('by somebody with another key, and its authorization server refuses', async () => {
    const { stranger = opened.source } = opened;
    expect(await failureCodeOf(answerOf(stranger, 'any', care.tells))).toBe('refused');
  });

  (hasSamples ? it : it.skip)(
    'about the patient of Nictiz: what she may be called and when she was in, and no more',
    async () => {
      const { values } = await answerOf(opened.source, NICTIZ_KEY, care.tells);
      expect(Object.fromEntries(values)).toEqual({
        'identiteit.naam': 'Johanna van Putten-van der Giessen',
        'identiteit.geboortedatum': '1934-04-28',
        'identiteit.bsn': '111222333',
        'contact.telefoon_email': ['+31611234567', 'giesput@myweb.nl'],
        'opname.begindatum': '2012-08-16',
        'opname.einddatum': '2012-08-19',
        'opname.is_inrichting': true,
        'zorg.behandelrelatie': true,
      });
      expect(JSON.stringify([...values.values()])).not.toMatch(/Ouderenzorg|de Wit|glucose|Ziekenhuis|OTS/);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import {
  altered,
  API_KEY,
  ask,
  CORPORATION,
  failureCodeOf,
  koppelsleutelOf,
  TRACEPARENT,
} from './dialects.ts';
import { readTokenAnswer } from '../../adapters/access-tokens.ts';
import { PATIENT } from '../world/patient.ts';
import { alter, tell } from './corporation-tells.ts';

describe('a later record turns out to be of someone else', () => {
  it.each(['wonen.huurprijs', 'wonen.huurachterstand', 'wonen.overlast_feiten'] as const)(
    'what it says changes nothing of %s',
    async field => {
      expect(await ask(CORPORATION, [field], { misbehaviour: 'stranger-in-file' })).toEqual(
        await ask(CORPORATION, [field]),
      );
    },
  );

  it('puts an answer aside when two people carry one koppelsleutel', async () => {
    const residents = alter('kees', 'relaties', person => [person, { ...person, id: 'np-dubbel' }]);
    expect(await failureCodeOf(ask(CORPORATION, ['identiteit.naam'], { residents }))).toBe('other-person');
  });

  it('puts an answer aside when a record does not say whose it is', async () => {
    const residents = alter('kees', 'huurovereenkomsten', ({ relaties: _owners, ...nobodys }) => nobodys);
    expect(await failureCodeOf(ask(CORPORATION, ['wonen.huurprijs'], { residents }))).toBe('other-person');
  });
});

/** The same item, its attributes the other way around. */
const backwards = (item: JsonObject): JsonObject => Object.fromEntries(Object.entries(item).toReversed());

const many = (item: JsonObject): JsonObject[] =>
  Array.from({ length: 100 }, (_, index) => ({ ...item, id: `de-${index}` }));

describe('metamorphic: the items of an answer', () => {
  const EVERYTHING = [...CORPORATION.tells, 'wonen.overlast_feiten', 'wonen.urgentie_status'] as const;
  const KINDS = ['relaties', 'huurovereenkomsten', 'debiteuren', 'zaken', 'externeIncassos'] as const;

  it.each(RESIDENT_KEYS)('may stand in any order, and more than once: %s', async resident => {
    const told = await ask(CORPORATION, EVERYTHING, { resident });
    const repeated = KINDS.reduce(
      (files, kind) => altered(files, resident, kind, item => [backwards(item), item]),
      CORPORATION.files,
    );
    expect(await ask(CORPORATION, EVERYTHING, { resident, residents: repeated })).toEqual(told);
    expect(
      await ask(CORPORATION, EVERYTHING, { resident, residents: repeated, misbehaviour: 'shuffled' }),
    ).toEqual(told);
  });

  it.each(KINDS.slice(1))(
    'of a stranger among %s change no value: what they touch is put aside',
    async kind => {
      const stranger = objectsAt(CORPORATION.files.files.get('piet'), kind)[0] ?? {
        id: 'vreemd',
        debiteur: { id: 'de-vreemd' },
      };
      const residents = alter('kees', kind, item => [item, stranger]);
      const told = await ask(CORPORATION, EVERYTHING, { residents }).catch(
        () => new Map<FieldId, FieldValue>(),
      );
      const truth = await ask(CORPORATION, EVERYTHING);
      for (const [field, value] of told) expect(value).toEqual(truth.get(field));
    },
  );
});

describe('the corporation answers badly', () => {
  it.each([
    ['an amount that is text', 'debiteuren', { saldo: '1842.60' }, 'wonen.huurachterstand'],
    ['an amount without end', 'debiteuren', { saldo: null }, 'wonen.huurachterstand'],
    ['a status that is text', 'huurovereenkomsten', { status: 'LOP' }, 'wonen.huurcontract'],
    ['a list where one thing belongs', 'huurovereenkomsten', { brutohuur: [614.2] }, 'wonen.huurprijs'],
    ['an unknown code', 'huurovereenkomsten', { detailSoort: { code: 'ZZZ' } }, 'wonen.huurcontract'],
    ['a code of another list', 'huurovereenkomsten', { status: { code: 'ACT' } }, 'wonen.huurcontract'],
  ] as const)('%s tells nothing', async (_what, kind, change, field) => {
    expect(
      await tell(
        field,
        'kees',
        alter('kees', kind, item => ({ ...item, ...change })),
      ),
    ).toBeUndefined();
  });

  it('a placeholder date says less, not more', async () => {
    const residents = altered(CORPORATION.files, 'els', 'voorrangsregelingen', item => ({
      ...item,
      einddatum: '9999-12-31T00:00:00Z',
    }));
    expect(await tell('wonen.urgentie_status', 'els', residents)).toBe('ja');
  });

  it('one thing told in two ways is not believed', async () => {
    const residents = alter('kees', 'debiteuren', item => [item, { ...item, saldo: 1 }]);
    expect(await failureCodeOf(tell('wonen.huurachterstand', 'kees', residents))).toBe('nonsense');
  });

  it('a hundred items are not a file about one person', async () => {
    expect(
      await failureCodeOf(tell('wonen.huurachterstand', 'kees', alter('kees', 'debiteuren', many))),
    ).toBe('too-large');
  });

  it('a token that reaches further than was asked is not used', () => {
    const answer = { access_token: 'abc', token_type: 'Bearer', expires_in: 60 };
    const scope = 'Financien.Debiteuren.Read';
    expect(readTokenAnswer({ ...answer, scope }, scope, 1_000)).toEqual({
      token: 'abc',
      expiresAtMs: 61_000,
    });
    for (const wider of ['Financien.All.Read', `${scope} Relaties.All.Read`, '']) {
      const read = (): unknown => readTokenAnswer({ ...answer, scope: wider || 'x' }, scope, 0);
      expect(read).toThrow('refused');
    }
    expect(() => readTokenAnswer({ ...answer, access_token: 'a\nb' }, scope, 0)).toThrow('nonsense');
    expect(() => readTokenAnswer({ ...answer, token_type: 'mac' }, scope, 0)).toThrow('nonsense');
  });

  it('a token that was taken back is asked for anew, once', async () => {
    const server = await CORPORATION.start({ apiKey: API_KEY, residents: CORPORATION.files });
    const source = CORPORATION.connect({ ...PATIENT, apiKey: API_KEY, baseUrl: server.url });
    const question = {
      koppelsleutel: koppelsleutelOf(CORPORATION.files, 'kees'),
      fields: ['wonen.huurprijs'] as const,
      traceparent: TRACEPARENT,
    };
    const tellAgain = async (): Promise<unknown> =>
      (await source(question, new AbortController().signal)).values.get('wonen.huurprijs');
    expect(await tellAgain()).toBe(614.2);
    await server.close();
    // The same system, started anew: it knows none of the tokens that it gave out.
    const port = Number(new URL(server.url).port);
    const again = await CORPORATION.start({ apiKey: API_KEY, residents: CORPORATION.files, port });
    expect(await tellAgain()).toBe(614.2);
    await again.close();
  });
});

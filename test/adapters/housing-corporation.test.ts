import { describe, expect, it } from '@jest/globals';
import { objectsAt, textAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
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

async function tell(
  field: FieldId,
  resident: ResidentKey,
  residents?: SandboxFiles,
): Promise<FieldValue | undefined> {
  return (
    await ask(CORPORATION, [field], residents === undefined ? { resident } : { resident, residents })
  ).get(field);
}

function alter(
  resident: ResidentKey,
  kind: string,
  change: (record: JsonObject) => JsonObject | JsonObject[],
): SandboxFiles {
  return altered(CORPORATION.files, resident, kind, change);
}

describe('the corporation is asked for the arrears of Kees', () => {
  const SIGNAL = [
    'identiteit.naam',
    'contact.adres',
    'contact.telefoon_email',
    'wonen.huurachterstand',
  ] as const;

  it('tells four fields, with the arrears as one total', async () => {
    expect(Object.fromEntries(await ask(CORPORATION, SIGNAL))).toEqual({
      'identiteit.naam': 'Kees Nepveen',
      'contact.adres': 'Schijnbaarstraat 85, 5299 ZR ’s-Hertogenbosch',
      'contact.telefoon_email': ['06-55500108', 'kees.nepveen@example.nl'],
      'wonen.huurachterstand': 1842.6,
    });
  });

  it('is asked only for the records that hold those fields', async () => {
    const seen: SeenRequest[] = [];
    await ask(CORPORATION, SIGNAL, { onRequest: request => seen.push(request) });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /oauth/token',
      'GET /brg/v4/relaties',
      'POST /oauth/token',
      'GET /financien/v4/debiteuren',
    ]);
  });

  it('carries to each resource a token that opens that resource and no other', async () => {
    const seen: SeenRequest[] = [];
    await ask(CORPORATION, SIGNAL, { onRequest: request => seen.push(request) });
    expect(seen.flatMap(({ body }) => textAt(body, 'scope') ?? [])).toEqual([
      'BRG.Relaties.Read',
      'Financien.Debiteuren.Read',
    ]);
    const shown = seen.map(({ headers }) => String(headers['authorization']).split(' ')[0]);
    expect(shown).toEqual(['Basic', 'Bearer', 'Basic', 'Bearer']);
    expect(new Set(seen.map(({ headers }) => headers['authorization'])).size).toBe(3);
  });

  it('says who asks, with the trace as reference', async () => {
    const seen: SeenRequest[] = [];
    await ask(CORPORATION, SIGNAL, { onRequest: request => seen.push(request) });
    expect(seen[1]?.headers).toMatchObject({
      'x-stuurgegevens-zender-organisatie': 'Wijkpoort',
      'x-stuurgegevens-tijdstip-bericht': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/),
      'x-stuurgegevens-referentienummer': '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
    });
  });

  it('adds up several rent accounts, to the cent', async () => {
    const residents = alter('kees', 'debiteuren', debtor => [
      debtor,
      { ...debtor, id: `${textAt(debtor, 'id')}-extra`, saldo: 0.1 },
    ]);
    expect(await tell('wonen.huurachterstand', 'kees', residents)).toBe(1842.7);
  });

  it('tells no arrears when someone paid too much', async () => {
    const residents = alter('kees', 'debiteuren', debtor => ({ ...debtor, saldo: -50 }));
    expect(await tell('wonen.huurachterstand', 'kees', residents)).toBe(0);
  });

  it('tells nothing rather than a total that misses an account', async () => {
    const residents = alter('kees', 'debiteuren', debtor => [
      debtor,
      { ...debtor, id: `${textAt(debtor, 'id')}-veel`, saldo: 'veel' },
    ]);
    expect(await tell('wonen.huurachterstand', 'kees', residents)).toBeUndefined();
  });
});

describe('the corporation is asked how someone rents', () => {
  it.each([
    ['wonen.huurcontract', 'kees', 'lopend, onbepaalde tijd'],
    ['wonen.huurcontract', 'lin', 'lopend, jongerencontract'],
    ['wonen.huurprijs', 'kees', 614.2],
    ['wonen.betalingsregeling', 'sara', 'actief'],
    ['wonen.ontruiming_aangezegd', 'kees', 'ja, per 2027-01-18'],
    ['wonen.ontruiming_aangezegd', 'omar', 'nee'],
    ['wonen.huurcontract', 'anja', undefined],
    ['wonen.urgentie_status', 'els', 'ja, geldig tot 2027-02-01'],
    ['wonen.urgentie_status', 'kees', undefined],
  ] as const)('%s of %s is: %s', async (field, resident, value) => {
    expect(await tell(field, resident)).toEqual(value);
  });

  it('takes the agreement that runs, not the newest on paper', async () => {
    const residents = alter('kees', 'huurovereenkomsten', now => [
      { ...now, id: 'ho-voorlopig', status: { code: 'VOO' }, begindatum: '2026-12-01', brutohuur: 999 },
      now,
      { ...now, id: 'ho-vroeger', status: { code: 'BEE' }, begindatum: '2001-01-01', brutohuur: 300 },
    ]);
    expect(await tell('wonen.huurprijs', 'kees', residents)).toBe(614.2);
  });

  it('withholds a kind of contract it has no words for: OMK tells that a care provider rented first', async () => {
    const residents = alter('kees', 'huurovereenkomsten', now => ({
      ...now,
      detailSoort: { code: 'OMK', naam: 'Omklapcontract' },
    }));
    expect(await tell('wonen.huurcontract', 'kees', residents)).toBeUndefined();
  });
});

describe('the corporation is asked for nuisance', () => {
  it('tells what and when, never who told', async () => {
    expect(await tell('wonen.overlast_feiten', 'piet')).toEqual([
      'geluidsoverlast: 2 keer (2026-08-03, 2026-09-17)',
    ]);
  });

  it('withholds a case that is about an illness', async () => {
    expect(await tell('wonen.overlast_feiten', 'jan')).toBeUndefined();
  });

  it('withholds a case in which the resident is the one who complained', async () => {
    const residents = alter('piet', 'zaken', zaak => ({
      ...zaak,
      rollen: objectsAt(zaak, 'rollen').map(role => ({ ...role, soort: { code: 'MEL' } })),
    }));
    expect(await tell('wonen.overlast_feiten', 'piet', residents)).toBeUndefined();
  });
});

describe('the corporation knows more ways to reach someone than it may tell', () => {
  it('keeps a secret number to itself', async () => {
    expect(await tell('contact.telefoon_email', 'jan')).toEqual([
      '06-55500102',
      'jan.vanderproef@example.nl',
    ]);
  });

  it('tells where someone lives now, not where they lived', async () => {
    const residents = alter('jan', 'relaties', person => ({
      ...person,
      adressen: objectsAt(person, 'adressen').map(address =>
        'einddatum' in address ? { ...address, begindatum: '2026-01-01', einddatum: '2026-02-01' } : address,
      ),
    }));
    expect(await tell('contact.adres', 'jan', residents)).toBe('Fabelpad 17, 5299 ZY ’s-Hertogenbosch');
  });
});

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

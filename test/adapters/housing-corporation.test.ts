import { describe, expect, it } from '@jest/globals';
import { objectsAt, textAt } from '../../adapters/read-json.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import { ask, CORPORATION } from './dialects.ts';
import { alter, tell } from './corporation-tells.ts';

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

import { describe, expect, it } from '@jest/globals';
import { objectsAt, valueAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import { FIXED_COSTS_TYPE } from '../../adapters/sandbox/municipal-files.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import type { FieldValue } from '../../policies/vocabulary.ts';
import { altered, ask, failureCodeOf, koppelsleutelOf, WIJKTEAM, type DialectUnderTest } from './dialects.ts';

const SOCIALE_DIENST: DialectUnderTest = {
  ...WIJKTEAM,
  connect: config =>
    createMunicipalSource({
      ...config,
      unit: 'sociale-dienst',
      decisions: { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE },
    }),
};

const FIELD = 'inkomen.besluit_vaste_lasten';
const PAID_ON = 'vaste lasten en huur doorbetaald t/m 2027-03-01';

const tell = async (residents: SandboxFiles = WIJKTEAM.files): Promise<FieldValue | undefined> =>
  (await ask(SOCIALE_DIENST, [FIELD], { resident: 'fatima', residents })).get(FIELD);

const alter = (kind: string, change: (record: JsonObject) => JsonObject | JsonObject[]): SandboxFiles =>
  altered(WIJKTEAM.files, 'fatima', kind, change);

const earlier = (now: JsonObject): JsonObject => ({
  ...now,
  url: `${String(now['url'])}-oud`,
  ingangsdatum: '2025-01-01',
  vervaldatum: '2025-07-01',
});

describe('the sociale dienst is asked whether rent is paid on', () => {
  it('looks for the case in the body of the question, and for its decisions by the address of the case', async () => {
    const seen: SeenRequest[] = [];
    await ask(SOCIALE_DIENST, [FIELD], { resident: 'fatima', onRequest: each => seen.push(each) });
    expect(seen.map(({ method, url }) => `${method} ${url.split('=')[0]}`)).toEqual([
      'POST /zaken/api/v1/zaken/_zoek',
      'GET /besluiten/api/v1/besluiten?zaak',
    ]);
    expect(seen[0]?.body).toEqual({
      kenmerk: koppelsleutelOf(WIJKTEAM.files, 'fatima'),
      kenmerk__bron: 'Wijkpoort',
    });
  });

  it('says in which coordinates, who asks and under which trace, and never shows or asks a BSN', async () => {
    const seen: SeenRequest[] = [];
    await ask(SOCIALE_DIENST, [FIELD], { resident: 'fatima', onRequest: each => seen.push(each) });
    expect(seen[0]?.headers).toMatchObject({
      'accept-crs': 'EPSG:4326',
      'content-crs': 'EPSG:4326',
      'x-nlx-logrecord-id': '4bf92f3577b34da6a3ce929d0e0e4736',
    });
    const claims: unknown = JSON.parse(
      Buffer.from(String(seen[0]?.headers['authorization']).split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims).toMatchObject({ iss: 'wijkpoort', client_id: 'wijkpoort' });
    expect(JSON.stringify(seen)).not.toMatch(/bsn|burgerservicenummer|expand/i);
  });

  it('takes the latest decision, whatever order they are in', async () => {
    expect(await tell(alter('besluiten', now => [now, earlier(now)]))).toBe(PAID_ON);
    expect(await tell(alter('besluiten', now => [earlier(now), now]))).toBe(PAID_ON);
  });

  it.each([
    ['of another kind', { besluittype: 'http://gemeente.example.nl/besluittypen/maatregel' }],
    ['that was withdrawn', { vervalreden: 'ingetrokken_overheid' }],
    ['without an end', { vervaldatum: null }],
    ['with a placeholder for an end', { vervaldatum: '9999-12-31' }],
  ])('tells nothing of a decision %s', async (_what, change) => {
    expect(await tell(alter('besluiten', now => ({ ...now, ...change })))).toBeUndefined();
  });

  it.each(['confidentieel', 'geheim', 'zeer_geheim', 'iets nieuws'])(
    'leaves a case alone that is %s',
    async vertrouwelijkheidaanduiding => {
      expect(await tell(alter('zaken', now => ({ ...now, vertrouwelijkheidaanduiding })))).toBeUndefined();
    },
  );

  it.each([
    ['a case that carries another number', 'zaken', { kenmerken: [{ kenmerk: 'x', bron: 'Wijkpoort' }] }],
    [
      'a case that carries ours of another register',
      'zaken',
      { kenmerken: [{ kenmerk: 'x', bron: 'Ander' }] },
    ],
    ['a case without a number', 'zaken', { kenmerken: [] }],
  ] as const)('puts the answer aside when it holds %s', async (_what, kind, change) => {
    expect(await failureCodeOf(tell(alter(kind, now => ({ ...now, ...change }))))).toBe('other-person');
  });

  it('leaves a decision alone that is of another case; one of no case makes the answer useless', async () => {
    const zaak = 'http://gemeente.example.nl/zaken/api/v1/zaken/00000000-0000-4000-8000-00000000ffff';
    const other = alter('besluiten', now => [now, { ...now, url: `${String(now['url'])}-x`, zaak }]);
    expect(await tell(other)).toBe(PAID_ON);
    const nobodys = alter('besluiten', ({ zaak: _zaak, ...decision }) => decision);
    expect(await tell(nobodys)).toBeUndefined();
  });

  it('tells nothing when the municipality has not said which decision that is', async () => {
    const without = { ...WIJKTEAM, connect: createWithoutDecisions };
    expect(await ask(without, [FIELD], { resident: 'fatima' })).toEqual(new Map());
  });
});

const createWithoutDecisions: DialectUnderTest['connect'] = config =>
  createMunicipalSource({ ...config, unit: 'sociale-dienst' });

const alterPartij = (change: (record: JsonObject) => JsonObject | JsonObject[]): SandboxFiles =>
  altered(WIJKTEAM.files, 'anja', 'partijen', change);

describe('Klantinteracties is asked how to reach someone', () => {
  const NAME = 'identiteit.naam';
  const name = async (residents: SandboxFiles): Promise<FieldValue | undefined> =>
    (await ask(WIJKTEAM, [NAME], { residents })).get(NAME);

  it('expands the addresses only when they were asked for', async () => {
    const seen: SeenRequest[] = [];
    await ask(WIJKTEAM, [NAME], { onRequest: each => seen.push(each) });
    await ask(WIJKTEAM, ['contact.telefoon_email'], { onRequest: each => seen.push(each) });
    expect(seen.map(({ url }) => url)).toEqual([
      '/klantinteracties/api/v1/partijen',
      '/klantinteracties/api/v1/partijen?expand=digitaleAdressen',
    ]);
  });

  it('finds the same person once when the source repeats itself', async () => {
    expect(await name(alterPartij(now => [now, now]))).toBe('Anja Verzonnen');
  });

  it.each([
    ['is no person', { soortPartij: 'organisatie' }],
    ['is not active any more', { indicatieActief: false }],
  ])('tells nothing of a partij that %s', async (_what, change) => {
    expect(await name(alterPartij(now => ({ ...now, ...change })))).toBeUndefined();
  });

  it('puts the answer aside when two carry one koppelsleutel, or one carries none', async () => {
    const two = alterPartij(now => [now, { ...now, uuid: '00000000-0000-4000-8000-00000000ffff' }]);
    expect(await failureCodeOf(name(two))).toBe('other-person');
    const none = alterPartij(now => ({
      ...now,
      partijIdentificatoren: objectsAt(now, 'partijIdentificatoren').map(each => ({
        partijIdentificator: valueAt(each, 'partijIdentificator'),
      })),
    }));
    expect(await failureCodeOf(name(none))).toBe('other-person');
  });

  it('puts the answer aside when one partij says two things', async () => {
    const two = alterPartij(now => [now, { ...now, voorkeurstaal: 'ara' }]);
    expect(await failureCodeOf(name(two))).toBe('nonsense');
  });
});

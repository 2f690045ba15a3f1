import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSocialServices } from '../../adapters/sandbox/social-services-server.ts';
import { FIXED_COSTS_TYPE } from '../../adapters/sandbox/municipal-files.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import { PartnerSystemsFault, readPartnerSystems } from '../../gateway/partner-systems.ts';
import type { PartnerSystem } from '../../gateway/partner-adapters.ts';
import { API_KEY, koppelsleutelOf, TRACEPARENT, WIJKTEAM } from '../adapters/dialects.ts';
import { PATIENT } from '../world/patient.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-systemen-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(join(folder, 'sleutel'), `${API_KEY}\n`);
  await writeFile(join(folder, 'andere.sleutel'), 'andere-sleutel\n');
  await writeFile(join(folder, 'leeg'), '\n');
  await writeFile(join(folder, 'rsa.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(content: string): Promise<Readonly<Record<string, PartnerSystem>>> {
  const path = join(folder, 'systemen.yaml');
  await writeFile(path, content);
  return await readPartnerSystems(path);
}

async function faultsOf(content: string): Promise<readonly string[]> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof PartnerSystemsFault) return error.faults;
    throw error;
  }
  return [];
}

const HERE = 'http://127.0.0.1:1';

const unit = (name: string): string =>
  `${name}:\n  soort: gemeente\n  eenheid: ${name}\n  adres: ${HERE}\n  sleutel: sleutel\n`;

describe('a municipality writes down its systems', () => {
  it('of the sociale dienst: decisions, benefits in SOAP, contacts, and where admissions are told', async () => {
    const systems = await read(`
sociale-dienst:
  soort: gemeente
  eenheid: sociale-dienst
  adres: ${HERE}
  sleutel: sleutel
  klantinteracties: { adres: '${HERE}/ki', sleutel: andere.sleutel }
  uitkering: { vorm: soap }
  besluiten: { client: wijkpoort, vaste_lasten: '${FIXED_COSTS_TYPE}', adres: '${HERE}/zgw', sleutel: andere.sleutel }
  gebeurtenissen: { bron: 'urn:nld:oin:00000099000000009000:systeem:wijkpoort' }
`);
    expect(systems['sociale-dienst']).toEqual({
      kind: 'municipal',
      unit: 'sociale-dienst',
      baseUrl: HERE,
      apiKey: API_KEY,
      benefits: 'soap',
      decisions: { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE },
      events: { source: 'urn:nld:oin:00000099000000009000:systeem:wijkpoort' },
      elsewhere: {
        contacts: { baseUrl: `${HERE}/ki`, apiKey: 'andere-sleutel' },
        decisions: { baseUrl: `${HERE}/zgw`, apiKey: 'andere-sleutel' },
      },
    });
  });

  it('of the wijkteam and the urgentie, which need no more than an address', async () => {
    const systems = await read(unit('wijkteam') + unit('urgentie'));
    expect(Object.values(systems)).toMatchObject([{ unit: 'wijkteam' }, { unit: 'urgentie' }]);
  });

  it('of debt help, with what signals are signed with and who delivers them', async () => {
    const faults = await faultsOf(`
schuldhulp:
  soort: schuldhulp
  adres: ${HERE}
  sleutel: sleutel
  ondertekening: { sleutel: rsa.pem, certificaat: sleutel }
  leverancier: { code: WIJKPOORT, organisatie: Zayaz, gemeente: '0796' }
`);
    expect(faults).toEqual(['schuldhulp: ondertekening.certificaat is geen bestand met certificaten']);
  });
});

describe('a municipality writes something down wrongly', () => {
  it('hears everything at once', async () => {
    const faults = await faultsOf(`
sociale-dienst:
  soort: gemeente
  adres: https://connect.diginetwerk.inlichtingenbureau.nl
  sleutel: leeg
  tijd_ms: snel
  uitkering: { vorm: xml, kleur: rood }
  besluiten: { vaste_lasten: vaste lasten }
  gebeurtenissen: { bron: wijkpoort }
  woonprofiel: {}
schuldhulp:
  soort: schuldhulp
  adres: ${HERE}
  sleutel: 7
  ondertekening: { sleutel: sleutel }
  leverancier: { code: X, organisatie: Y, gemeente: 796 }
`);
    expect(faults.toSorted()).toEqual([
      'schuldhulp: leverancier.gemeente is een tekst',
      'schuldhulp: ondertekening.certificaat ontbreekt',
      'schuldhulp: ondertekening.sleutel is geen bestand met een sleutel',
      'schuldhulp: sleutel is een tekst',
      'sociale-dienst: adres is van Suwinet: geef het eigen systeem van de gemeente op',
      'sociale-dienst: besluiten.client ontbreekt',
      'sociale-dienst: besluiten.vaste_lasten is het adres van een besluittype',
      'sociale-dienst: eenheid ontbreekt: wijkteam, sociale-dienst of urgentie',
      'sociale-dienst: gebeurtenissen.bron is een naam als urn:nld:oin:<OIN>:systeem:wijkpoort',
      'sociale-dienst: sleutel noemt het bestand leeg, en dat is leeg',
      'sociale-dienst: tijd_ms is een getal tot 30000',
      'sociale-dienst: uitkering.kleur kennen wij niet',
      'sociale-dienst: uitkering.vorm is een van: json, soap',
    ]);
  });

  it('may not give a unit a system that is another unit’s', async () => {
    expect(await faultsOf(`${unit('wijkteam')}  uitkering: {}\n`)).toEqual([
      'wijkteam: uitkering kennen wij niet',
    ]);
  });

  it.each(['https://suwi.net', 'https://x.bkwi.nl', 'https://194.104.15.34/'])(
    'may not name Suwinet, whatever system it is for: %s',
    async address => {
      for (const soort of ['corporatie', 'gemeente\n  eenheid: sociale-dienst'])
        expect(await faultsOf(`x:\n  soort: ${soort}\n  adres: ${address}\n  sleutel: sleutel\n`)).toEqual([
          'x: adres is van Suwinet: geef het eigen systeem van de gemeente op',
        ]);
    },
  );
});

const start = async (apiKey: string, told: SeenRequest[] = []) =>
  await startSocialServices({ apiKey, residents: WIJKTEAM.files, onRequest: each => told.push(each) });

describe('one system of a unit stands elsewhere', () => {
  const question = {
    koppelsleutel: koppelsleutelOf(WIJKTEAM.files, 'anja'),
    fields: ['identiteit.naam', 'woonprofiel.woonwens'],
    traceparent: TRACEPARENT,
  } as const;

  it('is asked there, with its own key; when it is away, the other tells what it has', async () => {
    const seen: SeenRequest[] = [];
    const [own, contacts] = [await start(API_KEY), await start('andere-sleutel', seen)];
    const elsewhere = { contacts: { ...PATIENT, baseUrl: contacts.url, apiKey: 'andere-sleutel' } };
    const source = createMunicipalSource({
      ...PATIENT,
      baseUrl: own.url,
      apiKey: API_KEY,
      unit: 'wijkteam',
      elsewhere,
    });
    const { signal } = new AbortController();
    expect([...(await source(question, signal)).values.keys()]).toEqual(question.fields);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /klantinteracties/api/v1/partijen',
    ]);
    await contacts.close();
    const { values, failed } = await source(question, signal);
    expect([[...values.keys()], [...failed]]).toEqual([
      ['woonprofiel.woonwens'],
      [['identiteit.naam', 'unreachable']],
    ]);
    await own.close();
  });
});

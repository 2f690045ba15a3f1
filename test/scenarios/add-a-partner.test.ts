import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeysOf } from '../../adapters/care-ehr/smart-keys.ts';
import { startCareEhr, type CareEhrServer } from '../../adapters/sandbox/care-ehr-server.ts';
import { careFiles } from '../../adapters/sandbox/care-files.ts';
import type { Koppelsleutels } from '../../adapters/sandbox/files.ts';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { PartnerSystemsFault, readPartnerSystems } from '../../gateway/partner-systems.ts';
import { startWorld, type World } from '../world/world.ts';

const NOVADIC = 'novadic-kentron';
const KEYS = Object.fromEntries(RESIDENT_KEYS.map(key => [key, randomUUID()])) as Koppelsleutels;
const PAIR = generateKeyPairSync('ec', { namedCurve: 'P-384' });

let folder: string;
let ehr: CareEhrServer;
let world: World;

/** Step 3 of the recipe: the agreement, as a file. */
const agreement = (url: string): string => `
${NOVADIC}:
  soort: zorg
  fhir: STU3
  adres: ${url}/fhir
  smart:
    token: ${url}/auth/token
    client: wijkpoort
    algoritme: ES384
    sleutelnaam: poort-2026
    sleutel: novadic.sleutel.pem
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-systemen-'));
  ehr = await startCareEhr({
    apiKey: 'unused',
    residents: careFiles(KEYS, 'STU3'),
    smart: {
      clientId: 'wijkpoort',
      algorithm: 'ES384',
      keysUrl: () => `${world.gateway.url}/.well-known/jwks.json`,
      scopes: ['system/Patient.rs', 'system/Encounter.rs'],
    },
  });
  await writeFile(
    join(folder, 'novadic.sleutel.pem'),
    PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  await writeFile(join(folder, 'systemen.yaml'), agreement(ehr.url));
  const added = await readPartnerSystems(join(folder, 'systemen.yaml'));
  world = await startWorld({ systems: systems => ({ ...systems, ...added }) });
  await register(world);
});

afterAll(async () => {
  await world.close();
  await ehr.close();
  await rm(folder, { recursive: true, force: true });
});

/** Steps 1 and 2: who it is and what for, and by which koppelsleutel it knows a resident. */
async function register({ database }: World): Promise<void> {
  await database.query(
    `INSERT INTO partner (id, name, organisation, oin, role, certificate)
     SELECT $1, 'Novadic-Kentron', 'Novadic-Kentron', '00000099000000009000', 'verslavingszorg', certificate
       FROM partner WHERE id = 'farent'`,
    [NOVADIC],
  );
  await database.query('INSERT INTO partner_purpose (partner, purpose) VALUES ($1, $2)', [NOVADIC, 'D03']);
  for (const key of ['ahmed', 'fatima'] as const)
    await database.query('INSERT INTO link (partner, resident, koppelsleutel) VALUES ($1, $2, $3)', [
      NOVADIC,
      residentId(key),
      KEYS[key],
    ]);
  for (const condition of ['desgevraagd', 'gedwongen'])
    for (const key of ['ahmed', 'fatima'] as const)
      await database.query(
        `INSERT INTO declaration (id, condition, fulfilled, resident, purpose, sender, recipient, reference, declared_by, valid_from)
         VALUES ($1, $2, true, $3, 'D03', $4, 'sociale-dienst', 'V-1', 'novadic-kentron: nk-1', $5)`,
        [randomUUID(), condition, residentId(key), NOVADIC, new Date(Date.now() - 60_000)],
      );
}

async function datesOf(resident: 'ahmed' | 'fatima'): Promise<Schemas['Verstrekking']> {
  const { json } = await world.sendAs('sociale-dienst', '/v1/verstrekkingen', {
    doel: 'D03',
    van: NOVADIC,
    betrokkene: await world.koppelsleutel('sociale-dienst', resident),
    velden: ['opname.begindatum', 'opname.einddatum', 'zorg.middelengebruik'],
    namens: { medewerker: 'sd-101' },
  });
  return json as Schemas['Verstrekking'];
}

describe('Novadic-Kentron comes in, by the recipe and without a line of code', () => {
  it('is asked in STU3 for the dates of the forced admission of Ahmed, and gives those', async () => {
    const { gegevens, nietToegestaan } = await datesOf('ahmed');
    expect(gegevens).toEqual({ 'opname.begindatum': '2026-11-02', 'opname.einddatum': '2026-12-21' });
    expect(nietToegestaan.map(({ veld }) => veld)).toEqual(['zorg.middelengebruik']);
  });

  it('and of Fatima, where the file does not know of a measure, the same: its declaration stands', async () => {
    expect((await datesOf('fatima')).gegevens).toHaveProperty(['opname.begindatum']);
  });
});

async function faultsOf(content: string): Promise<readonly string[]> {
  const path = join(folder, 'fout.yaml');
  await writeFile(path, content);
  try {
    await readPartnerSystems(path);
  } catch (error) {
    if (error instanceof PartnerSystemsFault) return error.faults;
    throw error;
  }
  return [];
}

describe('Novadic-Kentron wants to know us by a key of ours', () => {
  it('fetches it where it is published: the public half, by its name, and nothing else', async () => {
    const { status, headers, json } = await world.send('/.well-known/jwks.json');
    const { kty, crv, x, y } = PAIR.publicKey.export({ format: 'jwk' });
    expect(json).toEqual({
      keys: [{ kty, crv, x, y, kid: 'poort-2026', alg: 'ES384', use: 'sig', key_ops: ['verify'] }],
    });
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  });

  it('finds the next key beside it before it signs; two keys of one name hold up the start', () => {
    const pem = (pair: typeof PAIR): string =>
      pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const other = pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
    const client = {
      tokenUrl: '',
      clientId: '',
      algorithm: 'ES384',
      keyId: 'poort-2026',
      privateKeyPem: pem(PAIR),
    } as const;
    const next = { keyId: 'poort-2027', privateKeyPem: other };
    expect(publicKeysOf([{ ...client, next }, client]).map(({ kid }) => kid)).toEqual([
      'poort-2026',
      'poort-2027',
    ]);
    expect(() => publicKeysOf([client, { ...client, privateKeyPem: other }])).toThrow('poort-2026');
  });
});

describe('an agreement is written down wrongly', () => {
  it('names everything that is wrong at once, and no value', async () => {
    const faults = await faultsOf(`
nergens:
  soort: toverij
novadic-kentron:
  soort: zorg
  fhir: DSTU2
  adres: https://epd.example.nl/fhir
  sleutel: geheim-dat-er-niet-is
  sleutle: x
`);
    expect(faults).toEqual([
      'nergens: soort is een van: zorg, corporatie, gemeente, schuldhulp',
      'novadic-kentron: uitgever ontbreekt: wie vertrouwen wij bij dit adres?',
      'novadic-kentron: sleutel noemt het bestand geheim-dat-er-niet-is, en dat is er niet',
      'novadic-kentron: fhir is een van: R4, STU3',
      'novadic-kentron: sleutle kennen wij niet',
    ]);
  });

  it.each([
    [
      'an address elsewhere without https',
      'adres: http://epd.example.nl/fhir',
      'adres zonder https mag alleen op deze machine zelf',
    ],
    ['no address', 'tijd_ms: 100', 'adres is een https-adres'],
  ])('is refused with %s', async (_what, line, fault) => {
    const faults = await faultsOf(
      `x:\n  soort: corporatie\n  client: wijkpoort\n  sleutel: systemen.yaml\n  ${line}\n`,
    );
    expect(faults).toEqual([`x: ${fault}`]);
  });

  it('is refused when it is no YAML, or names a partner twice', async () => {
    expect(await faultsOf('x: [')).toHaveLength(1);
    expect(await faultsOf('x:\n  soort: zorg\nx:\n  soort: zorg\n')).toHaveLength(1);
  });
});

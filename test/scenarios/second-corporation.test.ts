import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corporationFiles } from '../../adapters/sandbox/corporation-files.ts';
import { startHousingCorporation } from '../../adapters/sandbox/housing-corporation-server.ts';
import type { SandboxServer } from '../../adapters/sandbox/sandbox-server.ts';
import { koppelsleutelsOf } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { readPartnerSystems } from '../../gateway/partner-systems.ts';
import type { PartnerSystem } from '../../gateway/partner-adapters.ts';
import { startWorld, type World } from '../world/world.ts';

const PORT_LATER = 'http://127.0.0.1:1';
const KEY = 'sleutel-van-brabantwonen';

let folder: string;

/** All that the recipe in CONTRIBUTING.md asks of somebody who is registered already. */
async function entry(address: string): Promise<Readonly<Record<string, PartnerSystem>>> {
  await writeFile(join(folder, 'brabantwonen.sleutel'), `${KEY}\n`);
  const agreement = `brabantwonen:
  soort: corporatie
  adres: ${address}
  client: wijkpoort
  sleutel: brabantwonen.sleutel
`;
  await writeFile(join(folder, 'systemen.yaml'), agreement);
  return await readPartnerSystems(join(folder, 'systemen.yaml'));
}

let world: World;
let system: SandboxServer;

// The koppelsleutels are in the database, so the system starts between two starts of the gateway.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-systemen-'));
  const scout = await startWorld();
  const residents = corporationFiles(await koppelsleutelsOf(scout.database, 'brabantwonen'));
  await scout.close();
  system = await startHousingCorporation({ apiKey: KEY, residents });
  const added = await entry(system.url);
  world = await startWorld({ systems: systems => ({ ...systems, ...added }) });
});
afterAll(async () => {
  await world.close();
  await system.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (van: string) =>
  await world.sendAs('wijkteam-zuidoost', '/v1/verstrekkingen', {
    doel: 'D07',
    van,
    betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'kees'),
    velden: ['identiteit.naam', 'contact.adres'],
    namens: { medewerker: 'wt-031' },
  });

describe('a second corporation takes part by configuration alone', () => {
  it('answers as the first does, each by its own koppelsleutel', async () => {
    const [first, second] = [await ask('zayaz'), await ask('brabantwonen')];
    expect(second.status).toBe(200);
    expect((second.json as Schemas['Verstrekking']).gegevens).toEqual(
      (first.json as Schemas['Verstrekking']).gegevens,
    );
    expect(Object.keys((second.json as Schemas['Verstrekking']).gegevens)).toEqual([
      'identiteit.naam',
      'contact.adres',
    ]);
  });

  it('is in the ledger under its own name', async () => {
    const last = (await world.ledger()).at(-1);
    expect(last?.leaf['sender']).toBe('brabantwonen');
  });
});

describe('a corporation without a system', () => {
  it('fails for everybody alike', async () => {
    const added = await entry(PORT_LATER);
    const without = await startWorld({ systems: systems => ({ ...systems, ...added }) });
    const answer = await without.sendAs('wijkteam-zuidoost', '/v1/verstrekkingen', {
      doel: 'D07',
      van: 'brabantwonen',
      betrokkene: await without.koppelsleutel('wijkteam-zuidoost', 'kees'),
      velden: ['identiteit.naam'],
      namens: { medewerker: 'wt-031' },
    });
    expect(answer.status).toBe(502);
    await without.close();
  });
});

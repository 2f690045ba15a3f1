import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepVersion } from '../../gateway/handreiking-versions.ts';
import { validatorFor } from '../../gateway/http/openapi-document.ts';
import { versionOf } from '../../policies/version.ts';
import { shipped, shippedFiles } from '../policies/handreiking.ts';
import { expectProblem, POLICY_VERSION, startWorld, type WireAnswer, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

const isHandreiking = validatorFor('Handreiking');
const isPossibilities = validatorFor('Mogelijkheden');

const ask = async (body: unknown): Promise<WireAnswer> =>
  await world.send('/v1/mogelijkheden', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('somebody reads the handreiking', () => {
  it('finds the version in force, with every rule, without proving who he is', async () => {
    const { status, json } = await world.send('/v1/handreiking');
    expect(status).toBe(200);
    if (!isHandreiking(json)) throw new Error(JSON.stringify(isHandreiking.errors));
    expect(json.versie).toBe(POLICY_VERSION);
    expect(json.regels.map(({ regel }) => regel)).toEqual(shipped.rules.map(({ id }) => id));
  });

  it('finds an earlier version by the hash that stands in a receipt', async () => {
    const version = await versionOf(shippedFiles);
    await keepVersion(world.database, version, shippedFiles, new Date());
    const { status, json } = await world.send(`/v1/handreiking/${version}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ versie: version });
  });

  it.each(['b'.repeat(64), 'geen-hash', '%27'])('hears that %s never was a version', async version => {
    expectProblem(await world.send(`/v1/handreiking/${version}`), 'niet-gevonden');
  });

  it('cannot take a version away', async () => {
    await expect(world.database.query('DELETE FROM handreiking_version')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('somebody asks what is possible', () => {
  it('hears every road for a corporation that makes a woonprofiel, with law and sentence', async () => {
    const { status, json } = await ask({ naar: 'corporatie', doel: 'D01' });
    expect(status).toBe(200);
    if (!isPossibilities(json)) throw new Error(JSON.stringify(isPossibilities.errors));
    const [corporation] = json.ontvangers;
    expect(corporation?.mag.find(({ veld }) => veld === 'woonprofiel.woonwens')?.wegen).toMatchObject([
      { weg: 'toestemming', regel: '1.7' },
      { weg: 'toestemming', regel: '1.8' },
    ]);
    expect(corporation?.nooit).toContain('zorg.diagnose');
  });

  it('answers in the shape of the document for every role, as sender and as recipient', async () => {
    for (const role of shipped.roles.keys()) {
      for (const query of [{ naar: role }, { van: role }]) {
        const { json } = await ask(query);
        expect({ query, errors: isPossibilities(json) ? [] : isPossibilities.errors }).toEqual({
          query,
          errors: [],
        });
      }
    }
  });

  it('hears every word that is not known, with what may have been meant', async () => {
    const problem = expectProblem(await ask({ naar: 'corporatei', doel: 'D99' }), 'ongeldig-verzoek');
    expect(problem.fouten?.map(({ wat }) => wat).join(' ')).toContain('corporatie');
    expect(problem.fouten).toHaveLength(2);
  });

  it.each([{}, { naam: 'corporatie' }, { naar: 7 }])('is refused when it asks %j', async body => {
    expectProblem(await ask(body), 'ongeldig-verzoek');
  });

  it('leaves nothing in the ledger: no person came into it', async () => {
    expect(await world.ledger()).toEqual([]);
  });
});

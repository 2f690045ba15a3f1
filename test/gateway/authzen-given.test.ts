import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

/** The wijkteam asks whether it may, and gives it when the answer is yes. */
async function givesNow(field: string) {
  const before = (await world.ledger()).length;
  const { json } = await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluation', {
    subject: { type: 'partner', id: 'zayaz' },
    action: { name: 'verstrekken', properties: { doel: 'D01' } },
    resource: {
      type: 'veld',
      id: field,
      properties: { betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'anja') },
    },
  });
  const lines = (await world.ledger()).slice(before);
  return { decision: (json as { readonly decision: boolean }).decision, lines };
}

describe('the wijkteam gives something itself, on our word', () => {
  it('has that in the ledger as a disclosure, so that Zayaz gets word when Anja stops', async () => {
    const { decision, lines } = await givesNow('woonprofiel.woonwens');
    expect(decision).toBe(true);
    expect(lines.map(({ leaf }) => [leaf.event, leaf.fields])).toEqual([
      ['released', { 'woonprofiel.woonwens': { decision: 'released', rule: '1.7' } }],
    ]);
    await world.sendAs('wijkteam-zuidoost', '/v1/toestemmingen/_intrekken', {
      betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'anja'),
      kanaal: 'aan-tafel',
      namens: { medewerker: 'wt-031' },
    });
    const { json } = await world.sendAs('zayaz', '/v1/berichten/_ophalen', {
      namens: { medewerker: 'mw-417' },
    });
    expect(json).toMatchObject({
      berichten: [{ verzoek: 'stop', velden: ['woonprofiel.woonwens'], ontvangenIn: [lines[0]?.index] }],
    });
  });

  it('and hears no from then on, which is a refusal in the ledger', async () => {
    const { decision, lines } = await givesNow('woonprofiel.woonwens');
    expect(decision).toBe(false);
    expect(lines.map(({ leaf }) => leaf.event)).toEqual(['refused']);
  });
});

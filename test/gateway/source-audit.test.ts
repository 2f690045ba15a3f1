import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { objectsAt, textAt } from '../../adapters/read-json.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import { eventually } from '../kill/estate.ts';
import { startWorld, type World } from '../world/world.ts';

const CLINIC = 'reinier-van-arkel-kliniek';
const seen: SeenRequest[] = [];
let world: World;

beforeAll(async () => {
  world = await startWorld({
    adjust: (partner, options) =>
      partner === CLINIC ? { ...options, onRequest: request => void seen.push(request) } : options,
    systems: systems => {
      const clinic = systems[CLINIC];
      return clinic?.kind === 'care' ? { ...systems, [CLINIC]: { ...clinic, auditEvents: true } } : systems;
    },
  });
});
afterAll(async () => {
  await world.close();
});

const audits = (): readonly SeenRequest[] => seen.filter(({ url }) => url === '/fhir/AuditEvent');

/** Until the clinic heard as often; nobody waited for that. */
const heard = async (times: number): Promise<void> =>
  await eventually(async () => await Promise.resolve(expect(audits()).toHaveLength(times)), 60_000);

const ask = async (velden: readonly string[]) =>
  await world.sendAs('sociale-dienst', '/v1/verstrekkingen', {
    doel: 'D03',
    van: CLINIC,
    betrokkene: await world.koppelsleutel('sociale-dienst', 'ahmed'),
    velden,
    namens: { medewerker: 'sd-101' },
  });

describe('the clinic keeps an account of its own of what left it', () => {
  it('hears which fields went to the sociale dienst, under its own koppelsleutel, and no value', async () => {
    const { status, text } = await ask(['opname.begindatum']);
    expect([status, text.includes('2026-11-02')]).toEqual([200, true]);
    await heard(1);
    const event = audits()[0]?.body;
    const [patient, transaction] = objectsAt(event, 'entity');
    expect(textAt(patient, 'what', 'identifier', 'value')).toBe(await world.koppelsleutel(CLINIC, 'ahmed'));
    expect(objectsAt(transaction, 'detail').map(({ valueString }) => valueString)).toEqual([
      'opname.begindatum',
      '0',
    ]);
    expect(JSON.stringify(event)).not.toContain('2026-11-02');
  });

  it('hears nothing of what was refused', async () => {
    await ask(['zorg.diagnose']);
    await ask(['opname.begindatum']);
    await heard(2);
    expect(JSON.stringify(audits())).not.toContain('diagnose');
  });
});

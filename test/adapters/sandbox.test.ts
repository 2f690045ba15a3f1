import { describe, expect, it } from '@jest/globals';
import { isBsn } from '../../adapters/care-ehr/bsn.ts';
import { textAt } from '../../adapters/read-json.ts';
import { withCanaries } from '../../adapters/sandbox/canaries.ts';
import { heldValues, type HeldValue } from '../../adapters/sandbox/held-values.ts';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import { RESIDENTS } from '../../adapters/sandbox/residents.ts';
import { startHousingCorporation } from '../../adapters/sandbox/housing-corporation-server.ts';
import { API_KEY, CARE, CARE_STU3, CORPORATION, WIJKTEAM } from './dialects.ts';

const SYSTEMS = [CORPORATION, WIJKTEAM, CARE, CARE_STU3];

const CARE_SECRETS = [
  '999995170',
  'Crisismaatregel',
  'F20.0',
  'gesloten afdeling',
  'medicatie aangepast',
  'Zus van',
];

const systems = SYSTEMS.map(({ files }) => files);

function said(values: readonly HeldValue[]): readonly HeldValue[] {
  return values.filter(({ isStructural }) => !isStructural);
}

describe('the invented residents', () => {
  it('are the eleven of the stories', () => {
    expect(RESIDENTS.map(({ key }) => key)).toEqual([...RESIDENT_KEYS]);
  });

  it('carry test BSNs that are right, and telephone numbers and addresses of nobody', () => {
    for (const { persoon } of RESIDENTS) {
      expect(persoon.bsn).toMatch(/^9999/);
      expect(isBsn(persoon.bsn)).toBe(true);
      expect(persoon.mobiel).toMatch(/^06-55500\d{3}$/);
      expect(persoon.email).toMatch(/@example\.nl$/);
      expect(persoon.postcode).toMatch(/^5299 Z/);
    }
  });
});

describe.each(systems)('what the sandbox that speaks $dialect holds', system => {
  it('includes what must never leave, so that a leak would show', () => {
    const held = JSON.stringify(said(heldValues(system)));
    const secrets = {
      vera: [
        '999995108',
        'Mevrouw T. Buurvrouw',
        'Verslavingsproblematiek',
        'verwarde indruk',
        'zorgkantoor',
      ],
      gemeente: [
        '999995108',
        'parketnummer',
        'Paranoïde schizofrenie',
        'Klantmanager',
        'klachten door trauma',
      ],
      fhir: CARE_SECRETS,
      'fhir-stu3': [...CARE_SECRETS, 'In bewaringstelling'],
    };
    for (const secret of secrets[system.dialect]) expect(held).toContain(secret);
  });

  it('can be replaced by canaries, each of which occurs once', () => {
    const values = said(heldValues(withCanaries(system))).map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toHaveLength(said(heldValues(system)).length);
  });

  it('keeps its shape as canaries: dates are dates, numbers numbers, a BSN a BSN, and the dialect is untouched', () => {
    const before = heldValues(system);
    heldValues(withCanaries(system)).forEach((canary, index) => {
      const original = before[index];
      expect(canary.path).toBe(original?.path);
      expect(typeof canary.value).toBe(typeof original?.value);
      if (canary.isStructural) expect(canary.value).toBe(original?.value);
      if (!canary.isStructural && /^\d{9}$/.test(String(original?.value)))
        expect(isBsn(String(canary.value))).toBe(true);
      if (/^\d{4}-\d\d-\d\d/.test(String(original?.value))) expect(canary.value).toMatch(/^18\d\d-\d\d-\d\d/);
    });
  });
});

describe('canaries of different systems', () => {
  it('tell by themselves which one they escaped from', () => {
    const all = systems.flatMap(system => said(heldValues(withCanaries(system))).map(({ value }) => value));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a sandbox system is asked badly', () => {
  it('refuses what it cannot read, and shows nothing of how it is made', async () => {
    const server = await startHousingCorporation({ apiKey: API_KEY, residents: CORPORATION.files });
    const answer = await fetch(`${server.url}/brg/v4/relaties`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('node_modules');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    await server.close();
  });

  it('gives an empty list when it is not told about whom', async () => {
    const server = await startHousingCorporation({ apiKey: API_KEY, residents: CORPORATION.files });
    const scope = 'BRG.Relaties.Read';
    const authorization = `Basic ${Buffer.from(`wijkpoort:${API_KEY}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const granted = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    const token = textAt(await granted.json(), 'access_token');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/brg/v4/relaties`, { headers });
    expect(await answer.json()).toEqual([]);
    const elsewhere = await fetch(`${server.url}/bdo/v4/zaken`, { headers });
    expect(elsewhere.status).toBe(403);
    await server.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { ask } from '../world/exchange.ts';
import { says } from '../world/resident-says.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

const WIJKTEAM = 'wijkteam-zuidoost';
const REASONS = 'Het wijkteam heeft uw naam nodig om u te kunnen bellen als er iets is.';
const FIELDS = ['identiteit.naam'];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const namens = { medewerker: 'wt-031' };
async function codeFor(who: ResidentKey): Promise<string> {
  const betrokkene = await world.koppelsleutel(WIJKTEAM, who);
  const { json } = await world.sendAs(WIJKTEAM, '/v1/tafelcodes', { betrokkene, namens });
  return (json as Schemas['Tafelcode']).code;
}
const type = async (code: string, wat = 'zien'): Promise<WireAnswer> =>
  await world.send('/tafel', { method: 'POST', body: new URLSearchParams({ code, wat }) });

const given = async (): Promise<readonly string[]> =>
  Object.keys(
    (await ask(world, WIJKTEAM, { as: 'zayaz', about: 'jan', for: 'D01', fields: FIELDS })).answer.gegevens,
  );

describe('Jan types the code he was given at the table', () => {
  beforeAll(async () => {
    await says(world, {
      who: 'jan',
      at: WIJKTEAM,
      purpose: 'D01',
      from: WIJKTEAM,
      to: 'zayaz',
      fields: FIELDS,
    });
    expect(await given()).toEqual(FIELDS);
  });

  it('sees in plain words what he said yes to, and until when; it works once', async () => {
    const code = await codeFor('jan');
    const { status, text, headers } = await type(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
    expect(status).toBe(200);
    expect(text).toContain('Sociaal wijkteam Zuidoost vertelt aan Zayaz');
    expect(text).toMatch(/U zei ja op .* Dat geldt tot /);
    expect(text).not.toMatch(/ConsentGiven|identiteit\.naam|<script/);
    expect(text).not.toContain(residentId('jan'));
    expect(headers.get('cache-control')).toBe('no-store');
    const again = await type(code);
    expect(again.status).toBe(422);
    expect(again.text).toContain('werkt niet, of niet meer');
  });

  it('stops with everything in as many steps, and sees who was told', async () => {
    const { text } = await type(await codeFor('jan'), 'stop');
    expect(text).toContain('U bent met alles gestopt.');
    expect(text).toContain('Zayaz moet stoppen met gebruiken: Naam');
    expect(text).toContain('Het bericht is onderweg.');
    expect(await given()).toEqual([]);
  });

  it('reads why his objection was dismissed', async () => {
    const betrokkene = await world.koppelsleutel(WIJKTEAM, 'jan');
    const body = { betrokkene, doel: 'D01', kanaal: 'aan-tafel', namens };
    const { json } = await world.sendAs(WIJKTEAM, '/v1/bezwaren', body);
    const { bezwaar } = json as Schemas['Bezwaargemaakt'];
    expect((await type(await codeFor('jan'))).text).toMatch(/Wij kijken ernaar.*U hoort het voor /s);
    const decision = { bezwaar, uitkomst: 'ongegrond', redenen: REASONS, namens };
    await world.sendAs('privacy-officer', '/v1/bezwaren/_beslissen', decision);
    const { text } = await type(await codeFor('jan'));
    expect(text).toContain('U kreeg geen gelijk.');
    expect(text).toContain(REASONS);
  });
});

describe('somebody guesses', () => {
  it.each(['BBBBBBBB', 'een code', '', 'x'.repeat(200)])('%s: hears nothing about anyone', async code => {
    const before = (await world.ledger()).length;
    const { status, text } = await type(code, 'stop');
    expect(status).toBe(422);
    expect(text).not.toMatch(/vertelt aan/);
    expect((await world.ledger()).length).toBe(before);
  });

  it('the form sends to this gateway alone, and asks for nothing but the code', async () => {
    const { text, headers } = await world.send('/tafel');
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(text.match(/<input/g)).toHaveLength(1);
    expect(text).toContain('Ik stop met alles');
  });
});

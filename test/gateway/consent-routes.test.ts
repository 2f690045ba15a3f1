import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { ask } from '../world/exchange.ts';
import { says, stops, type Says } from '../world/resident-says.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

const isRecorded = validatorFor('ToestemmingVastgelegd');
const isWithdrawn = validatorFor('Ingetrokken');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

/** Jan lets the wijkteam tell Zayaz who he is and how to reach him. */
const JAN: Says = {
  who: 'jan',
  at: 'wijkteam-zuidoost',
  purpose: 'D01',
  from: 'wijkteam-zuidoost',
  to: 'zayaz',
  fields: ['identiteit.naam', 'contact.telefoon_email'],
};
const ASKING = { as: 'zayaz', about: 'jan', for: 'D01', fields: JAN.fields } as const;

function recorded(answer: WireAnswer): Schemas['ToestemmingVastgelegd'] {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  if (!isRecorded(answer.json)) throw new Error(JSON.stringify(isRecorded.errors));
  return answer.json;
}

const released = async (): Promise<readonly string[]> =>
  Object.keys((await ask(world, 'wijkteam-zuidoost', ASKING)).answer.gegevens);

const faultsIn = (answer: WireAnswer): readonly string[] =>
  (expectProblem(answer, 'besluit-kan-zo-niet').fouten ?? []).map(({ waar }) => waar);

describe('Jan says yes, stops, and says yes again', () => {
  it('opens exactly what he said yes to, closes it, and opens it again', async () => {
    expect(await released()).toEqual([]);
    const given = recorded(await says(world, JAN));
    expect(given).toMatchObject({ status: 'gegeven', soorten: [{ soort: 'T-geheim' }] });
    expect(await released()).toEqual(JAN.fields);

    const stopped = await stops(world, 'jan', 'zayaz', { naar: 'zayaz' });
    expect(isWithdrawn(stopped.json)).toBe(true);
    expect(await released()).toEqual([]);

    expect(recorded(await says(world, JAN)).status).toBe('gegeven');
    expect(await released()).toEqual(JAN.fields);
  });

  it('stands in the ledger, entry for entry, and nobody can read there that it was a no', async () => {
    const changes = (await world.ledger()).filter(({ leaf }) => leaf.event === 'register-changed');
    expect(changes.map(({ personal }) => (personal['change'] as { what: string }).what)).toEqual([
      'consent-given',
      'consent-withdrawn',
      'notice-queued',
      'consent-given',
    ]);
    for (const { leaf } of changes) {
      expect(leaf).toMatchObject({
        purpose: 'unstated',
        sender: 'unstated',
        recipient: 'unstated',
        fields: {},
      });
    }
    const stored = await world.database.query<{ ledger_index: string }>(
      'SELECT ledger_index FROM consent_event WHERE ledger_index IS NOT NULL ORDER BY ledger_index',
    );
    const [given, withdrawn, _notice, again] = changes.map(({ index }) => index);
    expect(stored.map(({ ledger_index }) => Number(ledger_index))).toEqual([given, withdrawn, again]);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });
});

describe('a professional sends what cannot be recorded', () => {
  it.each<[string, Partial<Says>, string]>([
    ['two recipients at once', { to: ['zayaz', 'brabantwonen'] }, '/naar'],
    ['everything', { fields: ['*'] }, '/velden'],
    ['the diagnosis', { fields: ['zorg.diagnose'] }, '/velden'],
    ['a purpose that does not exist', { purpose: 'D77' }, '/doel'],
    ['a consent of last month', { more: { op: '2026-10-12T10:00:00Z' } }, '/op'],
    [
      'a text that was never published',
      { more: { tekst: { versie: 'vraag-2027-01', taal: 'nl', sha256: 'a'.repeat(64) } } },
      '/tekst',
    ],
    ['by who receives it', { at: 'zayaz' }, '/naar'],
    ['by somebody who cannot decide this', { more: { bekwaam: false } }, '/bekwaam'],
    [
      'by a representative nobody knows',
      { more: { vertegenwoordiging: '00000000-0000-4000-8000-000000000000', mening: 'eens' } },
      '/vertegenwoordiging',
    ],
    ['a renewal of nothing', { decision: 'verlengd', who: 'lin' }, '/besluit'],
  ])('%s: it says what to do, and nothing is stored', async (_name, changes, where) => {
    const before = await count('consent');
    expect(faultsIn(await says(world, { ...JAN, who: 'kees', ...changes }))).toContain(where);
    expect(await count('consent')).toBe(before);
  });

  it('about somebody it does not know', async () => {
    const betrokkene = '00000000-0000-4000-8000-00000000abcd';
    expectProblem(await says(world, { ...JAN, more: { betrokkene } }), 'ongeldig-verzoek');
  });

  it('for a purpose that is not its own', async () => {
    const answer = await says(world, { ...JAN, at: 'farent', purpose: 'D12' });
    expectProblem(answer, 'doel-niet-van-u');
  });
});

function shape(answer: WireAnswer) {
  const { bewijs: _proof, ...rest } = recorded(answer);
  return rest;
}

describe('Sara says no, and Zayaz would like to know whether she did', () => {
  const question: Says = { ...JAN, who: 'sara', at: 'zayaz', decision: 'gevraagd' };

  it('is asked once; Zayaz hears the same before and after her no', async () => {
    const first = await says(world, question);
    expect(recorded(await says(world, { ...JAN, who: 'sara', decision: 'geweigerd' })).status).toBe(
      'geweigerd',
    );
    const second = await says(world, question);
    expect(shape(second)).toEqual(shape(first));
    expect(shape(first)).toEqual({ status: 'ontvangen' });
  });

  it('is not asked again within six months, and the ledger says so to her alone', async () => {
    const [last] = (await world.ledger()).slice(-1);
    expect(last?.personal['change']).toMatchObject({ what: 'consent-not-asked' });
    expect(await count('consent', `resident = '${residentId('sara')}'`)).toBe(2);
  });

  it('is not asked where a yes is no valid ground, or where nothing would come of it', async () => {
    const signal = { purpose: 'D05', from: 'zayaz', to: 'schuldhulp', fields: ['wonen.huurachterstand'] };
    const before = await count('consent');
    expect(faultsIn(await says(world, { ...question, ...signal }))).toEqual(['/velden']);
    expect(faultsIn(await says(world, { ...question, fields: ['zorg.diagnose'] }))).toEqual(['/velden']);
    expect(await count('consent')).toBe(before);
  });

  it('answers a withdrawal of nothing like any other', async () => {
    const answer = await stops(world, 'lin', 'zayaz');
    expect(Object.keys(answer.json as object)).toEqual(['status', 'bewijs']);
    expect((await world.ledger()).at(-1)?.personal['change']).toMatchObject({
      what: 'withdrawal-without-consent',
    });
  });
});

describe('Jan extends what runs', () => {
  it('lasts longer, and only because he says so', async () => {
    const until = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const renewed = recorded(await says(world, { ...JAN, decision: 'verlengd', more: { geldigTot: until } }));
    expect(renewed).toMatchObject({ status: 'verlengd', geldigTot: until });
    expect(faultsIn(await says(world, { ...JAN, at: 'zayaz', decision: 'verlengd' }))).toEqual(['/naar']);
    expect(await released()).toEqual(JAN.fields);
  });
});

describe('a yes that ran out', () => {
  const ENDED = `UPDATE consent SET valid_until = now() - interval '1 day' WHERE resident = $1`;

  it('releases nothing, and releases again when Jan made it last longer in time', async () => {
    await world.database.transaction(async sql => {
      await sql.query('ALTER TABLE consent DISABLE TRIGGER consent_only_grows');
      await sql.query('ALTER TABLE consent_event DISABLE TRIGGER consent_events_only_grow');
      await sql.query(ENDED, [residentId('jan')]);
      await sql.query('UPDATE consent_event SET valid_until = NULL WHERE decided_by = $1', ['resident']);
    });
    expect(await released()).toEqual([]);
    await world.database.query(
      `UPDATE consent_event SET valid_until = now() + interval '1 day' WHERE state = 'RenewedConsentGiven'`,
    );
    expect(await released()).toEqual(JAN.fields);
  });
});

const count = async (table: 'consent', where = 'true'): Promise<number> => {
  const [row] = await world.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
  );
  return row?.n ?? -1;
};

const turnedAway = async (path: string, body: object, as = 'zayaz') => {
  const before = (await world.ledger()).length;
  const answer = await world.sendAs(as, path, { namens: { medewerker: 'mw-417' }, ...body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (await world.ledger()).slice(before);
};

describe('what is turned away at the register', () => {
  it.each([
    ['something that is no request', '/v1/toestemmingen', { onzin: 1 }, 'ongeldig-verzoek'],
    ['a path below another', '/v1/toestemmingen/_intrekken', { onzin: 1 }, 'ongeldig-verzoek'],
    ['what only the officer does', '/v1/werklijst', {}, 'alleen-privacy-officer'],
  ])('%s: is one entry, with why', async (_what, path, body, reason) => {
    const [entry, ...more] = await turnedAway(path, body);
    expect(more).toEqual([]);
    expect(entry?.leaf).toMatchObject({ event: 'turned-away', reason, direction: 'record' });
    expect(entry?.personal).toMatchObject({ subject: 'not-looked-up', assertedActor: 'zayaz' });
  });

  it('names no partner where everyone can read it, and nothing of what was sent', async () => {
    const canary = 'd1agn0se-canary';
    const [entry] = await turnedAway('/v1/toestemmingen', { doel: canary });
    expect(entry?.leaf).toMatchObject({ sender: 'unstated', recipient: 'unstated', fields: {} });
    expect(JSON.stringify(entry)).not.toContain(canary);
  });

  it('a decision that cannot be recorded is an entry too', async () => {
    const before = (await world.ledger()).length;
    expectProblem(await says(world, { ...JAN, fields: ['zorg.diagnose'] }), 'besluit-kan-zo-niet');
    const entries = (await world.ledger()).slice(before);
    expect(entries.map(({ leaf }) => [leaf.event, leaf['reason']])).toEqual([
      ['turned-away', 'besluit-kan-zo-niet'],
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { DAY_MS } from '../../consent/duration.ts';
import { expireConsents, remindersDue } from '../../gateway/consent/advance-choices.ts';
import { consentsOf } from '../../gateway/consent/consent-store.ts';
import { decideObjection } from '../../gateway/consent/objections.ts';
import type { RegisterContext } from '../../gateway/consent/register-context.ts';
import { useLookAlongCode } from '../../gateway/consent/look-along.ts';
import { useTableCode } from '../../gateway/consent/table-codes.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { holdHead } from '../../gateway/ledger/append.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { ask } from '../world/exchange.ts';
import { fetchNoticesAs } from '../world/notices.ts';
import { says, type Says } from '../world/resident-says.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

const WIJKTEAM = 'wijkteam-zuidoost';
const OFFICER = { actor: 'privacy officer', trace: { requestId: 'besluit', traceId: 'd'.repeat(32) } };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const tell = async (as: string, path: string, who: ResidentKey, body: object): Promise<WireAnswer> =>
  await world.sendAs(as, path, {
    betrokkene: await world.koppelsleutel(as, who),
    namens: { medewerker: 'wt-031' },
    ...body,
  });

async function recorded<Answer = Schemas['Vastgelegd']>(answering: Promise<WireAnswer>): Promise<Answer> {
  const answer = await answering;
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.json as Answer;
}

const later = (ms: number): RegisterContext => ({
  ...world.gateway.register,
  clock: () => new Date(Date.now() + ms),
});

describe('Lin objects to what the corporation tells the wijkteam', () => {
  const rent = {
    as: WIJKTEAM,
    about: 'lin',
    for: 'D01',
    fields: ['identiteit.naam'],
    professional: 'wt-031',
  } as const;
  const given = async (): Promise<readonly string[]> =>
    Object.keys((await ask(world, 'zayaz', rent)).answer.gegevens);
  let bezwaar: string;

  it('it stops at once; what rests on her yes is not touched; a date is promised', async () => {
    expect(await given()).toEqual(['identiteit.naam']);
    const made = await recorded<Schemas['Bezwaargemaakt']>(
      tell(WIJKTEAM, '/v1/bezwaren', 'lin', { doel: 'D01', kanaal: 'aan-tafel' }),
    );
    bezwaar = made.bezwaar;
    expect(made.gestopt).toContain('1.1');
    expect(made.gaatDoor).toContain('1.6');
    expect(Date.parse(made.beslisVoor) - Date.now()).toBeGreaterThan(29 * DAY_MS);
    expect(await given()).toEqual([]);
  });

  it('who already had it is asked to hold it', async () => {
    const messages = await fetchNoticesAs(world, WIJKTEAM);
    expect(messages).toMatchObject([{ verzoek: 'beperk', velden: ['identiteit.naam'] }]);
  });

  it('cannot be waved away without reasons, and is decided once', async () => {
    const decide = async (reasons: string) =>
      await decideObjection(
        { objection: bezwaar, outcome: 'upheld', reasons },
        OFFICER,
        world.gateway.register,
      );
    expect(await decide('nee')).toBeUndefined();
    const reasons = 'U heeft gelijk: het wijkteam heeft dit niet nodig om u te helpen.';
    expect(await decide(reasons)).toBeDefined();
    expect(await decide(reasons)).toBeUndefined();
    expect(await given()).toEqual([]);
    const messages = await fetchNoticesAs(world, WIJKTEAM);
    expect(messages.map(({ verzoek }) => verzoek)).toContain('wis');
  });

  it('does not stop what a law demands: D05 goes on', async () => {
    const made = await recorded<Schemas['Bezwaargemaakt']>(
      tell(WIJKTEAM, '/v1/bezwaren', 'lin', { doel: 'D05', kanaal: 'telefoon' }),
    );
    expect(made).toMatchObject({ gestopt: [], gaatDoor: ['5.1', '5.2'] });
    expect((await tell('zayaz', '/v1/bezwaren/_intrekken', 'lin', { bezwaar: made.bezwaar })).status).toBe(
      201,
    );
    expectProblem(
      await tell('zayaz', '/v1/bezwaren/_intrekken', 'lin', { bezwaar: made.bezwaar }),
      'ongeldig-verzoek',
    );
  });
});

describe('a mentor speaks for Lin', () => {
  const proof = { soort: 'beschikking', nummer: 'C-01-2026-118' };
  const careNumber: Says = {
    who: 'lin',
    at: WIJKTEAM,
    purpose: 'D01',
    from: 'reinier-van-arkel-kliniek',
    to: 'zayaz',
    fields: ['zorg.contact_24_7'],
  };
  const byMentor = async (vertegenwoordiging: string, mening: 'eens' | 'oneens'): Promise<WireAnswer> =>
    await says(world, {
      ...careNumber,
      more: { vertegenwoordiging, mening, bekwaam: false, kanaal: 'vertegenwoordiger' },
    });
  let mentor: string;

  it('once somebody saw the proof', async () => {
    const body = { soort: 'mentor', gaatOver: 'zorg', gezien: proof, vanaf: '2026-01-01T00:00:00Z' };
    mentor = (await recorded(tell(WIJKTEAM, '/v1/vertegenwoordigingen', 'lin', body))).kenmerk;
    const answer = (await byMentor(mentor, 'eens')).json as Schemas['ToestemmingVastgelegd'];
    expect(answer.status).toBe('gegeven');
  });

  it('never about money: the law does not let a mentor', async () => {
    const body = { soort: 'mentor', gaatOver: 'geld', gezien: proof, vanaf: '2026-01-01T00:00:00Z' };
    expectProblem(await tell(WIJKTEAM, '/v1/vertegenwoordigingen', 'lin', body), 'besluit-kan-zo-niet');
  });

  it('against her will: it opens nothing, and the officer looks first', async () => {
    const answer = (await byMentor(mentor, 'oneens')).json as Schemas['ToestemmingVastgelegd'];
    expect(answer.status).toBe('wacht');
    const items = await world.database.query(
      `SELECT about FROM officer_item WHERE kind = 'resident-opposes' AND done_at IS NULL`,
    );
    expect(items).toEqual([{ about: answer.toestemming }]);
  });

  it('not any more when it ended', async () => {
    await recorded(
      tell(WIJKTEAM, '/v1/vertegenwoordigingen/_beeindigen', 'lin', { vertegenwoordiging: mentor }),
    );
    expectProblem(await byMentor(mentor, 'eens'), 'besluit-kan-zo-niet');
  });
});

describe('Els says yes in a crisis', () => {
  const yes: Says = {
    who: 'els',
    at: WIJKTEAM,
    purpose: 'D01',
    from: WIJKTEAM,
    to: 'zayaz',
    fields: ['identiteit.naam'],
    more: { omstandigheid: 'crisis' },
  };

  it('it lasts fourteen days, unless she confirms it afterwards', async () => {
    const { geldigTot = '' } = await recorded<Schemas['ToestemmingVastgelegd']>(says(world, yes));
    expect(Math.round((Date.parse(geldigTot) - Date.now()) / DAY_MS)).toBe(14);
    const before = (await consentsOf(world.database, residentId('els'))).length;
    expect(await expireConsents(OFFICER, later(15 * DAY_MS))).toBe(1);
    const states = (await consentsOf(world.database, residentId('els'))).map(({ state }) => state);
    expect(states).toContain('Expired');
    expect(states).toHaveLength(before);
  });

  it('can only be about what is needed now, and is not made longer in the same crisis', async () => {
    expectProblem(await says(world, { ...yes, fields: ['woonprofiel.woonwens'] }), 'besluit-kan-zo-niet');
    await recorded(says(world, yes));
    expectProblem(await says(world, { ...yes, decision: 'verlengd' }), 'besluit-kan-zo-niet');
  });

  it('confirmed: it lasts a year', async () => {
    await recorded(says(world, yes));
    const confirmed = await recorded<Schemas['ToestemmingVastgelegd']>(
      says(world, { ...yes, decision: 'verlengd', more: {} }),
    );
    expect(Math.round((Date.parse(confirmed.geldigTot ?? '') - Date.now()) / DAY_MS)).toBe(365);
  });
});

const due = async (days: number) => await remindersDue(world.database, new Date(Date.now() + days * DAY_MS));

describe('Jan arranges beforehand who may know where to reach him', () => {
  const asking = { as: 'zayaz', about: 'jan', for: 'D01', fields: ['contact.telefoon_email'] } as const;
  const told = async (): Promise<readonly string[]> =>
    Object.keys((await ask(world, WIJKTEAM, asking)).answer.gegevens);

  it('sleeps until somebody declares that it is needed', async () => {
    await recorded(
      says(world, {
        who: 'jan',
        at: WIJKTEAM,
        purpose: 'D01',
        from: WIJKTEAM,
        to: 'zayaz',
        fields: asking.fields,
        more: { omstandigheid: 'vooraf' },
      }),
    );
    expect(await told()).toEqual([]);
    await recorded(tell('zayaz', '/v1/signalen', 'jan', { doel: 'D01' }));
    expect(await told()).toEqual(asking.fields);
  });

  it('he is reminded after ten months, not before', async () => {
    expect(await due(290)).toEqual([]);
    expect(await due(310)).toMatchObject([{ resident: residentId('jan') }]);
    expect(await due(370)).toEqual([]);
  });
});

describe('a code for the table', () => {
  const acting = { actor: 'resident', trace: OFFICER.trace };

  it('works once', async () => {
    const { code } = await recorded<Schemas['Tafelcode']>(tell(WIJKTEAM, '/v1/tafelcodes', 'jan', {}));
    expect(code).toMatch(/^[2-9A-Z]{8}$/);
    expect(await useTableCode(code.toLowerCase(), acting, later(0))).toBe(residentId('jan'));
    expect(await useTableCode(code, acting, later(0))).toBeUndefined();
    const stored = await world.database.query<{ hash: Buffer }>('SELECT hash FROM table_code');
    expect(stored.map(({ hash }) => hash.toString('latin1')).join()).not.toContain(code);
  });

  it('for a quarter of an hour', async () => {
    const { code } = await recorded<Schemas['Tafelcode']>(tell(WIJKTEAM, '/v1/tafelcodes', 'jan', {}));
    expect(await useTableCode(code, acting, later(16 * 60_000))).toBeUndefined();
  });

  it.each([useTableCode, useLookAlongCode])(
    'guessing gives nothing, and nobody waits for it: %p',
    async use => {
      await world.database.transaction(async sql => {
        // Whoever needs the head of the ledger now waits until this ends.
        await holdHead(sql);
        for (const guess of ['BBBBBBBB', 'een code'])
          expect(await use(guess, acting, later(0))).toBeUndefined();
      });
    },
  );
});

describe('what else a partner records', () => {
  const [text] = [{ versie: 'uitleg-2026-10', taal: 'nl' }];
  it('which explanation Noor was given; one that was never published does not count', async () => {
    const wrong = { tekst: { ...text, sha256: 'a'.repeat(64) } };
    expectProblem(await tell(WIJKTEAM, '/v1/uitleg', 'noor', wrong), 'besluit-kan-zo-niet');
    const [row] = await world.database.query<{ body: string }>(
      `SELECT body FROM published_text WHERE kind = 'uitleg' AND version = 'uitleg-2026-10' AND language = 'nl'`,
    );
    const sha256 = createHash('sha256')
      .update(row?.body ?? '')
      .digest('hex');
    await recorded(tell(WIJKTEAM, '/v1/uitleg', 'noor', { tekst: { ...text, sha256 } }));
    const informed = await world.database.query(
      'SELECT language FROM information_given WHERE resident = $1',
      [residentId('noor')],
    );
    expect(informed).toEqual([{ language: 'nl' }]);
  });

  it('a declaration, by who can know it', async () => {
    const steps = {
      voorwaarde: 'stappen',
      vervuld: true,
      doel: 'D05',
      van: 'zayaz',
      naar: 'schuldhulp',
      kenmerk: 'B-17',
    };
    await recorded(tell('zayaz', '/v1/verklaringen', 'jan', steps));
    expectProblem(await tell(WIJKTEAM, '/v1/verklaringen', 'jan', steps), 'besluit-kan-zo-niet');
    const consent = { ...steps, voorwaarde: 'toestemming' };
    expectProblem(await tell('zayaz', '/v1/verklaringen', 'jan', consent), 'besluit-kan-zo-niet');
  });

  it('a case: the wijkteam opens it, people join and leave, and it closes', async () => {
    const { kenmerk: casus } = await recorded(tell(WIJKTEAM, '/v1/casussen', 'kees', {}));
    const member = { casus, partner: 'zayaz', medewerker: 'mw-900', wat: 'komt' };
    await recorded(tell(WIJKTEAM, '/v1/casussen/_lid', 'kees', member));
    await recorded(tell(WIJKTEAM, '/v1/casussen/_lid', 'kees', { ...member, wat: 'gaat' }));
    await recorded(tell(WIJKTEAM, '/v1/casussen/_sluiten', 'kees', { casus }));
    expectProblem(await tell(WIJKTEAM, '/v1/casussen/_sluiten', 'kees', { casus }), 'ongeldig-verzoek');
    expectProblem(await tell('zayaz', '/v1/casussen', 'kees', {}), 'besluit-kan-zo-niet');
  });

  it('a koppelsleutel for another partner, which who introduces never hears', async () => {
    const answer = await tell(WIJKTEAM, '/v1/koppelingen', 'jan', { partner: 'schuldhulp' });
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain(await world.koppelsleutel('schuldhulp', 'jan'));
  });
});

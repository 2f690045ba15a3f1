import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../consent/duration.ts';
import { ANSWER_WITHIN_MS } from '../../consent/notice.ts';
import { keepRegisterOnce } from '../../gateway/consent/keep-register.ts';
import type { RegisterContext } from '../../gateway/consent/register-context.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { ask } from '../world/exchange.ts';
import { answerAs, signedAnswer } from '../world/notices.ts';
import { says, stops, type Says } from '../world/resident-says.ts';
import { speakingIn } from '../world/speaking.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const WIJKTEAM = 'wijkteam-zuidoost';
const CLINIC = 'reinier-van-arkel-kliniek';
const REASONS = 'De kliniek en u kijken hier over een half jaar samen nog een keer naar.';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const { as, byOfficer, about, worklist } = speakingIn(() => world);

const later = (ms: number): RegisterContext => ({
  ...world.gateway.register,
  clock: () => new Date(Date.now() + ms),
});

const isStand = validatorFor('Berichtenstand');

const lastChange = async (): Promise<unknown> => (await world.ledger()).at(-1)?.personal['change'];

const reminders = async (partner: string) =>
  ((await as(partner, '/v1/berichten/_ophalen', {})).json as Schemas['Berichten']).herinneringen;

describe('somebody who is not the privacy officer', () => {
  it.each([
    '/v1/werklijst',
    '/v1/bezwaren/_beslissen',
    '/v1/toestemmingen/_beoordelen',
    '/v1/berichten/_stand',
  ])('is turned away at %s, whatever is sent', async path => {
    expectProblem(await as(WIJKTEAM, path, {}), 'alleen-privacy-officer');
    expectProblem(await as('zayaz', path, { onzin: 1 }), 'alleen-privacy-officer');
  });
});

describe('Els objected, and the officer decides', () => {
  let bezwaar: string;
  const phone = {
    as: WIJKTEAM,
    about: 'els',
    for: 'D01',
    fields: ['identiteit.naam'],
    professional: 'wt-031',
  } as const;
  const given = async () => Object.keys((await ask(world, 'zayaz', phone)).answer.gegevens);
  beforeAll(async () => {
    const made = await about(WIJKTEAM, 'els', '/v1/bezwaren', { doel: 'D01', kanaal: 'telefoon' });
    ({ bezwaar } = made.json as Schemas['Bezwaargemaakt']);
  });

  it('sees it on the worklist with its date, and that the officer looked is an entry', async () => {
    const item = (await worklist()).find(({ over }) => over === bezwaar);
    expect(item).toMatchObject({ soort: 'bezwaar', doel: 'D01', doorgegevenDoor: WIJKTEAM, teLaat: false });
    expect(Date.parse(item?.uiterlijk ?? '') - Date.now()).toBeGreaterThan(29 * DAY_MS);
    expect(await lastChange()).toMatchObject({ what: 'worklist-viewed' });
  });

  it('needs reasons that Els can read', async () => {
    const bare = { bezwaar, uitkomst: 'ongegrond', redenen: 'nee' };
    const problem = expectProblem(await byOfficer('/v1/bezwaren/_beslissen', bare), 'besluit-kan-zo-niet');
    expect(problem.fouten?.map(({ waar }) => waar)).toEqual(['/redenen']);
    expect(await given()).toEqual([]);
  });

  it('dismissed: it opens again, once, and it is off the list; the reasons are kept for Els', async () => {
    const decision = { bezwaar, uitkomst: 'ongegrond', redenen: REASONS };
    expect((await byOfficer('/v1/bezwaren/_beslissen', decision)).status).toBe(201);
    expect(await given()).toEqual(['identiteit.naam']);
    expect((await worklist()).map(({ over }) => over)).not.toContain(bezwaar);
    expectProblem(await byOfficer('/v1/bezwaren/_beslissen', decision), 'ongeldig-verzoek');
    const kept = await world.database.query('SELECT reasons FROM objection WHERE id = $1', [bezwaar]);
    expect(kept).toEqual([{ reasons: REASONS }]);
  });
});

describe('a mentor decides against what Lin wants', () => {
  const number: Says = {
    who: 'lin',
    at: WIJKTEAM,
    purpose: 'D01',
    from: CLINIC,
    to: 'zayaz',
    fields: ['zorg.contact_24_7'],
  };
  const asking = { as: 'zayaz', about: 'lin', for: 'D01', fields: number.fields } as const;
  const given = async () => Object.keys((await ask(world, CLINIC, asking)).answer.gegevens);
  let vertegenwoordiging: string;
  const decided = async (): Promise<string> => {
    const more = {
      vertegenwoordiging,
      mening: 'oneens',
      bekwaam: false,
      kanaal: 'vertegenwoordiger',
    } as const;
    const { json } = await says(world, { ...number, more });
    return (json as Schemas['ToestemmingVastgelegd']).toestemming ?? '';
  };
  beforeAll(async () => {
    const proof = { soort: 'beschikking', nummer: 'C-01-2026-118' };
    const mentor = { soort: 'mentor', gaatOver: 'zorg', gezien: proof, vanaf: '2026-01-01T00:00:00Z' };
    const { json } = await about(WIJKTEAM, 'lin', '/v1/vertegenwoordigingen', mentor);
    ({ kenmerk: vertegenwoordiging } = json as Schemas['Vastgelegd']);
  });

  it('opens nothing until the officer lets it count, with reasons', async () => {
    const toestemming = await decided();
    expect(await given()).toEqual([]);
    expect(await worklist()).toContainEqual(
      expect.objectContaining({ soort: 'bewoner-verzet-zich', over: toestemming, naar: 'zayaz' }),
    );
    const judgement = { toestemming, uitkomst: 'vrijgeven', redenen: REASONS };
    expectProblem(
      await byOfficer('/v1/toestemmingen/_beoordelen', { ...judgement, redenen: 'mag' }),
      'besluit-kan-zo-niet',
    );
    expect((await byOfficer('/v1/toestemmingen/_beoordelen', judgement)).status).toBe(201);
    expect(await given()).toEqual(number.fields);
    expectProblem(await byOfficer('/v1/toestemmingen/_beoordelen', judgement), 'besluit-kan-zo-niet');
    await stops(world, 'lin', WIJKTEAM);
    expect(await given()).toEqual([]);
  });

  it('refused: it stays closed for good', async () => {
    const toestemming = await decided();
    const judgement = { toestemming, redenen: REASONS };
    expect(
      (await byOfficer('/v1/toestemmingen/_beoordelen', { ...judgement, uitkomst: 'weigeren' })).status,
    ).toBe(201);
    expectProblem(
      await byOfficer('/v1/toestemmingen/_beoordelen', { ...judgement, uitkomst: 'vrijgeven' }),
      'besluit-kan-zo-niet',
    );
    expect(await given()).toEqual([]);
  });

  it('cannot be let through any more when the mentor is no longer one', async () => {
    const toestemming = await decided();
    await about(WIJKTEAM, 'lin', '/v1/vertegenwoordigingen/_beeindigen', { vertegenwoordiging });
    const judgement = { toestemming, uitkomst: 'vrijgeven', redenen: REASONS };
    const problem = expectProblem(
      await byOfficer('/v1/toestemmingen/_beoordelen', judgement),
      'besluit-kan-zo-niet',
    );
    expect(problem.fouten?.[0]?.wat).toContain('intussen voorbij');
    expect(await given()).toEqual([]);
  });
});

describe('Jan stopped, and Zayaz keeps silent', () => {
  beforeAll(async () => {
    const fields = ['identiteit.naam'];
    await says(world, { who: 'jan', at: WIJKTEAM, purpose: 'D01', from: WIJKTEAM, to: 'zayaz', fields });
    await ask(world, WIJKTEAM, { as: 'zayaz', about: 'jan', for: 'D01', fields });
  });

  it('the officer sees that nobody knows what Zayaz did, and later what it did', async () => {
    const stopped = await stops(world, 'jan', WIJKTEAM, { naar: 'zayaz' });
    expect(stopped.status).toBe(200);
    const [cause] = await world.database.query<{ cause: string; id: string }>(
      `SELECT cause, id FROM notice WHERE recipient = 'zayaz' AND resident = $1`,
      [residentId('jan')],
    );
    await keepRegisterOnce(later(ANSWER_WITHIN_MS + DAY_MS), new Map());
    const stand = async () => {
      const { json } = await byOfficer('/v1/berichten/_stand', { oorzaak: cause?.cause });
      if (!isStand(json)) throw new Error(JSON.stringify(isStand.errors));
      return json.berichten;
    };
    expect(await stand()).toMatchObject([{ naar: 'zayaz', verzoek: 'stop', stand: 'niet-bevestigd' }]);
    expect(await worklist()).toContainEqual(
      expect.objectContaining({
        soort: 'bericht-onbevestigd',
        over: cause?.id,
        naar: 'zayaz',
        verzoek: 'stop',
      }),
    );
    await answerAs(
      world,
      'zayaz',
      await signedAnswer(world, 'zayaz', { bericht: cause?.id, gedaan: 'gestopt' }),
    );
    expect(await stand()).toMatchObject([{ stand: 'gedaan', antwoord: 'gestopt' }]);
    expect((await worklist()).map(({ over }) => over)).not.toContain(cause?.id);
  });
});

describe('Piet arranged beforehand who may know the number of his team', () => {
  const choice: Says = {
    who: 'piet',
    at: WIJKTEAM,
    purpose: 'D01',
    from: CLINIC,
    to: 'zayaz',
    fields: ['zorg.contact_24_7'],
    more: { omstandigheid: 'vooraf' },
  };
  const asking = { as: 'zayaz', about: 'piet', for: 'D01', fields: choice.fields } as const;
  let toestemming: string;
  beforeAll(async () => {
    const { json } = await says(world, choice);
    toestemming = (json as Schemas['ToestemmingVastgelegd']).toestemming ?? '';
  });
  const uses = async (): Promise<unknown> =>
    (await byOfficer('/v1/toestemmingen/_gebruik', { toestemming })).json;

  it('every use counts, a refusal does not', async () => {
    await ask(world, CLINIC, asking);
    expect(await uses()).toMatchObject({ keren: 0 });
    await about('zayaz', 'piet', '/v1/signalen', { doel: 'D01' });
    await ask(world, CLINIC, asking);
    await ask(world, CLINIC, asking);
    expect(await uses()).toMatchObject({ keren: 2 });
  });

  it('an ordinary yes is no choice made beforehand', async () => {
    const [ordinary] = await world.database.query<{ id: string }>(
      `SELECT id FROM consent WHERE circumstance = 'ordinary' LIMIT 1`,
    );
    expectProblem(
      await byOfficer('/v1/toestemmingen/_gebruik', { toestemming: ordinary?.id }),
      'ongeldig-verzoek',
    );
  });

  it('after ten months the wijkteam is reminded, once, to talk about it with him; Zayaz is not', async () => {
    await keepRegisterOnce(later(290 * DAY_MS), new Map());
    expect(await reminders(WIJKTEAM)).toEqual([]);
    await keepRegisterOnce(later(310 * DAY_MS), new Map());
    await keepRegisterOnce(later(311 * DAY_MS), new Map());
    const betrokkene = await world.koppelsleutel(WIJKTEAM, 'piet');
    expect(await reminders(WIJKTEAM)).toMatchObject([{ toestemming, betrokkene, naar: 'zayaz' }]);
    expect(await reminders('zayaz')).toEqual([]);
    const said = (await world.ledger()).filter(
      ({ personal }) =>
        (personal['change'] as { what?: string } | undefined)?.what === 'advance-choice-reminded',
    );
    expect(said).toHaveLength(1);
    await stops(world, 'piet', WIJKTEAM);
    expect(await reminders(WIJKTEAM)).toEqual([]);
  });
});

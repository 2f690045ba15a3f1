import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noticesOf } from '../../gateway/consent/notice-store.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { ask } from '../world/exchange.ts';
import { answerAs, fetchNoticesAs, signedAnswer } from '../world/notices.ts';
import { says, stops } from '../world/resident-says.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const CLINIC = 'reinier-van-arkel-kliniek';
const NUMBER = 'zorg.contact_24_7';
/** Who may have the number of Piet's team, and for what. */
const RECIPIENTS = [
  { partner: 'zayaz', purpose: 'D04', professional: 'mw-417' },
  { partner: 'wijkteam-zuidoost', purpose: 'D01', professional: 'wt-031' },
  { partner: 'farent', purpose: 'D02', professional: 'fa-007' },
] as const;

let world: World;
beforeAll(async () => {
  world = await startWorld();
  // Zayaz has Piet's yes from before; who receives never records, so the wijkteam's own is recorded by Farent.
  await says(world, {
    who: 'piet',
    at: 'farent',
    purpose: 'D01',
    from: CLINIC,
    to: 'wijkteam-zuidoost',
    fields: [NUMBER],
  });
  await says(world, {
    who: 'piet',
    at: 'wijkteam-zuidoost',
    purpose: 'D02',
    from: CLINIC,
    to: 'farent',
    fields: [NUMBER],
  });
});
afterAll(async () => await world.close());

const receivedBy = async (each: (typeof RECIPIENTS)[number]): Promise<readonly string[]> => {
  const { answer } = await ask(world, CLINIC, {
    as: each.partner,
    about: 'piet',
    for: each.purpose,
    fields: [NUMBER],
    professional: each.professional,
  });
  return Object.keys(answer.gegevens);
};
const statesNow = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await noticesOf(world.database, residentId('piet'))).map(({ recipient, state }) => [recipient, state]),
  );

describe('Piet let his clinic give the number of his team to three organisations', () => {
  it('and all three have it', async () => {
    for (const recipient of RECIPIENTS) expect(await receivedBy(recipient)).toEqual([NUMBER]);
  });

  it('he says stop, once, to anyone: none of the three gets it again', async () => {
    const answer = await stops(world, 'piet', 'wijkteam-zuidoost', { van: CLINIC });
    expect(answer.status).toBe(200);
    for (const recipient of RECIPIENTS) expect(await receivedBy(recipient)).toEqual([]);
  });

  it('each of the three who had it gets word, and who never had it does not', async () => {
    expect(await statesNow()).toEqual({ zayaz: 'queued', 'wijkteam-zuidoost': 'queued', farent: 'queued' });
    expect(await fetchNoticesAs(world, 'brabantwonen')).toEqual([]);
  });

  it('the message says what to do, under their own name for Piet, with where it stands that they got it', async () => {
    const [message, ...more] = await fetchNoticesAs(world, 'zayaz');
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      verzoek: 'stop',
      betrokkene: await world.koppelsleutel('zayaz', 'piet'),
      van: CLINIC,
      doel: 'D04',
      velden: [NUMBER],
    });
    const entries = (await world.ledger()).filter(({ index }) => message?.ontvangenIn.includes(index));
    expect(entries.map(({ leaf }) => [leaf.event, leaf['recipient']])).toEqual([['released', 'zayaz']]);
    expect((await statesNow())['zayaz']).toBe('received');
  });

  it('two say they stopped, one refuses with a reason: all three signed, and Piet sees each', async () => {
    for (const { partner } of RECIPIENTS) {
      const [message] = await fetchNoticesAs(world, partner);
      const gedaan = partner === 'farent' ? 'wettelijke_bewaarplicht' : 'gestopt';
      const signed = await signedAnswer(world, partner, { bericht: message?.bericht, gedaan });
      expect((await answerAs(world, partner, signed)).status).toBe(200);
      expect(await fetchNoticesAs(world, partner)).toEqual([]);
    }
    expect(await statesNow()).toEqual({ zayaz: 'done', 'wijkteam-zuidoost': 'done', farent: 'refused' });
    const [refused] = (await noticesOf(world.database, residentId('piet'))).filter(
      ({ recipient }) => recipient === 'farent',
    );
    expect(refused?.answeredWith).toBe('wettelijke_bewaarplicht');
  });

  it('the ledger tells the whole of it, in order', async () => {
    const told = (await world.ledger()).flatMap(({ personal }) => {
      const change = personal['change'] as { what: string } | undefined;
      return change === undefined ? [] : [change.what];
    });
    const count = (what: string): number => told.filter(each => each === what).length;
    expect(['consent-withdrawn', 'notice-queued', 'notice-received', 'notice-answered'].map(count)).toEqual([
      3, 3, 3, 3,
    ]);
    expect(told.lastIndexOf('consent-withdrawn')).toBeLessThan(told.indexOf('notice-received'));
  });
});

const stateOfJan = async (): Promise<string | undefined> =>
  (await noticesOf(world.database, residentId('jan')))[0]?.state;

describe('a recipient answers something that cannot be', () => {
  let bericht: string;
  beforeAll(async () => {
    await says(world, {
      who: 'jan',
      at: 'wijkteam-zuidoost',
      purpose: 'D01',
      from: 'wijkteam-zuidoost',
      to: 'zayaz',
      fields: ['identiteit.naam'],
    });
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'jan',
      for: 'D01',
      fields: ['identiteit.naam'],
    });
    await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
    bericht = (await fetchNoticesAs(world, 'zayaz'))[0]?.bericht ?? '';
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['signed by another partner', 'farent', { gedaan: 'gestopt' }],
    ['with a word that does not fit the request', 'zayaz', { gedaan: 'gewist' }],
    ['about a message that is not theirs', 'zayaz', { gedaan: 'gestopt', bericht: residentId('jan') }],
    ['without saying what was done', 'zayaz', {}],
    ['at no known moment', 'zayaz', { gedaan: 'gestopt', op: 'gisteren' }],
  ])('%s: nothing changes, and it says what is wrong', async (_name, signer, answer) => {
    const signed = await signedAnswer(world, signer, { bericht, ...answer });
    const problem = expectProblem(await answerAs(world, 'zayaz', signed), 'besluit-kan-zo-niet');
    expect(problem.fouten).toHaveLength(1);
    expect(await stateOfJan()).toBe('received');
  });

  it('in garbage', async () => {
    expectProblem(await answerAs(world, 'zayaz', 'aaaa.bbbb.cccc'), 'besluit-kan-zo-niet');
    expect(await stateOfJan()).toBe('received');
  });

  it('twice: the first answer stands', async () => {
    const signed = await signedAnswer(world, 'zayaz', { bericht, gedaan: 'gestopt' });
    expect((await answerAs(world, 'zayaz', signed)).status).toBe(200);
    expectProblem(await answerAs(world, 'zayaz', signed), 'besluit-kan-zo-niet');
    expect(await stateOfJan()).toBe('done');
  });
});

describe('the wijkteam finds that a name was wrong', () => {
  it('and everyone who got it from the wijkteam hears so, as a correction', async () => {
    const answer = await world.sendAs('wijkteam-zuidoost', '/v1/berichten', {
      betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'jan'),
      verzoek: 'corrigeer',
      velden: ['identiteit.naam'],
      namens: { medewerker: 'wt-031' },
    });
    expect(answer.json).toEqual({ ontvangers: 1 });
    const [message] = await fetchNoticesAs(world, 'zayaz');
    expect(message).toMatchObject({ verzoek: 'corrigeer', velden: ['identiteit.naam'] });
  });
});

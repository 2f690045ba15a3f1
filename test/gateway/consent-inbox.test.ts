import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../consent/duration.ts';
import { createNoticeInbox } from '../../adapters/notice-inbox/http-notice-inbox.ts';
import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import {
  startNoticeInbox,
  type NoticeInboxOptions,
  type NoticeInboxServer,
} from '../../adapters/sandbox/notice-inbox-server.ts';
import { keepRegisterOnce } from '../../gateway/consent/keep-register.ts';
import { DatabaseFailure } from '../../gateway/database.ts';
import { noticesOf, type Notice } from '../../gateway/consent/notice-store.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { ask } from '../world/exchange.ts';
import { PATIENT } from '../world/patient.ts';
import { says, stops } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';

const HOUR_MS = 3_600_000;

let world: World;
const inboxes: NoticeInboxServer[] = [];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  for (const inbox of inboxes) await inbox.close();
  await world.close();
});

/** Jan says yes, Zayaz gets his name, and Jan stops. */
beforeEach(async () => {
  const [at, from, to, fields] = [
    'wijkteam-zuidoost',
    'wijkteam-zuidoost',
    'zayaz',
    ['identiteit.naam'],
  ] as const;
  await says(world, { who: 'jan', at, purpose: 'D01', from, to, fields });
  await ask(world, from, { as: to, about: 'jan', for: 'D01', fields });
  await stops(world, 'jan', at, { naar: to });
});

const newest = async (): Promise<Notice> => {
  const notice = (await noticesOf(world.database, residentId('jan'))).at(-1);
  if (notice === undefined) throw new Error('Jan stopped, and Zayaz had his name');
  return notice;
};

/** The inbox of Zayaz, with everything in front of it as it is in the gateway. */
async function zayazHas(
  manner: NonNullable<NoticeInboxOptions['manner']>,
  misbehaviour?: Misbehaviour,
  signer = 'zayaz',
) {
  const inbox = await startNoticeInbox({
    apiKey: 'sleutel-van-zayaz',
    privateKeyPem: world.secrets.partners[signer]?.privateKeyPem ?? '',
    manner,
    ...(misbehaviour === undefined ? {} : { misbehaviour }),
  });
  inboxes.push(inbox);
  const timeoutMs = misbehaviour === 'slow' ? 150 : PATIENT.timeoutMs;
  const port = createNoticeInbox({ baseUrl: inbox.url, apiKey: 'sleutel-van-zayaz', timeoutMs });
  const round = async (laterMs = 0): Promise<Notice> => {
    const context = { ...world.gateway.register, clock: () => new Date(Date.now() + laterMs) };
    await keepRegisterOnce(context, new Map([['zayaz', port]]));
    return await newest();
  };
  return { inbox, round };
}

const down = async (): Promise<never> => await Promise.reject(new DatabaseFailure('08006'));

const changes = async (): Promise<readonly string[]> =>
  (await world.ledger()).flatMap(({ personal }) => {
    const change = personal['change'] as { what: string } | undefined;
    return change === undefined ? [] : [change.what];
  });

describe('Zayaz has an inbox of its own', () => {
  it('hears that Jan stopped, does so, and its signed answer is kept as it came', async () => {
    const { inbox, round } = await zayazHas('does');
    expect(await round()).toMatchObject({ state: 'done', answeredWith: 'gestopt' });
    expect(inbox.received()).toMatchObject([
      { verzoek: 'stop', betrokkene: await world.koppelsleutel('zayaz', 'jan'), velden: ['identiteit.naam'] },
    ]);
    expect((await changes()).slice(-2)).toEqual(['notice-sent', 'notice-answered']);
    const [kept] = await world.database.query<{ answer: string }>('SELECT answer FROM notice WHERE id = $1', [
      (await newest()).id,
    ]);
    expect(kept?.answer.split('.')).toHaveLength(3);
  });

  it('refuses with a reason: that is said, honestly', async () => {
    const { round } = await zayazHas('refuses');
    expect(await round()).toMatchObject({ state: 'refused', answeredWith: 'wettelijke_bewaarplicht' });
  });

  it('takes it in and answers nothing: it is asked again each day, under the same number, until somebody looks', async () => {
    const { inbox, round } = await zayazHas('later');
    const before = (await changes()).filter(what => what === 'notice-sent').length;
    expect((await round()).state).toBe('sent');
    expect((await round(HOUR_MS)).state).toBe('sent');
    expect(inbox.received()).toHaveLength(1);
    expect((await round(DAY_MS + HOUR_MS)).state).toBe('sent');
    const numbers = (inbox.received() as readonly { bericht: string }[]).map(({ bericht }) => bericht);
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size).toBe(1);
    expect((await changes()).filter(what => what === 'notice-sent')).toHaveLength(before + 1);
    expect((await round(6 * DAY_MS)).state).toBe('unconfirmed');
  });

  it.each<[string, NoticeInboxOptions['manner'], string]>([
    ['something that is no answer', 'garbage', 'zayaz'],
    ['something that somebody else signed', 'does', 'farent'],
  ])(
    'answers %s: it has the message, and nobody says that it did anything',
    async (_name, manner, signer) => {
      const { round } = await zayazHas(manner ?? 'does', undefined, signer);
      expect((await round()).state).toBe('sent');
      expect((await changes()).at(-1)).toBe('notice-answer-unusable');
      expect((await round(6 * DAY_MS)).state).toBe('unconfirmed');
    },
  );

  it.each<Misbehaviour>(['down', 'overloaded', 'slow', 'nonsense', 'web-page', 'too-much', 'redirect'])(
    'has a system that is %s: nothing is lost, and it arrives when that is over',
    async misbehaviour => {
      const { round } = await zayazHas('does', misbehaviour);
      expect(await round()).toMatchObject({ state: 'queued', attempts: 1 });
      const { round: afterwards } = await zayazHas('does');
      expect((await afterwards(2 * 60_000)).state).toBe('done');
    },
  );

  it('does not believe who does not know its key, and then nothing is said to be sent', async () => {
    const { inbox } = await zayazHas('does');
    const port = createNoticeInbox({ ...PATIENT, baseUrl: inbox.url, apiKey: 'een-andere-sleutel' });
    await keepRegisterOnce(world.gateway.register, new Map([['zayaz', port]]));
    expect((await newest()).state).toBe('queued');
    expect(inbox.received()).toEqual([]);
  });

  it('waits with its message when our own queue is down, and gets it once that is over', async () => {
    const { inbox, round } = await zayazHas('does');
    const { register } = world.gateway;
    const broken = { ...register, database: { ...register.database, query: down, transaction: down } };
    await expect(keepRegisterOnce(broken, new Map([['zayaz', async () => await down()]]))).rejects.toThrow(
      '08006',
    );
    expect(inbox.received()).toEqual([]);
    expect((await round()).state).toBe('done');
  });
});

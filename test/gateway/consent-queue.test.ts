import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../consent/duration.ts';
import { ANSWER_WITHIN_MS } from '../../consent/notice.ts';
import type { NoticeInbox, NoticeMessage } from '../../adapters/notice.ts';
import { deliverDueNotices, escalateOverdueNotices } from '../../gateway/consent/deliver-notices.ts';
import { keepRegisterOnce } from '../../gateway/consent/keep-register.ts';
import { consentsOf } from '../../gateway/consent/consent-store.ts';
import { noticesOf, type Notice } from '../../gateway/consent/notice-store.ts';
import type { RegisterContext } from '../../gateway/consent/register-context.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { ask } from '../world/exchange.ts';
import { answerAs, fetchNoticesAs, signedAnswer } from '../world/notices.ts';
import { stops } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';

const MINUTE = 60_000;

const worlds: World[] = [];
let world: World;
let later: (ms: number) => RegisterContext;
beforeEach(async () => {
  world = await startWorld();
  worlds.push(world);
  later = ms => ({ ...world.gateway.register, clock: () => new Date(Date.now() + ms) });
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['identiteit.naam'],
  });
  await stops(world, 'anja', 'wijkteam-zuidoost', { naar: 'zayaz' });
});
afterAll(async () => {
  for (const each of worlds) await each.close();
});

const notice = async (): Promise<Notice> => {
  const [only, ...more] = await noticesOf(world.database, residentId('anja'));
  if (only === undefined || more.length > 0) throw new Error('one message, for one recipient');
  return only;
};

/** The inbox of Zayaz, which may be down. */
function inbox(isDown: () => boolean) {
  const got: NoticeMessage[] = [];
  const transport: NoticeInbox = async message => {
    await Promise.resolve();
    if (isDown()) throw new Error('no answer');
    got.push(message);
    return undefined;
  };
  return { got, transports: new Map([['zayaz', transport]]) };
}

describe('Zayaz has to hear that Anja stopped, and its inbox is down', () => {
  it('is tried again, each time after a longer wait, and nothing is lost', async () => {
    let isDown = true;
    const { got, transports } = inbox(() => isDown);
    expect(await deliverDueNotices(later(0), transports)).toBe(0);
    expect(await deliverDueNotices(later(MINUTE / 2), transports)).toBe(0);
    expect((await notice()).attempts).toBe(1);
    expect(await deliverDueNotices(later(2 * MINUTE), transports)).toBe(0);
    expect(await notice()).toMatchObject({ state: 'queued', attempts: 2 });
    isDown = false;
    expect(await deliverDueNotices(later(3 * MINUTE), transports)).toBe(0);
    expect(await deliverDueNotices(later(10 * MINUTE), transports)).toBe(1);
    expect((await notice()).state).toBe('sent');
    expect(got).toHaveLength(1);
    expect(JSON.stringify(got)).not.toContain(residentId('anja'));
  });

  it('is delivered once, though two gateways look at the queue at once', async () => {
    const { got, transports } = inbox(() => false);
    const counts = await Promise.all(
      [1, 2, 3].map(async () => await deliverDueNotices(later(0), transports)),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(got).toHaveLength(1);
  });

  it('waits for the lease when a gateway stopped halfway, and is then delivered by another', async () => {
    const { transports } = inbox(() => false);
    const stuck = new Map<string, NoticeInbox>([['zayaz', async () => await new Promise(() => undefined)]]);
    void deliverDueNotices(later(0), stuck);
    while ((await notice()).attempts === 0) await Promise.resolve();
    expect(await deliverDueNotices(later(MINUTE / 2), transports)).toBe(0);
    expect(await deliverDueNotices(later(2 * MINUTE), transports)).toBe(1);
  });

  it('can be fetched by Zayaz itself meanwhile', async () => {
    const [message] = await fetchNoticesAs(world, 'zayaz');
    expect(message).toMatchObject({ verzoek: 'stop', velden: ['identiteit.naam'] });
    expect((await notice()).state).toBe('received');
    expect(await deliverDueNotices(later(0), inbox(() => false).transports)).toBe(0);
  });
});

describe('the round that a gateway makes by itself', () => {
  it('delivers, escalates, and writes down what ran out', async () => {
    const { got, transports } = inbox(() => false);
    await keepRegisterOnce(later(0), transports);
    expect(got).toHaveLength(1);
    await keepRegisterOnce(later(400 * DAY_MS), transports);
    expect((await notice()).state).toBe('unconfirmed');
    const states = (await consentsOf(world.database, residentId('jan'))).map(({ state }) => state);
    expect(states).toEqual(['Expired']);
  });
});

describe('nobody answers', () => {
  it('says so honestly after five days, and the officer has to look', async () => {
    expect(await escalateOverdueNotices(later(ANSWER_WITHIN_MS - MINUTE))).toBe(0);
    expect(await escalateOverdueNotices(later(ANSWER_WITHIN_MS + MINUTE))).toBe(1);
    expect((await notice()).state).toBe('unconfirmed');
    const items = await world.database.query('SELECT kind FROM officer_item WHERE done_at IS NULL');
    expect(items).toEqual([{ kind: 'notice-unconfirmed' }]);
  });

  it('takes an answer that comes too late, and the officer is done', async () => {
    await escalateOverdueNotices(later(ANSWER_WITHIN_MS + MINUTE));
    const { id } = await notice();
    const signed = await signedAnswer(world, 'zayaz', { bericht: id, gedaan: 'gestopt' });
    expect((await answerAs(world, 'zayaz', signed)).status).toBe(200);
    expect((await notice()).state).toBe('done');
    expect(await world.database.query('SELECT kind FROM officer_item WHERE done_at IS NULL')).toEqual([]);
  });
});

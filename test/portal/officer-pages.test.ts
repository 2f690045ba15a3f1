import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newBrowser, textOf } from '../world/browser.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world?.close();
});

describe('somebody of the staff who logs in', () => {
  it('finds, as privacy officer, what there is to do; and that they looked stands in the log', async () => {
    const page = await newBrowser(world).logInAs('fg-001', 'werk');
    expect([page.status, page.path]).toEqual([200, '/werk']);
    expect(textOf(page.html)).toContain('Er ligt niets voor u.');
    const last = (await world.ledger()).at(-1);
    expect(last?.personal).toMatchObject({ assertedActor: 'officer: fg-001' });
  });

  it('finds, in another role, a beginning without the queue', async () => {
    for (const account of ['ac-001', 'bh-001']) {
      const page = await newBrowser(world).logInAs(account, 'werk');
      expect([page.status, page.path]).toEqual([200, '/werk']);
      expect(textOf(page.html)).toContain('Waar wilt u heen?');
    }
  });
});

describe('a resident', () => {
  it('does not come in where the staff works', async () => {
    const browser = newBrowser(world);
    await browser.logInAs('jan');
    expect((await browser.open('/werk')).status).toBe(403);
  });
});

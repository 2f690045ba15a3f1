import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { newBrowser, textOf, type TestBrowser } from '../world/browser.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let browser: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
  await seedQuestions(world.database, new Date());
});
beforeEach(() => {
  browser = newBrowser(world);
});
afterAll(async () => await world.close());

const question = `/vraag/${questionId('anja', 'afspraken')}`;
const YES = { 'keuze-woonprofiel.woonafspraken': 'ja', actie: 'verder' };

describe('something goes wrong for a resident', () => {
  it('an organisation whose name holds a script is only a strange name', async () => {
    const [before] = await world.database.query<{ name: string }>(
      `SELECT name FROM partner WHERE id = 'zayaz'`,
    );
    await world.database.query(
      `UPDATE partner SET name = 'Zayaz <script>alert(1)</script>' WHERE id = 'zayaz'`,
    );
    await browser.logInAs('anja');
    for (const path of ['/overzicht', question, '/wie-kreeg-wat', '/als-het-slecht-gaat', '/download']) {
      const { html, status } = await browser.open(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(html).not.toMatch(/<script/);
    }
    expect((await browser.open('/overzicht')).html).toContain('Zayaz &lt;script>');
    await world.database.query(`UPDATE partner SET name = $1 WHERE id = 'zayaz'`, [before?.name]);
  });

  it('the question is taken back while they look at it: nothing is decided, and they are told so', async () => {
    await browser.logInAs('anja');
    const page = await browser.open(question);
    const explain = await browser.submit(page, question, YES);
    const check = await browser.submit(explain, `${question}/uitleg`, { actie: 'overslaan' });
    await world.database.query(
      `INSERT INTO consent_event (consent, position, state, at, channel, decided_by)
       VALUES ($1, 2, 'Terminated', now(), 'gateway', 'nobody')`,
      [questionId('anja', 'afspraken')],
    );
    const before = (await world.ledger()).length;
    for (const gone of [
      await browser.submit(check, `${question}/klopt`),
      await browser.submit(page, question, YES),
    ]) {
      expect(gone.status).toBe(410);
      expect(textOf(gone.html)).toContain('Deze vraag loopt niet meer');
      expect(textOf(gone.html)).toContain('Er is niets over u verteld.');
    }
    expect((await world.ledger()).length).toBe(before);
  });
});

describe('the source is silent while a resident looks', () => {
  it('says so; nothing can be chosen blindly, and the question stays open for later', async () => {
    const silent = await startWorld({
      adjust: (_partner, options) => ({ ...options, misbehaviour: 'down' }),
    });
    try {
      await seedQuestions(silent.database, new Date());
      const waiting = newBrowser(silent);
      await waiting.logInAs('anja');
      const page = await waiting.open(question);
      expect(page.status).toBe(200);
      expect(textOf(page.html)).toContain('U hoeft niets te doen. De vraag blijft staan. Kom later terug.');
      expect(page.html).not.toContain('type="radio"');
      expect((await waiting.open('/overzicht')).html).toContain(question);
    } finally {
      await silent.close();
    }
  });
});

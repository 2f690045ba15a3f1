import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { hiddenIn, newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
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

const HERE = '/als-het-slecht-gaat';

/** The fields of the question on this page, each with this answer. */
const answers = ({ html }: Page, said: 'ja' | 'nee'): Record<string, string> => ({
  ...Object.fromEntries([...html.matchAll(/name="(keuze-[^"]+)"/g)].map(([, name = '']) => [name, said])),
  actie: 'verder',
});

describe('a resident agrees something while things go well', () => {
  it('chooses who may tell whom, then what; it is a yes that sleeps, asked in the words for that', async () => {
    await browser.logInAs('jan');
    const page = await browser.open(HERE);
    expect(textOf(page.html)).toContain('U heeft nog geen afspraken.');
    const question = await browser.submit(page, HERE);
    expect(question.path).toMatch(/^\/vraag\//);
    expect(textOf(question.html)).toMatch(/als het slecht met u gaat\s*\?/);
    expect(question.html).not.toMatch(/\schecked/);
    const explain = await browser.submit(question, question.path, answers(question, 'ja'));
    const check = await browser.submit(explain, `${question.path}/uitleg`, { actie: 'overslaan' });
    const proof = await browser.submit(check, `${question.path}/klopt`);
    expect(textOf(proof.html)).toContain('Dit slaapt. Het telt pas als het slecht met u gaat.');
    const [record] = await world.database.query<{ circumstance: string; text_shown: string; state: string }>(
      `SELECT circumstance, text_shown, state FROM consent JOIN consent_event ON consent = consent.id
        WHERE resident = $1 AND evidence_reference IS NOT NULL`,
      [residentId('jan')],
    );
    expect(record).toEqual({ circumstance: 'advance', text_shown: 'vooraf-2026-11', state: 'ConsentGiven' });
    const after = await browser.open(HERE);
    expect(textOf(after.html)).toContain('mag dan dit vertellen aan');
    expect(textOf(after.html)).toContain('Deze afspraak heeft u al.');
  });

  it('finds the one that lies open again, whatever is sent twice', async () => {
    await browser.logInAs('anja');
    const page = await browser.open(HERE);
    const [first, second] = [await browser.submit(page, HERE), await browser.submit(page, HERE)];
    expect(first.path).toMatch(/^\/vraag\//);
    expect(second.path).toBe(first.path);
    expect(textOf((await browser.open('/overzicht')).html)).toContain('Deze vraag gaat over later');
  });

  it('cannot make up who tells whom', async () => {
    await browser.logInAs('kees');
    const page = await browser.open(HERE);
    const fields = { ...hiddenIn(page.html, HERE), van: 'zayaz', naar: "o'hara" };
    expect((await browser.post(HERE, fields)).path).toBe(HERE);
  });

  it('does so alone: somebody who speaks for a resident or looks along sees no way to', async () => {
    await browser.logInAs('mentor-van-lin');
    const { html } = await browser.open(HERE);
    expect(html).not.toContain(`action="${HERE}"`);
    const page = await browser.open('/overzicht');
    expect((await browser.post(HERE, hiddenIn(page.html, '/uitloggen'))).status).toBe(403);
  });
});

describe('somebody speaks for a resident', () => {
  it('reads what they decide about, and what not', async () => {
    await browser.logInAs('mentor-van-lin');
    const text = textOf((await browser.open('/namens')).html);
    expect(text).toContain('U bent hier als mentor.');
    expect(text).toContain('Over geld beslist de bewoner zelf.');
  });

  it('is stopped kindly when they decide on something else, and nothing changes', async () => {
    await browser.logInAs('mentor-van-lin');
    const address = `/vraag/${questionId('lin', 'geld')}`;
    const page = await browser.open('/overzicht');
    const { bewijs = '' } = hiddenIn(page.html, '/uitloggen');
    for (const path of [address, `${address}/klopt`]) {
      const stopped = await browser.post(path, {
        bewijs,
        'keuze-inkomen.draagkracht_huur': 'ja',
        actie: 'verder',
      });
      expect(stopped.status).toBe(403);
      expect(stopped.html).toContain('Hierover beslist u niet');
    }
  });

  it('is seen by the resident, with everything they chose', async () => {
    await browser.logInAs('mentor-van-lin');
    const address = `/vraag/${questionId('lin', 'zorg')}`;
    const question = await browser.open(address);
    const explain = await browser.submit(question, address, answers(question, 'nee'));
    await browser.submit(explain, `${address}/klopt`, { mening: 'agrees' });
    const lin = newBrowser(world);
    await lin.logInAs('lin');
    const { html } = await lin.open('/namens');
    expect(textOf(html)).toContain('Iemand mag voor u kiezen over zorg en wonen: uw mentor.');
    expect(textOf(html)).toMatch(/Stand: nee, sinds/);
    const [address2 = ''] = /\/bewijs\/[0-9a-f-]+/.exec(html) ?? [];
    expect(textOf((await lin.open(address2)).html)).toContain('Dit koos iemand die voor u mag kiezen.');
    const nobody = newBrowser(world);
    await nobody.logInAs('anja');
    expect(textOf((await nobody.open('/namens')).html)).toContain('Niemand mag voor u kiezen.');
  });
});

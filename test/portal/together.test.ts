import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { newBrowser, textOf, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
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

describe('somebody looks along', () => {
  it('sees what the resident sees, and can choose nothing', async () => {
    await browser.logInAs('lin');
    const help = await browser.submit(await browser.open('/hulp'), '/hulp');
    const code = /class="grote-code"><bdi[^>]*>([^<]+)</.exec(help.html)?.[1] ?? '';
    const helper = newBrowser(world);
    const overview = await helper.submit(await helper.open('/inloggen'), '/inloggen', { code });
    expect(overview.html).toContain('U kijkt mee.');
    const question = `/vraag/${questionId('lin', 'zorg')}`;
    const page = await helper.open(question);
    expect(page.html).not.toMatch(/type="radio"/);
    for (const address of [question, '/bezwaar', `/stop/${questionId('lin', 'zorg')}`, '/hulp'])
      expect(
        (await helper.submit(overview, '/uitloggen', {}).then(async () => await helper.post(address, {})))
          .path,
      ).toMatch(/inloggen/);
  });
});

describe('somebody speaks for a resident', () => {
  it('sees and decides on care, not on money; and says what the resident thinks', async () => {
    const overview = await browser.logInAs('mentor-van-lin');
    expect(overview.html).toContain(`/vraag/${questionId('lin', 'zorg')}`);
    expect(overview.html).not.toContain(`/vraag/${questionId('lin', 'geld')}`);
    const address = `/vraag/${questionId('lin', 'zorg')}`;
    const choices = {
      'keuze-woonprofiel.woonwens': 'ja',
      'keuze-zorg.begeleidingsvoorwaarden': 'ja',
      actie: 'verder',
    };
    const explain = await browser.submit(await browser.open(address), address, choices);
    const check = await browser.submit(explain, `${address}/uitleg`, { actie: 'overslaan' });
    const missing = await browser.submit(check, `${address}/klopt`);
    expect(missing.status).toBe(422);
    const proof = await browser.submit(check, `${address}/klopt`, { mening: 'opposes' });
    expect(textOf(proof.html)).toContain('Een privacy-medewerker kijkt eerst mee.');
    const money = `/vraag/${questionId('lin', 'geld')}`;
    const tried = await browser
      .submit(proof, '/uitloggen')
      .then(async () => await newBrowser(world).logInAs('mentor-van-lin'));
    expect(tried.status).toBe(200);
    const other = newBrowser(world);
    await other.logInAs('mentor-van-lin');
    expect(textOf((await other.open(money)).html)).toContain('U mag over deze vraag niet beslissen.');
  });
});

describe('a resident takes everything along', () => {
  it('gets it readable and as a file, with a proof for every line and without a value', async () => {
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    await browser.logInAs('anja');
    expect((await browser.open('/download')).status).toBe(200);
    const file = await browser.open('/download/gegevens.json');
    const data = JSON.parse(file.html) as {
      besluiten: unknown[];
      verteld: { bewijs: string; velden: unknown[] }[];
    };
    expect(data.besluiten.length).toBeGreaterThan(0);
    expect(data.verteld[0]?.bewijs).toMatch(/^\/logboek\/bewijs\/inclusie\?index=\d+$/);
    expect(file.html).not.toContain('tweekamerwoning');
  });
});

describe('somebody was away too long', () => {
  it('logs in again as the same person and finds what was chosen; another finds nothing', async () => {
    await browser.logInAs('anja');
    const address = `/vraag/${questionId('anja', 'afspraken')}`;
    const page = await browser.open(address);
    await world.database.query(`UPDATE person_session SET idle_until = now() - interval '1 minute'`);
    await browser.submit(page, address, { 'keuze-woonprofiel.woonafspraken': 'ja', actie: 'verder' });
    const back = await browser.logInAs('anja');
    expect(back.path).toBe(address);
    expect(back.html.match(/\schecked/g)).toHaveLength(1);
    await world.database.query(`UPDATE person_session SET idle_until = now() - interval '1 minute'`);
    await browser.submit(page, address, { 'keuze-woonprofiel.woonafspraken': 'ja', actie: 'verder' });
    expect((await browser.logInAs('jan')).status).toBe(410);
    expect((await browser.logInAs('anja')).path).toBe('/overzicht');
    expect((await browser.open(address)).html).not.toMatch(/\schecked/);
  });
});

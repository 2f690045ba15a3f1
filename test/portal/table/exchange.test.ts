import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../../gateway/demo/seed.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../../world/browser.ts';
import { startWorld, type World } from '../../world/world.ts';

let world: World;
let wijkteam: TestBrowser;
let own: string;
beforeAll(async () => {
  world = await startWorld();
  const [row] = await world.database.query<{ id: string }>('SELECT id FROM social_case WHERE resident = $1', [
    residentId('jan'),
  ]);
  own = `/casussen/${row?.id ?? ''}`;
  wijkteam = newBrowser(world);
  await wijkteam.logInAs('wt-031', 'werk');
});
afterAll(async () => {
  await world?.close();
});

/** What the forms on this page carry. */
const keyIn = ({ html }: Page): Readonly<Record<string, string>> => ({
  bewijs: /name="bewijs" value="([^"]+)"/.exec(html)?.[1] ?? '',
  formulier: /name="formulier" value="([^"]+)"/.exec(html)?.[1] ?? '',
  vorige: /name="vorige" value="([^"]+)"/.exec(html)?.[1] ?? '',
});

const sendFrom = async (
  browser: TestBrowser,
  page: Page,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> => await browser.post(own + path, { ...keyIn(page), ...fields });

const send = async (path: string, fields: Readonly<Record<string, string>>): Promise<Page> =>
  await sendFrom(wijkteam, await wijkteam.open(own + path), path.replace(/\?.*/, ''), fields);

const PROFILE = {
  woonwens: 'Rustig, bij het station',
  begeleidingsvoorwaarden: 'Elke week iemand die langskomt',
  draagkracht: 'ja, de huidige huur',
  woonafspraken: 'Bij drukte belt Jan zijn begeleider\nDe huismeester belt eerst aan',
};

/** Jan says yes on a screen of his own, with the code that was made at the table. */
async function janSaysYes(): Promise<void> {
  const page = await send('/bewoner', { wat: 'code' });
  const [, code = ''] = /class="grote-code">([^<]+)</.exec(page.html) ?? [];
  const jan = newBrowser(world);
  const overview = await jan.submit(await jan.open('/inloggen'), '/inloggen', { code });
  for (const [question = ''] of overview.html.matchAll(/\/vraag\/[0-9a-f-]{36}/g)) {
    const asked = await jan.open(question);
    if (asked.status !== 200 || !asked.html.includes(`action="${question}"`)) continue;
    const yes = [...asked.html.matchAll(/name="(keuze-[^"]+)"/g)].map(
      ([, name = '']) => [name, 'ja'] as const,
    );
    await jan.submit(asked, question, { ...Object.fromEntries(yes), actie: 'verder' });
    const check = await jan.open(`${question}/klopt`);
    await jan.submit(check, `${question}/klopt`);
  }
}

describe('the wijkteam on the route of the woonprofiel', () => {
  it('writes with the resident, and hears when a sentence tells too much', async () => {
    const telling = await send('/woonprofiel/schrijven', {
      ...PROFILE,
      woonafspraken: 'Neemt zijn medicatie',
    });
    expect([telling.status, telling.html.includes('<mark>medicatie</mark>')]).toEqual([422, true]);
    const page = await send('/woonprofiel/schrijven', PROFILE);
    expect(page.path).toBe(`${own}/woonprofiel`);
    expect(textOf(page.html)).toContain('De huismeester belt eerst aan');
  });

  it('is told per part that it may not go yet, why, and what can be done instead', async () => {
    const text = textOf((await wijkteam.open(`${own}/woonprofiel`)).html);
    expect(text.split('Mag nu niet naar Zayaz: de bewoner zei hier nog geen ja op.')).toHaveLength(5);
    expect(text).toContain('laat de bewoner het zelf vertellen');
  });

  it('cannot share by ticking what was not offered: the same function as the API decides', async () => {
    const page = await wijkteam.open(`${own}/delen?partner=zayaz&doel=D01`);
    const fields = { wat: 'nu', partner: 'zayaz', doel: 'D01', 'veld-woonprofiel.woonwens': 'ja' };
    const shared = await sendFrom(wijkteam, page, '/delen', fields);
    expect(shared.path).toBe(`${own}/gedeeld`);
    expect(textOf(shared.html)).toContain('Er ging niets');
    expect(shared.html).not.toContain('bij het station');
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({ event: 'refused', purpose: 'D01' });
  });

  it('needs the resident’s yes to a version, in some form', async () => {
    expect((await send('/woonprofiel', { wat: 'akkoord', versie: '1' })).status).toBe(422);
    const page = await send('/woonprofiel', { wat: 'akkoord', versie: '1', kanaal: 'at-the-table' });
    expect(textOf(page.html)).toMatch(/De bewoner ging op .* akkoord met versie 1/);
  });

  it('asks the resident, who says yes on their own screen; then exactly that goes, once, and is in the ledger', async () => {
    const asked = await send('/delen?partner=zayaz&doel=D01', {
      wat: 'vraag',
      partner: 'zayaz',
      doel: 'D01',
    });
    expect(textOf(asked.html)).toContain('Een nee blijft van de bewoner');
    await janSaysYes();
    const page = await wijkteam.open(`${own}/delen?partner=zayaz&doel=D01`);
    const fields = {
      wat: 'nu',
      partner: 'zayaz',
      doel: 'D01',
      'veld-woonprofiel.woonwens': 'ja',
      'veld-woonprofiel.woonafspraken': 'ja',
    };
    const before = (await world.ledger()).filter(({ leaf }) => leaf.event === 'released').length;
    const shared = await sendFrom(wijkteam, page, '/delen', fields);
    await sendFrom(wijkteam, page, '/delen', fields);
    expect(textOf(shared.html)).toContain('Rustig, bij het station');
    expect(textOf(shared.html)).not.toContain('Elke week iemand');
    const released = (await world.ledger()).filter(({ leaf }) => leaf.event === 'released');
    expect(released.length).toBe(before + 1);
    expect(released.at(-1)?.leaf).toMatchObject({ sender: 'wijkteam-zuidoost', recipient: 'zayaz' });
    const said = JSON.stringify(await world.ledger()) + world.logged.join('');
    for (const value of Object.values(PROFILE)) expect(said).not.toContain(value.split('\n')[0]);
  });
});

describe('another partner at the table', () => {
  it('asks on its own page for what it may have, and sees that alone', async () => {
    const farent = newBrowser(world);
    await farent.logInAs('fa-007', 'werk');
    await send('/vraag', { vraag: 'Reist graag met de trein.' });
    const page = await farent.open(`${own}/opvragen?partner=wijkteam-zuidoost&doel=D02`);
    const asked = await sendFrom(farent, page, '/opvragen', {
      wat: 'nu',
      partner: 'wijkteam-zuidoost',
      doel: 'D02',
      'veld-casus.doorbraakvraag': 'ja',
    });
    expect(textOf(asked.html)).toContain('Reist graag met de trein.');
    expect((await farent.open(`${own}/woonprofiel`)).status).toBe(403);
  });

  it('gets nothing any more when the resident does not want the table', async () => {
    await send('/bewoner', { wat: 'uitnodiging', uitnodiging: 'wil-niet' });
    const farent = newBrowser(world);
    await farent.logInAs('fa-007', 'werk');
    const page = await farent.open(`${own}/opvragen?partner=wijkteam-zuidoost&doel=D02`);
    expect(page.html).not.toContain('name="veld-casus.doorbraakvraag"');
    expect(textOf(page.html)).toContain('de bewoner is uitgenodigd voor het overleg');
  });
});

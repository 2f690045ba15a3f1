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
  await world.database.query(
    "INSERT INTO case_member (social_case, partner, professional, member_from) VALUES ($1, 'reinier-van-arkel-kliniek', 'rv-001', now())",
    [row?.id],
  );
  wijkteam = newBrowser(world);
  await wijkteam.logInAs('wt-031', 'werk');
});
afterAll(async () => {
  await world?.close();
});

const keyIn = ({ html }: Page): Readonly<Record<string, string>> => ({
  bewijs: /name="bewijs" value="([^"]+)"/.exec(html)?.[1] ?? '',
  formulier: /name="formulier" value="([^"]+)"/.exec(html)?.[1] ?? '',
  vorige: /name="vorige" value="([^"]+)"/.exec(html)?.[1] ?? '',
});
const send = async (path: string, fields: Readonly<Record<string, string>>): Promise<Page> =>
  await wijkteam.post(own + path, { ...keyIn(await wijkteam.open(own + path)), ...fields });
const leaves = async () => (await world.ledger()).map(({ leaf }) => leaf);

const step = async (what: string): Promise<string> => {
  const page = await wijkteam.open(`${own}/waakvlam`);
  const [wat = ''] = new RegExp(`${what}-[0-9a-f-]{36}`).exec(page.html) ?? [];
  return textOf((await wijkteam.post(`${own}/waakvlam`, { ...keyIn(page), wat })).html);
};

describe('the waakvlam', () => {
  const CALL = {
    wat: 'wek',
    melder: 'zayaz',
    gebeld: 'reinier-van-arkel-kliniek',
    signaal: 'Gordijnen dicht sinds vrijdag',
    actie: 'Vandaag iemand aan de deur',
  };

  it('is a contract in versions that the resident agrees to, without what does not belong on a table', async () => {
    const telling = await send('/waakvlam', { wat: 'contract', afspraken: 'Bij een psychose bellen wij' });
    expect([telling.status, telling.html.includes('<mark>psychose</mark>')]).toEqual([422, true]);
    await send('/waakvlam', { wat: 'contract', afspraken: 'De huismeester belt het wijkteam' });
    const page = await send('/waakvlam', { wat: 'akkoord', versie: '1', kanaal: 'paper' });
    expect(textOf(page.html)).toMatch(/akkoord met versie 1/);
  });

  it('wakes with a clock of half a day, once, and tells the one who is called only what they may know', async () => {
    const form = await wijkteam.open(`${own}/waakvlam`);
    const fields = { ...keyIn(form), ...CALL };
    const called = await wijkteam.post(`${own}/waakvlam`, fields);
    await wijkteam.post(`${own}/waakvlam`, fields);
    // Jan did not say yes to this beforehand, so nothing goes; the clock runs all the same.
    expect(textOf(called.html)).toContain('Er ging niets');
    const calls = await world.database.query<{ hours: string }>(
      'SELECT extract(epoch FROM due_at - called_at) / 3600 AS hours FROM waakvlam_call',
    );
    expect(calls.map(row => Number(row.hours))).toEqual([12]);
    expect((await leaves()).at(-1)).toMatchObject({ event: 'refused', purpose: 'D04' });
    const signals = await world.database.query('SELECT 1 FROM wake_signal WHERE resident = $1', [
      residentId('jan'),
    ]);
    expect(signals).toHaveLength(1);
  });

  it('lets who reported hear that it was picked up, and no more; then it goes up, down, and sleeps again', async () => {
    expect(await step('opgepakt')).toContain('Terugmelding: opgepakt ja/nee, wie belt opgepakt');
    expect((await leaves()).at(-1)).toMatchObject({ event: 'released', recipient: 'zayaz', purpose: 'D04' });
    expect(await step('opgeschaald')).toContain('Schaal af');
    expect(await step('afgeschaald')).toContain('Klaar, weer slapen');
    expect(await step('klaar')).toContain('de waakvlam slaapt weer');
  });

  it('keeps what was typed when something misses', async () => {
    const page = await send('/waakvlam', { ...CALL, actie: '' });
    expect(page.status).toBe(422);
    expect((await wijkteam.open(`${own}/waakvlam`)).html).toContain(
      'Gordijnen dicht sinds vrijdag</textarea>',
    );
  });
});

describe('income while somebody is away', () => {
  it('ends in no disclosure when the resident reports it, or when nobody asked the clinic', async () => {
    const before = (await leaves()).filter(({ event }) => event === 'released').length;
    for (const [kind, says] of [
      ['zelf', 'Er gaat dan niets van u naar de sociale dienst'],
      ['gedwongen', 'alleen als de sociale dienst er schriftelijk om vraagt'],
    ] as const)
      expect(textOf((await wijkteam.open(`${own}/uitkering?soort=${kind}`)).html)).toContain(says);
    expect((await leaves()).filter(({ event }) => event === 'released').length).toBe(before);
  });

  it('ends in a question when the resident goes freely and said nothing yet', async () => {
    const page = await wijkteam.open(`${own}/uitkering?soort=vrijwillig`);
    expect(textOf(page.html)).toContain('De bewoner zei hier nog geen ja op');
    expect(page.html).not.toContain('name="begin"');
    const asked = await send('/uitkering', { wat: 'vraag' });
    expect(asked.path).toBe(`${own}/bewoner?gevraagd=ja`);
  });

  it('tells when, never why or where, once there is a yes', async () => {
    await world.database.query(
      `INSERT INTO consent_event (consent, position, state, at, channel, decided_by)
       SELECT id, 2, 'ConsentGiven', now(), 'portaal', 'resident' FROM consent WHERE resident = $1 AND purpose = 'D03'`,
      [residentId('jan')],
    );
    const form = await wijkteam.open(`${own}/uitkering?soort=vrijwillig`);
    const fields = { ...keyIn(form), wat: 'geef-door' };
    expect((await wijkteam.post(`${own}/uitkering`, fields)).status).toBe(422);
    const page = await wijkteam.post(`${own}/uitkering`, {
      ...fields,
      begin: '2099-01-05',
      eind: '2099-03-01',
      woning: 'ja',
    });
    expect(textOf(page.html)).toContain('Opnamedatum 2099-01-05');
    expect((await leaves()).at(-1)).toMatchObject({ event: 'released', recipient: 'sociale-dienst' });
  });
});

describe('money for a breakthrough', () => {
  it('is asked under a number, decided once, and leads to nobody', async () => {
    const ask = { wat: 'aanvraag', bedrag: '3.000', waarvoor: 'Een jaarkaart', vuistregel: 'daginvulling' };
    const wrong = await send('/budget', { ...ask, bedrag: 'veel', waarvoor: 'Zijn medicatie' });
    expect([wrong.status, wrong.html.includes('<mark>medicatie</mark>')]).toEqual([422, true]);
    const asked = await send('/budget', ask);
    const [number = ''] = /MB-[0-9A-Z]{8}/.exec(asked.html) ?? [];
    expect(textOf(asked.html)).toContain('3.000,00 Waarvoor Een jaarkaart');
    const decision = {
      wat: `besluit-${number}`,
      [`uitkomst-${number}`]: 'toegekend',
      [`door-${number}`]: 'budgethouder Zuidoost',
    };
    expect((await send('/budget', { wat: `besluit-${number}` })).status).toBe(422);
    expect(textOf((await send('/budget', decision)).html)).toMatch(
      /Toegekend op .* door budgethouder Zuidoost/,
    );
    const [row] = await world.database.query<Record<string, unknown>>('SELECT * FROM maatwerkbudget');
    expect(JSON.stringify(row)).not.toContain(residentId('jan'));
    expect(JSON.stringify(row)).not.toContain(own.split('/').at(-1));
  });
});

describe('everything above', () => {
  it('left no words of the table in a log', async () => {
    const said = world.logged.join('') + JSON.stringify(await world.ledger());
    for (const word of ['Gordijnen', 'huismeester', 'jaarkaart', 'psychose', '2099-01-05'])
      expect(said).not.toContain(word);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { questionId, seedQuestions } from '../../../gateway/demo/questions.ts';
import { residentId } from '../../../gateway/demo/seed.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../../world/browser.ts';
import { startWorld, type World } from '../../world/world.ts';

const QUESTION = questionId('jan', 'woonprofiel');
const WORDS = 'Ik wil een huis met een tuin, zei hij, kanarievogel';
const TALK = {
  'erbij-begeleider': 'ja',
  taal: 'ti',
  tolk: 'tolk',
  terugvraag: 'goed',
  woorden: WORDS,
};

let world: World;
let wijkteam: TestBrowser;
let own: string;
let reading: string;
beforeAll(async () => {
  world = await startWorld();
  await seedQuestions(world.database, new Date());
  const [row] = await world.database.query<{ id: string }>(
    'SELECT id FROM social_case WHERE resident = $1 ORDER BY opened_at DESC LIMIT 1',
    [residentId('jan')],
  );
  own = `/casussen/${row?.id ?? ''}`;
  reading = `${own}/voorlezen/${QUESTION}`;
  wijkteam = newBrowser(world);
  await wijkteam.logInAs('wt-031', 'werk');
});
afterAll(async () => {
  await world?.close();
});

const keyIn = ({ html }: Page): Readonly<Record<string, string>> => ({
  bewijs: /name="bewijs" value="([^"]+)"/.exec(html)?.[1] ?? '',
  formulier: /name="formulier" value="([^"]+)"/.exec(html)?.[1] ?? '',
});
const send = async (path: string, fields: Readonly<Record<string, string>>): Promise<Page> =>
  await wijkteam.post(path, { ...keyIn(await wijkteam.open(path)), ...fields });
const lines = async (what: string): Promise<number> =>
  (await world.ledger()).filter(line => JSON.stringify(line).includes(`"${what}"`)).length;
const item = (field: string): string => `${reading}/gegeven/${field}`;

describe('a professional reads a question aloud', () => {
  it('only while the resident sits at the table', async () => {
    const absent = await wijkteam.open(reading);
    expect([absent.status, textOf(absent.html).includes('zit')]).toEqual([409, true]);
    await send(`${own}/bewoner`, { wat: 'uitnodiging', uitnodiging: 'aanwezig' });
    const list = await wijkteam.open(`${own}/voorlezen`);
    expect(list.html).toContain(`href="${reading}"`);
  });

  it('in the published words, with fourteen days said beforehand, and no value', async () => {
    const opening = textOf((await wijkteam.open(reading)).html);
    expect(opening).toContain('Horen wij binnen 14 dagen niets? Dan stoppen wij met delen.');
    expect(opening).toContain('U kiest per gegeven. U mag nee zeggen.');
    expect(opening).not.toContain('tweekamerwoning');
    expect(await lines('question-viewed')).toBe(1);
  });

  it('never when their own organisation would receive it, nor when it tells nothing in it', async () => {
    for (const account of ['mw-417', 'fa-007']) {
      const other = newBrowser(world);
      await other.logInAs(account, 'werk');
      const before = await lines('reading-turned-away');
      const list = await other.open(`${own}/voorlezen`);
      const page = await other.open(reading);
      const nowhere = await other.open(`${own}/voorlezen/00000000-0000-4000-8000-000000000000`);
      const sent = await other.post(`${reading}/klopt`, {
        ...keyIn(await other.open('/casussen')),
        formulier: '00000000-0000-4000-8000-000000000009',
      });
      expect([account, list.status, page.status, nowhere.status, sent.status]).toEqual([
        account,
        200,
        403,
        403,
        403,
      ]);
      expect(list.html).not.toContain(QUESTION);
      expect(textOf(page.html)).toContain('Deze vraag is niet voor u');
      expect(textOf(nowhere.html)).toBe(textOf(page.html));
      expect(await lines('reading-turned-away')).toBe(before + 3);
    }
  });

  it('one item on a screen, with yes and no alike and nothing chosen', async () => {
    const page = await wijkteam.open(item('woonprofiel.woonwens'));
    expect(page.html.match(/type="radio"/g)).toHaveLength(2);
    expect(page.html).not.toContain('checked');
    expect((await send(item('woonprofiel.woonwens'), {})).status).toBe(422);
    const second = await send(item('woonprofiel.woonwens'), { keuze: 'ja' });
    expect(second.path).toBe(item('zorg.begeleidingsvoorwaarden'));
    await send(item('zorg.begeleidingsvoorwaarden'), { keuze: 'nee' });
    const talk = await send(item('inkomen.draagkracht_huur'), { keuze: 'ja' });
    expect(talk.path).toBe(`${reading}/gesprek`);
  });

  it('with what the resident said written down, but no illness, and nothing left out', async () => {
    const early = await wijkteam.open(`${reading}/klopt`);
    expect(early.path).toBe(`${reading}/gesprek`);
    expect((await send(`${reading}/gesprek`, {})).status).toBe(422);
    const ill = await send(`${reading}/gesprek`, { ...TALK, woorden: 'Ik had een psychose' });
    expect([ill.status, ill.html.includes('<mark>psychose</mark>')]).toEqual([422, true]);
    expect((await wijkteam.open(`${reading}/gesprek`)).html).toContain('Ik had een psychose');
    const check = await send(`${reading}/gesprek`, TALK);
    expect(check.path).toBe(`${reading}/klopt`);
    expect(textOf(check.html)).toContain(WORDS);
  });

  it('and it is recorded once, for fourteen days, with a proof without a name', async () => {
    const check = await wijkteam.open(`${reading}/klopt`);
    const key = keyIn(check);
    const pages = await Promise.all([1, 2].map(async () => await wijkteam.post(`${reading}/klopt`, key)));
    const [proof] = pages;
    expect(pages.map(({ path }) => path)).toEqual([`${reading}/bewijs`, `${reading}/bewijs`]);
    expect(textOf(proof?.html ?? '')).toContain('Uw keuze is bewaard');
    expect(textOf(proof?.html ?? '')).not.toContain('Jan');
    const rows = await world.database.query<{ state: string; kind: string; days: string }>(
      `SELECT event.state, evidence_kind AS kind, extract(epoch FROM event.valid_until - event.decided_at) / 86400 AS days
         FROM consent JOIN consent_event AS event ON event.consent = consent.id
        WHERE evidence_reference = $1 AND channel = 'at-the-table' ORDER BY event.state`,
      [`antwoord op ${QUESTION}`],
    );
    expect(rows.map(({ state, kind, days }) => [state, kind, Number(days)])).toEqual([
      ['ConsentGiven', 'witness', 14],
      ['Refused', 'witness', 14],
    ]);
  });

  it('and neither the language nor the words stand anywhere in the clear', async () => {
    const [row] = await world.database.query<{ sealed: string }>('SELECT sealed FROM read_aloud');
    expect(row?.sealed).not.toContain('kanarievogel');
    expect(JSON.stringify(await world.ledger())).not.toContain('kanarievogel');
  });
});

describe('the resident, at home afterwards', () => {
  it('sees that it ends, finds the own words, says it again once and then keeps it as long as any yes', async () => {
    const jan = newBrowser(world);
    const overview = await jan.logInAs('jan');
    expect(textOf(overview.html)).toContain('Dit zei u aan tafel. Zegt u verder niets?');
    expect((await jan.open('/download/gegevens.json')).html).toContain('kanarievogel');
    const [, action = ''] = /action="(\/bevestig\/[^"]+)"/.exec(overview.html) ?? [];
    expect((await jan.submit(overview, action)).path).toBe(action.replace('bevestig', 'bewijs'));
    await jan.submit(overview, action);
    expect(await lines('consent-renewed')).toBe(1);
    const after = await jan.open('/overzicht');
    expect(textOf(after.html)).not.toContain('Dit zei u aan tafel.');
    expect(after.html).toContain(action.replace('bevestig', 'stop'));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../../gateway/demo/seed.ts';
import { newBrowser, textOf, type TestBrowser } from '../../world/browser.ts';
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

describe('the wijkteam that writes down the doorbraakvraag', () => {
  it('hears where a text tells too much, why, and what to write instead; and has it still', async () => {
    const form = await wijkteam.open(`${own}/vraag`);
    const typed = 'Heeft schizofrenie & reist <b>graag</b> met de trein';
    const page = await wijkteam.submit(form, `${own}/vraag`, { vraag: typed });
    expect(page.status).toBe(422);
    expect(page.html).toContain('<mark>schizofrenie</mark>');
    expect(textOf(page.html)).toContain('Laat weg wat iemand heeft');
    expect(page.html).toMatch(/<textarea[^>]*>Heeft schizofrenie &amp; reist &lt;b>graag/);
    expect((await wijkteam.open(`${own}/vraag`)).html).toContain('Heeft schizofrenie');
    expect(JSON.stringify(await world.ledger()) + world.logged.join('')).not.toContain('schizofrenie');
  });

  it('keeps what is neutral, and shows it on the page of the case', async () => {
    const form = await wijkteam.open(`${own}/vraag`);
    const page = await wijkteam.submit(form, `${own}/vraag`, {
      vraag: 'Reist graag met de trein en loopt vast.',
    });
    expect(page.path).toBe(own);
    expect(textOf(page.html)).toContain('Reist graag met de trein en loopt vast.');
  });

  it('does not write over what a colleague wrote meanwhile', async () => {
    const [one, other] = [await wijkteam.open(`${own}/vraag`), await wijkteam.open(`${own}/vraag`)];
    await wijkteam.submit(one, `${own}/vraag`, { vraag: 'Wil elke dag kunnen reizen.' });
    const page = await wijkteam.submit(other, `${own}/vraag`, { vraag: 'Wil met rust reizen.' });
    expect(page.status).toBe(422);
    expect(textOf(page.html)).toContain('Wil elke dag kunnen reizen.');
    expect(page.html).toContain('>Wil met rust reizen.</textarea>');
  });
});

const mark = async (what: 'gedaan' | 'weer-open'): Promise<string> => {
  const page = await wijkteam.open(`${own}/afspraken`);
  const [wat = ''] = new RegExp(`${what}-[0-9a-f]{16}`).exec(page.html) ?? [];
  const done = await wijkteam.submit(page, `${own}/afspraken`, { wat, terug: 'afspraken' });
  return textOf(done.html);
};

describe('an agreement at the table', () => {
  const ACTION = {
    'wat-doen': 'Vraagt de jaarkaart aan',
    wie: 'Farent',
    dag: '2099-01-05',
    vuistregel: 'daginvulling',
  };

  it('says who does what by when, under one of the five vuistregels', async () => {
    const form = await wijkteam.open(`${own}/afspraken?vuistregel=daginvulling`);
    expect(form.html).toMatch(/value="daginvulling" checked/);
    const empty = await wijkteam.submit(form, `${own}/afspraken`, { wat: 'nieuw' });
    expect([empty.status, empty.html.split('class="veldfout"').length - 1]).toEqual([422, 4]);
    const page = await wijkteam.submit(form, `${own}/afspraken`, { wat: 'nieuw', ...ACTION });
    expect(textOf(page.html)).toContain('Vraagt de jaarkaart aan Farent vóór 5 januari 2099');
    expect(textOf((await wijkteam.open(own)).html)).toContain('Vraagt de jaarkaart aan');
  });

  it('is done, or not after all, and its history stays', async () => {
    expect(await mark('gedaan')).toContain('gedaan op');
    expect(await mark('weer-open')).toContain('toch nog niet gedaan');
  });

  it('is not there twice, and tells nothing about illness', async () => {
    const form = await wijkteam.open(`${own}/afspraken`);
    const twice = await wijkteam.submit(form, `${own}/afspraken`, { wat: 'nieuw', ...ACTION });
    expect(textOf(twice.html)).toContain('Deze afspraak staat er al');
    const telling = { ...ACTION, 'wat-doen': 'Haalt de medicatie op' };
    const page = await wijkteam.submit(form, `${own}/afspraken`, { wat: 'nieuw', ...telling });
    expect(page.html).toContain('<mark>medicatie</mark>');
  });
});

describe('another partner at the same table', () => {
  it('does not see the file on the page: what it may have it asks for', async () => {
    const farent = newBrowser(world);
    await farent.logInAs('fa-007', 'werk');
    expect(textOf((await farent.open(own)).html)).not.toContain('jaarkaart');
    expect((await farent.open(`${own}/vraag`)).status).toBe(403);
  });
});

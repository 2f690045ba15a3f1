import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { questionId, seedQuestions } from '../../gateway/demo/questions.ts';
import { databaseStraws } from '../gateway/haystack.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { asking, plantedIn, startPlantedWorld, type PlantedWorld } from './planted-world.ts';

// The trap: what the resident sees is not what is sent, and what is sent is not what the documents say.

let world: PlantedWorld;
let jan: TestBrowser;
let shown: Page;
const QUESTION = `/vraag/${questionId('jan', 'woonprofiel')}`;
const ASKED = ['woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden', 'inkomen.draagkracht_huur'] as const;

beforeAll(async () => {
  world = await startPlantedWorld();
  await seedQuestions(world.database, new Date());
  jan = newBrowser(world);
  await jan.logInAs('jan');
  shown = await jan.open(QUESTION);
});
afterAll(async () => await world?.close());

const zayazGets = async () => {
  const body = await asking(world, 'jan', { velden: ASKED });
  return await world.sendAs('zayaz', '/v1/verstrekkingen', body);
};

describe('Jan is asked what Zayaz may hear', () => {
  it('sees, before he says anything, exactly the values that would be told, and nobody else’s', () => {
    const values = plantedIn({ text: shown.html, headers: shown.headers });
    expect(values.length).toBeGreaterThan(0);
    const owners = values.flatMap(value =>
      (world.catalogue.get(value) ?? []).map(({ resident }) => resident),
    );
    expect(new Set(owners)).toEqual(new Set(['jan']));
  });

  it('and Zayaz meanwhile gets nothing: looking is not telling', async () => {
    expect(plantedIn(await zayazGets())).toEqual([]);
  });

  it('says yes to two and no to one, and Zayaz gets those two, with the very values he saw', async () => {
    const seen = new Set(plantedIn({ text: shown.html, headers: shown.headers }));
    const check = await jan.submit(shown, QUESTION, {
      [`keuze-${ASKED[0]}`]: 'ja',
      [`keuze-${ASKED[1]}`]: 'ja',
      [`keuze-${ASKED[2]}`]: 'nee',
      actie: 'verder',
    });
    const after = await jan.submit(check, `${QUESTION}/uitleg`, { actie: 'overslaan' });
    const done = await jan.submit(after, `${QUESTION}/klopt`);
    expect(done.path).toMatch(/^\/bewijs\//);
    const answer = await zayazGets();
    const { gegevens } = answer.json as { readonly gegevens: Readonly<Record<string, unknown>> };
    // Of the wish there is nothing at the source; nobody can read from this that he said yes to it.
    expect(Object.keys(gegevens)).toEqual([ASKED[1]]);
    const sent = plantedIn(answer);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.filter(value => !seen.has(value))).toEqual([]);
  });

  it('reads afterwards that Zayaz got it, and which; and what stays away is not said to be refused', async () => {
    const page = textOf((await jan.open('/wie-kreeg-wat')).html);
    expect(page).toContain('Zayaz');
    const { nietBeschikbaar, nietToegestaan } = (await zayazGets()).json as {
      readonly nietBeschikbaar: readonly string[];
      readonly nietToegestaan: readonly unknown[];
    };
    expect(nietBeschikbaar).toEqual([ASKED[0], ASKED[2]]);
    expect(JSON.stringify(nietToegestaan)).not.toContain(ASKED[2]);
  });

  it('sees at the source’s next answer what it is then: the same function shows and sends', async () => {
    const preview = plantedIn({ text: (await jan.open(QUESTION)).html, headers: new Headers() });
    const sent = plantedIn(await zayazGets());
    // The question is over; what was shown does not stay open beside the answer.
    expect(preview).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });
});

const document = async (path: string): Promise<string> =>
  (await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')).replaceAll(/\s+/g, ' ');

describe('what the documents promise', () => {
  it('no value is kept: the README says so of every answer, and no table holds one', async () => {
    expect(await document('README.md')).toContain('dat het er stond vóórdat er iets naar buiten ging');
    await zayazGets();
    const straws = await databaseStraws(world);
    const kept = straws.filter(({ text }) => plantedIn({ text, headers: new Headers() }).length > 0);
    expect(kept.map(({ where }) => where)).toEqual([]);
  });

  it('the diagnosis never goes to the landlord, “ook niet met een handtekening”', async () => {
    expect(await document('README.md')).toContain(
      'Zijn diagnose gaat nooit naar de verhuurder, ook niet met een handtekening',
    );
    const answer = await world.sendAs(
      'zayaz',
      '/v1/verstrekkingen',
      await asking(world, 'jan', { velden: ['zorg.diagnose'] }),
    );
    expect(answer.json).toMatchObject({ gegevens: {}, nietToegestaan: [{ veld: 'zorg.diagnose' }] });
  });

  it('stopping is as easy as beginning: it takes no more pages', async () => {
    expect(await document('README.md')).toContain('stoppen is even makkelijk als beginnen');
    // Two pages, whatever he stops with; saying yes took three.
    for (let page = await jan.open('/overzicht'); ; page = await jan.open('/overzicht')) {
      const stop = /href="(\/stop\/[^"]+)"/.exec(page.html)?.[1];
      if (stop === undefined) break;
      expect(textOf((await jan.submit(await jan.open(stop), stop)).html)).toContain('U bent gestopt');
    }
    expect(plantedIn(await zayazGets())).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { says } from '../world/resident-says.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const areTexts = validatorFor('Teksten');

let world: World;
let teksten: Schemas['Teksten']['teksten'];
beforeAll(async () => {
  world = await startWorld();
  const { json } = await world.send('/v1/teksten');
  if (!areTexts(json)) throw new Error(JSON.stringify(areTexts.errors));
  ({ teksten } = json);
});
afterAll(async () => await world.close());

const braces = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();

describe('a professional looks up with which words a resident may be asked', () => {
  it('finds every published text with its version and language, and the hash of exactly these words', () => {
    const inDutch = teksten.filter(({ taal }) => taal === 'nl');
    expect(inDutch.map(({ soort, versie, beoordeling }) => [soort, versie, beoordeling])).toEqual([
      ['uitleg', 'uitleg-2026-10', 'geldend'],
      ['vraag', 'vooraf-2026-11', 'geldend'],
      ['vraag', 'vraag-2026-10', 'geldend'],
    ]);
    for (const { tekst, sha256 } of teksten)
      expect(createHash('sha256').update(tekst, 'utf8').digest('hex')).toBe(sha256);
  });

  it('finds the questions in seven languages, the explanation in eight, each with what a person said of it', () => {
    const count = (version: string): number => teksten.filter(({ versie }) => versie === version).length;
    expect(['vraag-2026-10', 'vooraf-2026-11', 'uitleg-2026-10'].map(count)).toEqual([7, 7, 8]);
    const translated = teksten.filter(({ taal }) => taal !== 'nl');
    expect(new Set(translated.map(({ beoordeling }) => beoordeling))).toEqual(new Set(['niet-nagekeken']));
    for (const { soort, tekst } of teksten)
      expect(braces(tekst)).toBe(soort === 'vraag' ? '{doel},{gegevens},{ontvanger},{tot},{zender}' : '');
  });

  it('records what the resident decided with what is found there; with one word changed it is refused', async () => {
    const question = teksten.find(({ versie, taal }) => versie === 'vraag-2026-10' && taal === 'nl');
    if (question === undefined) throw new Error('there is a question');
    const { versie, taal, sha256, tekst } = question;
    const jan = {
      who: 'jan',
      at: 'wijkteam-zuidoost',
      purpose: 'D01',
      from: 'wijkteam-zuidoost',
      to: 'zayaz',
      fields: ['identiteit.naam'],
    } as const;
    const asked = (hash: string) => ({ ...jan, more: { tekst: { versie, taal, sha256: hash } } });
    expect((await says(world, asked(sha256))).status).toBe(201);
    const changed = createHash('sha256').update(tekst.replace('Mag', 'Moet'), 'utf8').digest('hex');
    const problem = expectProblem(await says(world, asked(changed)), 'besluit-kan-zo-niet');
    expect(problem.fouten).toMatchObject([{ waar: '/tekst' }]);
  });
});

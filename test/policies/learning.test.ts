import { describe, expect, it } from '@jest/globals';
import { anonymityFaults, identifiersIn, type Story } from '../../policies/learning/anonymity.ts';
import { afterStep, type StandingStory } from '../../policies/learning/story-states.ts';
import { structuralFlaws, type CountedRefusal } from '../../policies/learning/structural-flaws.ts';
import { shipped } from './handreiking.ts';

const TOLD = `Een man van in de vijftig reist graag met de trein, maar altijd zonder kaartje. De begeleider en
de verhuurder wisten dat allebei niet van elkaar. Aan tafel kwam een jaarkaart uit het maatwerkbudget.`;
const story = (changed: Partial<Story> = {}): Story => ({
  text: TOLD,
  quasiIdentifiers: ['leeftijdsgroep', 'geslacht'],
  people: 400,
  source: 'CBS, wijken en buurten 2025',
  ...changed,
});
const kindsIn = (text: string): readonly string[] => identifiersIn(text).map(({ kind }) => kind);
const faultsOf = (changed: Partial<Story>): readonly string[] =>
  anonymityFaults(story(changed)).map(({ fault }) => fault);

describe('a professional puts a story forward to learn from', () => {
  it('may when nothing in it points at anybody', () => {
    expect(anonymityFaults(story())).toEqual([]);
  });

  it.each([
    ['bsn', 'Zijn nummer is 999990007.'],
    ['telefoon', 'Hij belde met 06-12345678.'],
    ['e-mail', 'Schrijf naar jan@voorbeeld.nl.'],
    ['postcode', 'Het was in 5211 AB.'],
    ['adres', 'Hij woont op de Hinthamerstraat 12.'],
    ['rekening', 'Op NL91 ABNA 0417164300 kwam niets binnen.'],
    ['datum', 'Dat was op 3 maart.'],
    ['datum', 'Het liep van 01-03-2026 af.'],
    ['datum', 'In 2024 ging het mis.'],
    ['leeftijd', 'De bewoner is 34 jaar.'],
    ['leeftijd', 'Een 34-jarige vrouw.'],
    ['bedrag', 'De schuld is € 1.834.'],
    ['naam', 'Toen kwam Jan binnen.'],
    ['naam', 'Fatima wist daar niets van.'],
    ['naam', '‘Piet, kom eens.’ Dat werd er gezegd.'],
    ['naam', 'Het ging mis bij Zayaz.'],
    ['naam', 'Iedereen in Vught wist het.'],
  ])('hears that a %s is in it: %s', (kind, sentence) => {
    expect(kindsIn(sentence)).toContain(kind);
    expect(faultsOf({ text: `${TOLD} ${sentence}` })).toEqual(['points-at-somebody']);
  });

  it('hears where, and never what', () => {
    const found = identifiersIn('Toen kwam Jan binnen.');
    expect(found).toEqual([{ kind: 'naam', start: 10, end: 13 }]);
    expect(JSON.stringify(found)).not.toContain('Jan');
  });

  it('may begin a sentence with a capital, and write a law by its letters', () => {
    expect(kindsIn('De bewoner bleef. Niemand wist het! Wat toen? De Wmo hielp, en de GGZ ook.')).toEqual([]);
  });

  it('hears that fewer than ten people fit, that nobody says where the number is from, that the street knows', () => {
    expect(faultsOf({ people: 9 })).toEqual(['too-few-people']);
    expect(faultsOf({ people: 10 })).toEqual([]);
    expect(faultsOf({ people: Number.NaN })).toEqual(['too-few-people']);
    expect(faultsOf({ people: 10.5 })).toEqual(['too-few-people']);
    expect(faultsOf({ source: '  ' })).toEqual(['no-source']);
    expect(faultsOf({ quasiIdentifiers: ['buurt', 'gezondheid', 'gebeurtenis'] })).toEqual([
      'known-in-the-street',
    ]);
    expect(faultsOf({ text: 'Kort.' })).toEqual(['too-short']);
    expect(faultsOf({ text: `${TOLD}${' en verder'.repeat(600)}` })).toEqual(['too-long']);
  });
});

const readBy = (partner: string, recognises = false) => ({ step: 'read', partner, recognises }) as const;

describe('a story on its way', () => {
  const standing: StandingStory = {
    state: 'voorgelegd',
    partner: 'wijkteam',
    involved: ['wijkteam', 'zayaz'],
    people: 12,
  };

  it('is read by somebody outside the case, and by nobody who was in it', () => {
    expect(afterStep(standing, readBy('farent'))).toBe('gelezen');
    expect(afterStep(standing, readBy('zayaz'))).toBe('not-outside');
    expect(afterStep({ ...standing, involved: [] }, readBy('wijkteam'))).toBe('not-outside');
  });

  it('goes back when the reader recognises somebody', () => {
    expect(afterStep(standing, readBy('farent', true))).toBe('teruggestuurd');
  });

  it('is let go only after that, and only when ten people or more fit', () => {
    expect(afterStep(standing, { step: 'release' })).toBe('not-read-yet');
    expect(afterStep({ ...standing, state: 'gelezen' }, { step: 'release' })).toBe('vrijgegeven');
    expect(afterStep({ ...standing, state: 'gelezen', people: 9 }, { step: 'release' })).toBe(
      'too-few-people',
    );
  });

  it('stays what it is once it was decided', () => {
    for (const state of ['vrijgegeven', 'teruggestuurd'] as const)
      for (const step of [readBy('farent'), { step: 'release' }, { step: 'send-back' }] as const)
        expect(afterStep({ ...standing, state }, step)).toBe('already-decided');
    expect(afterStep({ ...standing, state: 'gelezen' }, readBy('farent'))).toBe('already-decided');
  });
});

const refusal = (changed: Partial<CountedRefusal>): CountedRefusal => ({
  purpose: 'D01',
  from: 'gem_wijkteam',
  to: 'corporatie',
  field: 'woonprofiel.woonwens',
  outcome: 'withheld',
  rule: '1.5',
  missing: ['toestemming'],
  times: 30,
  residents: 12,
  ...changed,
});

describe('a network looks where rules block, and not people', () => {
  it('sees no wish about fewer than ten residents, however often it was refused', () => {
    const { flaws, tooFew } = structuralFlaws(shipped, [
      refusal({ residents: 9, times: 4_000 }),
      refusal({ residents: 10, times: 10 }),
    ]);
    expect(flaws.map(({ residents }) => residents)).toEqual([10]);
    expect(tooFew).toBe(1);
    expect(JSON.stringify(flaws)).not.toContain('4000');
  });

  it('sees the widest first, and which road is open', () => {
    const { flaws } = structuralFlaws(shipped, [
      refusal({}),
      refusal({ field: 'zorg.diagnose', outcome: 'never', rule: undefined, missing: [], residents: 40 }),
      refusal({ purpose: 'D05', outcome: 'no-rule', rule: undefined, missing: [], residents: 20 }),
    ]);
    expect(flaws.map(({ field, opensBy }) => [field, opensBy])).toEqual([
      ['zorg.diagnose', 'nobody'],
      ['woonprofiel.woonwens', 'another-road'],
      ['woonprofiel.woonwens', 'people'],
    ]);
    expect(flaws[0]?.roads).toEqual([]);
    expect(flaws[1]?.roads.map(({ purpose }) => purpose)).toContain('D01');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { AccessAnswer } from '../../consent/access-answer.ts';
import { breachLetter, breachNotification, type BreachStory } from '../../portal/desk/breach-letters.ts';
import { accessLetter, accessRefusalLetter } from '../../portal/desk/access-letter.ts';
import { asPlainText, sentencesOf, type Letter } from '../../portal/desk/letter.ts';
import { shipped } from '../policies/handreiking.ts';
import { reads } from './reads.ts';

const answer: AccessAnswer = {
  recipients: [
    {
      name: 'Zayaz',
      organisation: 'Zayaz',
      times: 2,
      fields: ['woonprofiel.woonwens', 'identiteit.naam'],
      first: '2026-11-02T09:00:00.000Z',
      last: '2026-11-20T09:00:00.000Z',
    },
  ],
  deliveries: [
    {
      index: 7,
      at: '2026-11-02T09:00:00.000Z',
      purpose: 'D01',
      sender: { name: 'Sociaal wijkteam Zuidoost', organisation: "Gemeente 's-Hertogenbosch" },
      recipient: { name: 'Zayaz', organisation: 'Zayaz' },
      fields: [{ field: 'woonprofiel.woonwens', rule: '1.5', law: 'AVG 9(2)(a)' }],
      aboutOthers: 1,
      kept: [],
    },
  ],
  refusals: 3,
  looks: [{ at: '2026-11-21T09:00:00.000Z', reason: 'inzage' }],
};

const facts = { receivedOn: '2026-11-21', telephone: '073-5550100' };
const story: BreachStory = {
  facts: {
    entries: 4,
    residents: 1,
    first: 3,
    last: 9,
    fields: [
      { field: 'contact.adres', entries: 4, residents: 1 },
      { field: 'zorg.diagnose', entries: 1, residents: 1 },
    ],
    purposes: [{ name: 'D01', entries: 4 }],
    senders: [{ name: 'wijkteam-zuidoost', entries: 4 }],
    recipients: [{ name: 'zayaz', entries: 4 }],
  },
  handreiking: shipped,
  from: new Date('2026-11-10T09:00:00Z'),
  until: new Date('2026-11-16T09:00:00Z'),
  discoveredAt: new Date('2026-11-20T09:00:00Z'),
  now: new Date('2026-11-21T09:00:00Z'),
  recipient: 'Zayaz',
  nameOf: id => id,
  measures: ['De partner is geschorst.'],
  isReported: true,
  officer: 'de FG',
  telephone: '073-5550100',
  snapshot: { size: 10, root: 'ab' },
};

const LETTERS: readonly (readonly [string, Letter])[] = [
  ['to the resident', accessLetter({ ...facts, answer, isForSomebody: false })],
  ['to who speaks for the resident', accessLetter({ ...facts, answer, isForSomebody: true })],
  ['to residents of a breach', breachLetter(story)],
  [
    'to residents of a breach that nobody reported',
    breachLetter({ ...story, recipient: undefined, isReported: false }),
  ],
  ['to who asked about somebody else', accessRefusalLetter('073-5550100')],
];

describe('a letter', () => {
  it.each(LETTERS)('%s is easy to read, in short sentences and without words of lawyers', (_to, letter) => {
    expect(reads(sentencesOf(letter))).toEqual({ long: [], hard: [], isEasy: true });
  });

  it('names who received what, and who is not told about is not named', () => {
    const text = asPlainText(accessLetter({ ...facts, answer, isForSomebody: false }));
    expect(text).toContain('Zayaz kreeg 2 keer iets, van 2 november 2026 tot 20 november 2026');
    expect(text).toContain('- wat voor huis u zoekt');
    expect(text).toContain('3 keer iemand iets over u');
    expect(text).toContain('mogen wij u niet vertellen');
  });

  it('to a stranger does not say whether anybody is known here', () => {
    expect(asPlainText(accessRefusalLetter('073'))).not.toMatch(
      /Zayaz|bewoner is bekend|hebben wij gegevens/,
    );
  });
});

describe('the draft of a notification to the supervisor', () => {
  it('has every field of AVG 33(3), the clock, and where it was counted from', () => {
    const text = asPlainText(breachNotification(story));
    for (const part of [
      'A. WAT',
      'B. BIJ WIE',
      'C. WAT DE GEVOLGEN',
      'D. WAT ER IS GEDAAN',
      '1 bewoner van',
      'Te melden vóór 23 november',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/Bijzondere .*Diagnose \(1 bewoner\)/);
    expect(text).toContain('De partner is geschorst.');
    expect(text).toContain('wortel ab');
  });

  it('asks for the reason when the 72 hours are over', () => {
    const late = breachNotification({ ...story, now: new Date('2026-11-24T09:00:00Z') });
    expect(asPlainText(late)).toContain('Reden van het uitstel');
  });

  it('does not say that the supervisor was told when nobody did', () => {
    expect(asPlainText(breachLetter({ ...story, isReported: false }))).not.toContain('vertelden het aan');
  });
});

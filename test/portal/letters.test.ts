import { describe, expect, it } from '@jest/globals';
import type { AccessAnswer } from '../../consent/access-answer.ts';
import { accessLetter, accessRefusalLetter } from '../../portal/work/access-letter.ts';
import { asPlainText, sentencesOf, type Letter } from '../../portal/work/letter.ts';
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
const LETTERS: readonly (readonly [string, Letter])[] = [
  ['to the resident', accessLetter({ ...facts, answer, isForSomebody: false })],
  ['to who speaks for the resident', accessLetter({ ...facts, answer, isForSomebody: true })],
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

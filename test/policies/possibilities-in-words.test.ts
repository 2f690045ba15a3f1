import { describe, expect, it } from '@jest/globals';
import { possibilitiesForPeople } from '../../gateway/command-line/possibilities-for-people.ts';
import { notAnsweredInWords, possibilitiesInWords } from '../../policies/possibilities/in-words.ts';
import { possibilities, type PossibilityQuery } from '../../policies/possibilities/possibilities.ts';
import { shipped } from './handreiking.ts';

function ask(query: PossibilityQuery) {
  const answer = possibilities(shipped, query);
  if (!answer.ok) throw new Error(notAnsweredInWords(answer).join(' '));
  return answer;
}

describe('a program asks what is possible', () => {
  const words = possibilitiesInWords(
    shipped,
    ask({ to: 'gem_schuldhulp', purpose: 'D05', from: 'corporatie' }),
  );

  it('gets JSON with Dutch keys that survives a round trip', () => {
    expect(JSON.parse(JSON.stringify(words))).toEqual(words);
    expect(words.vraag).toEqual({ doel: 'D05', van: 'corporatie', naar: 'gem_schuldhulp' });
  });

  it('gets each condition in words, and which of them must be laid down first', () => {
    const arrears = words.ontvangers[0]?.mag.find(({ veld }) => veld === 'wonen.huurachterstand');
    expect(arrears?.naam).toBe('Huurachterstand (bedrag)');
    expect(arrears?.wegen.map(({ weg, regel }) => [weg, regel])).toEqual([['verklaring', '5.1']]);
    expect(
      arrears?.wegen[0]?.voorwaarden.filter(({ bijzonder }) => bijzonder).map(({ code }) => code),
    ).toEqual(['K10']);
  });
});

describe('a wijkteam member reads the answer at ten at night', () => {
  it('reads first what may, with the sentence, the sender and the law, and last what never may', () => {
    const text = possibilitiesForPeople(shipped, ask({ to: 'corporatie', purpose: 'D01' }));
    const order = [
      'MAG, als de bewoner ja zegt',
      'ALLEEN VOOR EEN ANDER DOEL',
      'GEEN REGEL, dus nee',
      'NOOIT',
    ];
    const positions = order.map(heading => text.indexOf(heading));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(Math.min(...positions)).toBeGreaterThan(0);
    expect(text).toContain('regel 1.7 (D01)');
    expect(text).toContain('van: Gemeente – sociaal wijkteam');
  });

  it('fits a terminal', () => {
    for (const to of shipped.roles.keys()) {
      const lines = possibilitiesForPeople(shipped, ask({ to })).split('\n');
      expect(lines.filter(line => line.length > 84)).toEqual([]);
    }
  });
});

describe('someone who misspells a word', () => {
  it('is told in Dutch what it may have been', () => {
    const answer = possibilities(shipped, { to: 'wijkteam', fields: ['xyzzy'] });
    expect(answer.ok ? [] : notAnsweredInWords(answer)).toEqual([
      "De partij 'wijkteam' staat niet in de handreiking. Bedoelt u gem_wijkteam?",
      "Het veld 'xyzzy' staat niet in de handreiking. Een veld is bijvoorbeeld wonen.huurprijs, of alleen huurprijs.",
    ]);
  });
});

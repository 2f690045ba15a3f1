/** A stretch of a text, in UTF-16 units, as `slice` counts them. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const NAMED = /\b(?:bsn|burger\s?service\s?nummer|sofi-?\s?nummer|persoonsnummer)\D{0,20}$/i;

/**
 * Every stretch that reads as a BSN: nine figures that pass the eleven test, written together or in groups with one kind of
 * separator; or eight or nine figures behind the word BSN, whatever they add up to.
 */
export function bsnLikeIn(text: string): readonly Stretch[] {
  const digits = text.normalize('NFKC').length === text.length ? text.normalize('NFKC') : text;
  const groups = [...digits.matchAll(/\d+/g)].map(match => ({
    figures: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  return groups.flatMap((_group, index) => numberFrom(digits, groups.slice(index, index + 9)));
}

interface Group extends Stretch {
  readonly figures: string;
}

function numberFrom(text: string, groups: readonly Group[]): Stretch[] {
  const [first, ...rest] = groups;
  if (first === undefined) return [];
  const isNamed = NAMED.test(text.slice(Math.max(0, first.start - 40), first.start));
  let [figures, end, separator] = [first.figures, first.end, ''];
  const found: Stretch[] = [];
  const look = (): void => {
    if (readsAsBsn(figures, isNamed)) found.splice(0, 1, { start: first.start, end });
  };
  look();
  for (const group of rest) {
    const between = text.slice(end, group.start);
    if (!/^[ .\-–]$/.test(between) || (separator !== '' && separator !== between)) break;
    [figures, end, separator] = [figures + group.figures, group.end, between];
    if (figures.length > 9) break;
    look();
  }
  return found;
}

const readsAsBsn = (figures: string, isNamed: boolean): boolean =>
  (isNamed && (figures.length === 8 || figures.length === 9)) ||
  (figures.length === 9 && passesElevenTest(figures));

function passesElevenTest(figures: string): boolean {
  const sum = figures.split('').reduce((total, figure, index) => {
    const weight = index === 8 ? -1 : 9 - index;
    return total + weight * Number(figure);
  }, 0);
  return sum !== 0 && sum % 11 === 0;
}

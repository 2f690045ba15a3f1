const sentencesIn = (text: string): readonly string[] =>
  text.split(/(?<=[.?!:])\s+/).filter(each => /\p{L}/u.test(each));
const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\d’'-]+/gu) ?? [];
const syllablesIn = (word: string): number =>
  Math.max(1, (word.toLowerCase().match(/[aeiouyäëïöüáéíóúèêà]+/g) ?? []).length);

const HARD =
  /grondslag|verwerkingsverantwoordelijke|betrokkene|ketenpartner|rectificatie|verwerking|toestemming|verstrekking|conform|derhalve|middels/i;
const LONGEST = 17;

/** How a text reads for most people: sentences that are too long, words of lawyers, and Flesch-Douma of 65 or more. */
export function reads(texts: readonly string[]) {
  const sentences = texts.flatMap(sentencesIn);
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return {
    long: sentences.filter(each => wordsIn(each).length > LONGEST),
    hard: texts.filter(each => HARD.test(each)),
    isEasy: 206.84 - 77 * (syllables / words.length) - 0.93 * (words.length / sentences.length) >= 65,
  };
}

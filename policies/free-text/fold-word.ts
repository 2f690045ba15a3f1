/** Spellings that sound alike in Dutch become one, so that a mistake in spelling is no way around the check. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/sch/g, 'sg'],
  [/ck/g, 'k'],
  [/ch/g, 'g'],
  [/qu/g, 'k'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/ij|ei|ie|y/g, 'i'],
  [/ou/g, 'au'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/dt?$/, 't'],
  [/(.)\1+/g, '$1'],
];

/** A lower-case word as it sounds: `skizofreen` and `schizofreen` come out one letter apart. */
export function foldWord(word: string): string {
  let folded = word;
  for (const [spelling, sound] of SOUNDS) folded = folded.replace(spelling, sound);
  return folded;
}

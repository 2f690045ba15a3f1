/** A spelling, how it sounds, and what is in every word that has it: most words have not, and that is seen sooner. */
type Sound = readonly [spelling: RegExp, sound: string, within?: string];

/** Spellings that sound alike in Dutch become one, so that a mistake in spelling is no way around the check. */
const SOUNDS: readonly Sound[] = [
  [/ph/g, 'f', 'ph'],
  [/th/g, 't', 'th'],
  [/sch/g, 'sg', 'sch'],
  [/ck/g, 'k', 'ck'],
  [/ch/g, 'g', 'ch'],
  [/qu/g, 'k', 'qu'],
  [/x/g, 'ks', 'x'],
  [/c(?=[eiy])/g, 's', 'c'],
  [/c/g, 'k', 'c'],
  [/ij|ei|ie|y/g, 'i'],
  [/ou/g, 'au', 'ou'],
  [/z/g, 's', 'z'],
  [/v/g, 'f', 'v'],
  [/dt?$/, 't', 'd'],
  [/(.)\1+/g, '$1'],
];

/** A lower-case word as it sounds: `skizofreen` and `schizofreen` come out one letter apart. */
export function foldWord(word: string): string {
  let folded = word;
  for (const [spelling, sound, within] of SOUNDS)
    if (within === undefined || folded.includes(within)) folded = folded.replace(spelling, sound);
  return folded;
}

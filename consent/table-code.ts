/** Without letters and digits that look alike on paper, and without vowels, so that no word can appear. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';
const LENGTH = 8;
const OURS = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);
export const TABLE_CODE_VALID_MS = 15 * 60_000;

/** Makes a code of eight characters out of random bytes; needs some to spare, because not every byte can be used fairly. */
export function tableCodeFrom(randomBytes: Iterable<number>): string {
  const fair = 256 - (256 % ALPHABET.length);
  let code = '';
  for (const byte of randomBytes) {
    if (byte < fair) code += ALPHABET.charAt(byte % ALPHABET.length);
    if (code.length === LENGTH) return code;
  }
  throw new RangeError('too few random bytes for a code');
}

/** What somebody typed, as it was given out: case, spaces and dashes do not count. Nothing when it cannot be a code. */
export function readTableCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return OURS.test(code) ? code : undefined;
}

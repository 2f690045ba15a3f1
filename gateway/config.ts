/** People read a terminal; programs read a pipe, or ask for JSON. */
export const isForPeople = (words: readonly string[], stdout: { readonly isTTY?: boolean }): boolean =>
  stdout.isTTY === true && !words.includes('--json');

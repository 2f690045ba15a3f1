/** One row of a table in Markdown. */
export const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The heading of a table: its first column is words, the others are numbers. */
export const heading = (...cells: readonly string[]): string =>
  `\n${row(...cells)}\n${row('---', ...cells.slice(1).map(() => '---:'))}`;

/** Folds text to a width, every line behind the same indent, so that a terminal shows whole words. */
export function foldText(text: string, indent: string, width = 84): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map(each => indent + each).join('\n');
}

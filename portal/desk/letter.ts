/** A letter in pieces, so that it can stand on a page, on paper and in a file. */
export interface Letter {
  readonly subject: string;
  readonly parts: readonly LetterPart[];
}

export type LetterPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export const text = (words: string): LetterPart => ({ kind: 'text', text: words });
export const heading = (words: string): LetterPart => ({ kind: 'heading', text: words });
export const list = (items: readonly string[]): LetterPart => ({ kind: 'list', items });

/** The same as plain text, to send as it is. */
export const asPlainText = ({ subject, parts }: Letter): string =>
  [`Onderwerp: ${subject}`, ...parts.map(partAsText)].join('\n\n') + '\n';

const partAsText = (part: LetterPart): string => {
  if (part.kind === 'list') return part.items.map(item => `- ${item}`).join('\n');
  return part.kind === 'heading' ? part.text.toUpperCase() : part.text;
};

/** Every sentence of it, to look at how it reads. */
export const sentencesOf = ({ subject, parts }: Letter): readonly string[] => [
  subject,
  ...parts.flatMap(part => (part.kind === 'list' ? part.items : [part.text])),
];

/** A moment as a day in words, in the time of the place. */
export const inWords = (moment: string | Date): string =>
  new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(
    typeof moment === 'string' ? new Date(moment) : moment,
  );

export const enumerated = (words: readonly string[]): string =>
  new Intl.ListFormat('nl', { type: 'conjunction' }).format(words);

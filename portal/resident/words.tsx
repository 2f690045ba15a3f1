import type { JSX } from 'preact';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { Name } from '../filled.tsx';
import type { Translation } from '../texts/translation.ts';

/** What a field is called for the resident; of a field without a word of its own, what the handreiking calls it. */
export const wordOfField = ({ fields }: Translation, field: FieldId): string => fields[field] ?? field;

export const wordOfPurpose = ({ purposes }: Translation, purpose: string): string =>
  purposes[purpose] ?? purpose;

/** A list as it is said aloud: with commas, and "en" before the last. */
export const listed = ({ tag }: Translation, words: readonly string[]): string =>
  new Intl.ListFormat(tag, { type: 'conjunction' }).format(words);

/** A day as it is written out, in the language of the page and the time of the place. */
export function Day({ at, in: { tag } }: { readonly at: Date; readonly in: Translation }): JSX.Element {
  const text = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(at);
  return <time dateTime={at.toISOString()}>{text}</time>;
}

/** What stands at the source, as it would be told: in the words of whoever wrote it, in whatever direction. */
export function Value({
  value,
  in: { tag },
  words: { yes, no },
}: {
  readonly value: FieldValue;
  readonly in: Translation;
  readonly words: { readonly yes: string; readonly no: string };
}): JSX.Element {
  // Partners write Dutch; a reader that speaks another language aloud has to know.
  const own = tag === 'nl' ? {} : { lang: 'nl' };
  if (Array.isArray(value))
    return (
      <ul {...own}>
        {value.map(each => (
          <li>
            <Name>{String(each)}</Name>
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'boolean') return <strong>{(value ? yes : no).toLowerCase()}</strong>;
  return (
    <strong {...own}>
      <Name>{String(value)}</Name>
    </strong>
  );
}

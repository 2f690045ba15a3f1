import type { ComponentChildren, JSX } from 'preact';
import { Name } from '../filled.tsx';
import type { Translation } from '../texts/translation.ts';
import type { ShownExchange } from './shown.ts';
import { Day, listed, wordOfField, wordOfPurpose } from './words.tsx';

/** The words that are published and proven: the resident sees exactly these, with the braces filled in. */
export interface AskedText {
  readonly version: string;
  readonly language: string;
  readonly sha256: string;
  readonly body: string;
}

const mark = (name: string, children: ComponentChildren): JSX.Element => (
  <span data-in={name}>{children}</span>
);

/** The published text with its braces filled in, in pieces that can be put together again and hashed. */
export function filledText(
  { body }: Pick<AskedText, 'body'>,
  exchange: ShownExchange,
  until: Date,
  translation: Translation,
): Readonly<Record<string, ComponentChildren>> & { readonly sentences: readonly string[] } {
  return {
    sentences: body.split(/(?<=[.?!؟።]) /),
    zender: mark('zender', <Name>{exchange.sender}</Name>),
    ontvanger: mark('ontvanger', <Name>{exchange.recipient}</Name>),
    gegevens: mark(
      'gegevens',
      listed(
        translation,
        exchange.fields.map(field => wordOfField(translation, field)),
      ),
    ),
    doel: mark('doel', wordOfPurpose(translation, exchange.purpose)),
    tot: mark('tot', <Day at={until} in={translation} />),
  };
}

import type { JSX } from 'preact';
import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownYes } from './shown.ts';
import { Day, listed, wordOfField } from './words.tsx';

/** Two organisations between whom something can be agreed beforehand, and how far that is. */
export interface AdvanceOffer {
  readonly senderId: string;
  readonly recipientId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly FieldId[];
  readonly state: 'free' | 'open' | 'made';
}

export interface AdvanceView {
  readonly viewer: Viewer;
  readonly choices: readonly ShownYes[];
  readonly mayStop: boolean;
  /** What can be agreed, for the resident alone. */
  readonly offers: readonly AdvanceOffer[] | undefined;
  readonly formToken: string;
}

interface Part {
  readonly view: AdvanceView;
  readonly words: PageTexts['advance'];
  readonly translation: Translation;
}

/** R12: what was agreed in good time for bad times, and agreeing something more. */
export function advancePage(view: AdvanceView): string {
  const { viewer, choices } = view;
  const spoken = speak(viewer.language, 'advance');
  const { words, translation } = spoken;
  const part = { view, words, translation };
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="nl-paragraph">{words.what}</p>
      {choices.length === 0 ? <p class="nl-paragraph">{words.none}</p> : null}
      <ul class="lijst">
        {choices.map(choice => (
          <Agreed choice={choice} {...part} />
        ))}
      </ul>
      <p class="let-op">{words.never}</p>
      <Offers {...part} />
    </Frame>,
  );
}

function Agreed({
  choice: { id, sender, recipient, fields, until },
  view: { mayStop },
  words,
  translation,
}: Part & { readonly choice: ShownYes }): JSX.Element {
  return (
    <li>
      <p class="nl-paragraph">
        <Filled text={words.tell} zender={<Name>{sender}</Name>} ontvanger={<Name>{recipient}</Name>} />
      </p>
      <ul class="punten">
        {fields.map(field => (
          <li>{wordOfField(translation, field)}</li>
        ))}
      </ul>
      <p class="stil">
        <Filled text={words.until} dag={<Day at={until} in={translation} />} />
      </p>
      {mayStop ? (
        <a class="nl-button nl-button--secondary" href={`/stop/${id}`}>
          {words.stop}
        </a>
      ) : null}
    </li>
  );
}

function Offers({ view: { offers, formToken }, words, translation }: Part): JSX.Element | null {
  if (offers === undefined) return null;
  return (
    <section aria-labelledby="maken">
      <h2 class="nl-heading nl-heading--level-2" id="maken">
        {words.make}
      </h2>
      <p class="nl-paragraph">{words.together}</p>
      <p class="nl-paragraph">{offers.length === 0 ? words.makeNone : words.makeWhat}</p>
      <ul class="lijst">
        {offers.map(offer => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.tell}
                zender={<Name>{offer.sender}</Name>}
                ontvanger={<Name>{offer.recipient}</Name>}
              />{' '}
              {listed(
                translation,
                offer.fields.map(field => wordOfField(translation, field)),
              )}
              .
            </p>
            {offer.state === 'made' ? (
              <p class="stil">{words.made}</p>
            ) : (
              <form method="post" action="/als-het-slecht-gaat">
                <input type="hidden" name="bewijs" value={formToken} />
                <input type="hidden" name="van" value={offer.senderId} />
                <input type="hidden" name="naar" value={offer.recipientId} />
                <button class="nl-button nl-button--secondary" type="submit">
                  {offer.state === 'open' ? words.goOn : words.makeOne}
                  <span class="alleen-voorlezen">
                    {' '}
                    {offer.sender} – {offer.recipient}
                  </span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

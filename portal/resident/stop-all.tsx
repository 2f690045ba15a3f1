import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownExchange } from './shown.ts';
import { listed, wordOfField } from './words.tsx';

export interface StopAllView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly running: readonly ShownExchange[];
  /** It was just done; then also who was told. */
  readonly isDone: boolean;
  readonly told: readonly string[];
}

interface Part {
  readonly view: StopAllView;
  readonly words: PageTexts['stopAll'];
  readonly translation: Translation;
}

/** R6: stopping with everything at once; no more steps than stopping with one thing. */
export function stopAllPage(view: StopAllView): string {
  const spoken = speak(view.viewer.language, 'stopAll');
  const { words, translation } = spoken;
  const title = view.isDone ? words.done : words.title;
  const part = { view, words, translation };
  return asPage(
    <Frame viewer={view.viewer} spoken={spoken} title={title} back="/overzicht">
      {view.isDone ? <Done {...part} /> : <Ask {...part} />}
      <p class="stil">{words.law}</p>
    </Frame>,
  );
}

function Ask({ view: { running, formToken }, words, translation }: Part): JSX.Element {
  return (
    <>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      {running.length === 0 ? (
        <p class="nl-paragraph nl-paragraph--lead">{words.none}</p>
      ) : (
        <>
          <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
          <p class="nl-paragraph">{words.help}</p>
          <form method="post" action="/stop-alles">
            <input type="hidden" name="bewijs" value={formToken} />
            <p class="knoppen gelijk">
              <button class="nl-button nl-button--secondary" type="submit">
                {words.stop}
              </button>
              <a class="nl-button nl-button--secondary" href="/overzicht">
                {words.keep}
              </a>
            </p>
          </form>
          <section class="kaart">
            <h2 class="nl-heading nl-heading--level-3">{words.about}</h2>
            <ul class="punten">
              {running.map(({ sender, recipient, fields }) => (
                <li>
                  <Filled
                    text={words.exchange}
                    zender={<Name>{sender}</Name>}
                    ontvanger={<Name>{recipient}</Name>}
                  />
                  {': '}
                  {listed(
                    translation,
                    fields.map(field => wordOfField(translation, field)),
                  )}
                </li>
              ))}
            </ul>
            <p class="nl-paragraph">{words.hears}</p>
          </section>
        </>
      )}
    </>
  );
}

function Done({ view: { told }, words }: Part): JSX.Element {
  return (
    <>
      <div class="gelukt">
        <h1 class="nl-heading nl-heading--level-1">{words.done}</h1>
        <p class="nl-paragraph nl-paragraph--lead">{words.doneLead}</p>
        {told.length === 0 ? (
          <p class="nl-paragraph">{words.toldNobody}</p>
        ) : (
          <>
            <p class="nl-paragraph">{words.told}</p>
            <ul class="punten">
              {told.map(name => (
                <li>
                  <Name>{name}</Name>
                </li>
              ))}
            </ul>
            <p class="nl-paragraph">{words.erase}</p>
          </>
        )}
      </div>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/overzicht">
          {words.overview}
        </a>
      </p>
    </>
  );
}

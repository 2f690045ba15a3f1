import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { ShownExchange } from './shown.ts';

export interface ExplainView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly exchange: ShownExchange;
  /** Whether it was answered, and which of the two was not as we meant to explain it. */
  readonly again: readonly ('who' | 'regret')[] | undefined;
}

const radio = (name: string, value: string, label: JSX.Element | string): JSX.Element => (
  <label class="keuze">
    <input type="radio" name={name} value={value} />
    {label}
  </label>
);

/** R3b: whether we explained it well. Never a test: a wrong answer gets another explanation, and one may always go on. */
export function explainPage({ viewer, formToken, exchange, again }: ExplainView): string {
  const spoken = speak(viewer.language, 'explain');
  const { words } = spoken;
  const recipient = <Name>{exchange.recipient}</Name>;
  const address = `/vraag/${exchange.id}/uitleg`;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back={`/vraag/${exchange.id}`}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      {again === undefined || again.length === 0 ? (
        <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      ) : (
        <div class="let-op" role="status">
          <p class="nl-paragraph">{words.again}</p>
          {again.includes('who') ? (
            <p class="nl-paragraph">
              <Filled text={words.againWho} ontvanger={recipient} />
            </p>
          ) : null}
          {again.includes('regret') ? <p class="nl-paragraph">{words.againRegret}</p> : null}
        </div>
      )}
      <form method="post" action={address}>
        <input type="hidden" name="bewijs" value={formToken} />
        <fieldset class="kaart">
          <legend class="nl-heading nl-heading--level-3">{words.who}</legend>
          {radio('wie', 'ontvanger', recipient)}
          {radio('wie', 'zender', <Name>{exchange.sender}</Name>)}
          {radio('wie', 'niemand', words.nobody)}
        </fieldset>
        <fieldset class="kaart">
          <legend class="nl-heading nl-heading--level-3">{words.regret}</legend>
          {radio('spijt', 'stoppen', words.stop)}
          {radio('spijt', 'niets', words.nothing)}
        </fieldset>
        <p class="knoppen gelijk">
          <button class="nl-button nl-button--secondary" type="submit" name="actie" value="verder">
            {words.next}
          </button>
          <button class="nl-button nl-button--secondary" type="submit" name="actie" value="overslaan">
            {words.skip}
          </button>
        </p>
      </form>
    </Frame>,
  );
}

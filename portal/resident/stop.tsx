import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { ShownExchange } from './shown.ts';
import { wordOfField } from './words.tsx';

export interface StopView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly exchange: ShownExchange;
  /** Whether the recipient got anything by this yes; then it hears of the stop, and may still know it. */
  readonly wasTold: boolean;
}

/** R6: what stopping does, who hears of it, and one button. No reason is asked. */
export function stopPage({ viewer, formToken, exchange, wasTold }: StopView): string {
  const spoken = speak(viewer.language, 'stop');
  const { words, translation } = spoken;
  const names = { zender: <Name>{exchange.sender}</Name>, ontvanger: <Name>{exchange.recipient}</Name> };
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        <Filled text={words.lead} {...names} />
      </p>
      <p class="nl-paragraph">{words.help}</p>
      <form method="post" action={`/stop/${exchange.id}`}>
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
          {exchange.fields.map(field => (
            <li>{wordOfField(translation, field)}</li>
          ))}
        </ul>
        <p class="nl-paragraph">
          <Filled text={wasTold ? words.already : words.nothingYet} {...names} />
        </p>
        <h2 class="nl-heading nl-heading--level-3">{words.hears}</h2>
        <p class="nl-paragraph">
          {wasTold ? <Filled text={words.hearsWhat} {...names} /> : words.hearsNobody}
        </p>
      </section>
    </Frame>,
  );
}

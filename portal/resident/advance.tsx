import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { ShownYes } from './shown.ts';
import { Day, wordOfField } from './words.tsx';

export interface AdvanceView {
  readonly viewer: Viewer;
  readonly choices: readonly ShownYes[];
  readonly mayStop: boolean;
}

/** R12: what was agreed in good time for bad times. */
export function advancePage({ viewer, choices, mayStop }: AdvanceView): string {
  const spoken = speak(viewer.language, 'advance');
  const { words, translation } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="nl-paragraph">{words.what}</p>
      {choices.length === 0 ? <p class="nl-paragraph">{words.none}</p> : null}
      <ul class="lijst">
        {choices.map(({ id, sender, recipient, fields, until }) => (
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
        ))}
      </ul>
      <p class="nl-paragraph">{words.make}</p>
      <p class="let-op">{words.never}</p>
    </Frame>,
  );
}

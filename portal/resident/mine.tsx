import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import { AskedOthers, type ShownNotice } from './asked-others.tsx';
import { Day, listed, wordOfField, wordOfPurpose } from './words.tsx';

export interface MineView {
  readonly viewer: Viewer;
  readonly decided: readonly {
    readonly sender: string;
    readonly recipient: string;
    readonly purpose: string;
    readonly fields: readonly FieldId[];
    readonly kind: 'yes' | 'no' | 'stopped' | 'waits' | 'ended';
    readonly at: Date;
  }[];
  readonly told: number;
  readonly notices: readonly ShownNotice[];
}

/** R9: everything, readable here and as a file. */
export function minePage({ viewer, decided, told, notices }: MineView): string {
  const spoken = speak(viewer.language, 'mine');
  const { words, translation } = spoken;
  const states = speak(translation.language, 'states').words;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="let-op">{words.careful}</p>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/download/gegevens.json">
          {words.download}
        </a>
        <a class="nl-button nl-button--secondary" href="/download/woonprofiel.json">
          {words.downloadProfile}
        </a>
      </p>
      <h2 class="nl-heading nl-heading--level-2">{words.decided}</h2>
      {decided.length === 0 ? <p class="nl-paragraph">{words.decidedNone}</p> : null}
      <ul class="lijst">
        {decided.map(each => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.fromTo}
                zender={<Name>{each.sender}</Name>}
                ontvanger={<Name>{each.recipient}</Name>}
                doel={wordOfPurpose(translation, each.purpose)}
              />
              {': '}
              {listed(
                translation,
                each.fields.map(field => wordOfField(translation, field)),
              )}
              .
            </p>
            <p class="stil">
              <Filled
                text={words.states}
                stand={states[each.kind]}
                dag={<Day at={each.at} in={translation} />}
              />
            </p>
          </li>
        ))}
      </ul>
      <AskedOthers notices={notices} words={words} translation={translation} />
      <h2 class="nl-heading nl-heading--level-2">{words.told}</h2>
      <p class="nl-paragraph">
        <Filled text={words.toldWhat} aantal={told} />
      </p>
      <h2 class="nl-heading nl-heading--level-2">{words.proof}</h2>
      <p class="nl-paragraph">{words.proofWhat}</p>
      <p class="nl-paragraph">{words.noValues}</p>
    </Frame>,
  );
}

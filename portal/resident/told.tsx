import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { Day, wordOfField, wordOfPurpose } from './words.tsx';

/** One time that something was told: names of fields, never what was in them. */
export interface ShownTold {
  readonly index: number;
  readonly at: Date;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
  /** Why it was allowed: the handreiking's own sentences, and whether they ask for a yes. */
  readonly because: readonly { readonly sentence: string; readonly asksYes: boolean }[];
}

export interface ToldView {
  readonly viewer: Viewer;
  readonly told: readonly ShownTold[];
  readonly refusals: number;
  readonly isMore: boolean;
  readonly recipients: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string | undefined;
  readonly mayAsk: boolean;
}

/** R7: who got what, the newest first. The sentence about what is shown later always stands here, or it would tell. */
export function toldPage({ viewer, told, refusals, isMore, recipients, chosen, mayAsk }: ToldView): string {
  const spoken = speak(viewer.language, 'told');
  const { words, translation } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      {recipients.length < 2 ? null : <Filter recipients={recipients} chosen={chosen} words={words} />}
      {told.length === 0 ? <p class="nl-paragraph">{words.none}</p> : null}
      <ol class="lijst">
        {told.map(each => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.sentence}
                ontvanger={
                  <strong>
                    <Name>{each.recipient}</Name>
                  </strong>
                }
                zender={<Name>{each.sender}</Name>}
                dag={<Day at={each.at} in={translation} />}
              />
            </p>
            <ul class="punten">
              {each.fields.map(field => (
                <li>{wordOfField(translation, field)}</li>
              ))}
            </ul>
            <p class="nl-paragraph">
              <Filled text={words.why} doel={wordOfPurpose(translation, each.purpose)} />
            </p>
            {becauseOf(each, words, translation).map(sentence => (
              <p class="stil">{sentence}</p>
            ))}
            <p class="stil">
              <Filled text={words.number} nummer={each.index} />
            </p>
          </li>
        ))}
      </ol>
      {isMore ? <p class="nl-paragraph">{words.more}</p> : null}
      <section class="vak">
        <h2 class="nl-heading nl-heading--level-2">{words.refused}</h2>
        <p class="nl-paragraph">
          {refusals === 0 ? (
            words.refusedNone
          ) : refusals === 1 ? (
            words.refusedOne
          ) : (
            <Filled text={words.refusedMany} aantal={refusals} />
          )}
        </p>
        <h2 class="nl-heading nl-heading--level-2">{words.laterTitle}</h2>
        <p class="nl-paragraph">{words.later}</p>
      </section>
      {mayAsk ? (
        <a class="nl-link" href="/bezwaar">
          {words.ask}
        </a>
      ) : null}
    </Frame>,
  );
}

/** In Dutch the sentence of the handreiking; in another language what it comes to, for a sentence is not translated by half. */
function becauseOf(
  { because }: ShownTold,
  words: PageTexts['told'],
  { tag }: Translation,
): readonly (string | JSX.Element)[] {
  if (tag === 'nl') return because.map(({ sentence }) => <Filled text={words.because} zin={sentence} />);
  const kinds = new Set(because.map(({ asksYes }) => asksYes));
  return [...kinds].map(asksYes => (asksYes ? words.becauseYes : words.becauseLaw));
}

function Filter({
  recipients,
  chosen,
  words,
}: Pick<ToldView, 'recipients' | 'chosen'> & { readonly words: PageTexts['told'] }): JSX.Element {
  return (
    <form method="get" action="/wie-kreeg-wat" class="filter">
      <label for="van">{words.filter}</label>
      <select class="invoer" id="van" name="van">
        <option value="">{words.everyone}</option>
        {recipients.map(({ id, name }) => (
          <option value={id} selected={id === chosen}>
            {name}
          </option>
        ))}
      </select>
      <button class="nl-button nl-button--secondary" type="submit">
        {words.show}
      </button>
    </form>
  );
}

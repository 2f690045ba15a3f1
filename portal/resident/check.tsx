import type { JSX } from 'preact';
import type { FieldId } from '../../policies/vocabulary.ts';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownExchange } from './shown.ts';
import { wordOfField } from './words.tsx';

export interface CheckView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly exchange: ShownExchange;
  readonly yes: readonly FieldId[];
  readonly no: readonly FieldId[];
  /** Who speaks for a resident also says what the resident thinks. */
  readonly asksOpinion: boolean;
  readonly opinion: string | undefined;
  readonly isOpinionMissing: boolean;
  /** It could not be recorded like this; what can be done stands in these sentences. */
  readonly refused: readonly string[];
}

/** R4: what was chosen, once more, before anything happens. */
export function checkPage(view: CheckView): string {
  const { viewer, formToken, exchange, refused, isOpinionMissing } = view;
  const spoken = speak(viewer.language, 'check');
  const { words, translation } = spoken;
  const hasFaults = refused.length > 0 || isOpinionMissing;
  return asPage(
    <Frame
      viewer={viewer}
      spoken={spoken}
      title={words.title}
      back={`/vraag/${exchange.id}`}
      hasFaults={hasFaults}
    >
      {hasFaults ? (
        <div class="fout" role="alert">
          {isOpinionMissing ? (
            <p class="nl-paragraph">
              <a href="#mening-agrees">{words.opinionFault}</a>
            </p>
          ) : null}
          {refused.length > 0 ? <p class="nl-paragraph">{words.refused}</p> : null}
          {refused.map(sentence => (
            <p class="nl-paragraph" lang="nl">
              {sentence}
            </p>
          ))}
        </div>
      ) : null}
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <Chosen view={view} title={words.yes} fields={view.yes} words={words} translation={translation} />
      <Chosen view={view} title={words.no} fields={view.no} words={words} translation={translation} />
      <form method="post" action={`/vraag/${exchange.id}/klopt`}>
        <input type="hidden" name="bewijs" value={formToken} />
        {view.asksOpinion ? (
          <OpinionAsked words={words} opinion={view.opinion} isMissing={isOpinionMissing} />
        ) : null}
        <p class="knoppen gelijk">
          <button class="nl-button nl-button--secondary" type="submit">
            {words.confirm}
          </button>
          <a class="nl-button nl-button--secondary" href={`/vraag/${exchange.id}`}>
            {words.back}
          </a>
        </p>
      </form>
    </Frame>,
  );
}

function Chosen({
  view: { exchange },
  title,
  fields,
  words,
  translation,
}: {
  readonly view: CheckView;
  readonly title: string;
  readonly fields: readonly FieldId[];
  readonly words: PageTexts['check'];
  readonly translation: Translation;
}): JSX.Element {
  return (
    <section class="kaart">
      <h2 class="nl-heading nl-heading--level-2">{title}</h2>
      {fields.length === 0 ? (
        <p class="nl-paragraph">{words.none}</p>
      ) : (
        <ul class="regels">
          {fields.map(field => (
            <li>
              <span id={`k-${field}`}>{wordOfField(translation, field)}</span>
              <a class="nl-link" href={`/vraag/${exchange.id}#${field}-ja`} aria-describedby={`k-${field}`}>
                {words.change}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OpinionAsked({
  words,
  opinion,
  isMissing,
}: {
  readonly words: PageTexts['check'];
  readonly opinion: string | undefined;
  readonly isMissing: boolean;
}): JSX.Element {
  const choices = [
    ['agrees', words.agrees],
    ['opposes', words.opposes],
    ['could-not-say', words.unknown],
  ] as const;
  return (
    <fieldset class="kaart">
      <legend class="nl-heading nl-heading--level-2">{words.opinionTitle}</legend>
      <p class="nl-paragraph">{words.opinionLead}</p>
      {choices.map(([value, label]) => (
        <label class="keuze">
          <input
            type="radio"
            id={`mening-${value}`}
            name="mening"
            value={value}
            checked={opinion === value}
            {...(isMissing ? { 'aria-invalid': 'true' as const } : {})}
          />
          {label}
        </label>
      ))}
      <p class="stil">{words.opposed}</p>
    </fieldset>
  );
}

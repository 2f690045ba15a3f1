import type { JSX } from 'preact';
import { Filled } from '../filled.tsx';
import { asPage, Frame } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts } from '../texts/translation.ts';
import type { ObjectionView } from './objection-view.ts';
import { SaidBefore } from './said-before.tsx';
import { wordOfPurpose } from './words.tsx';

const WHERE = { faultKind: '#soort-bezwaar', faultPurpose: '#doel', faultLong: '#tekst' } as const;

/** R8: an objection, a correction, or take it away; no words are needed, and who does not understand is helped. */
export function objectionPage(view: ObjectionView): string {
  const { viewer, faults } = view;
  const spoken = speak(viewer.language, 'objection');
  const { words, translation } = spoken;
  return asPage(
    <Frame
      viewer={viewer}
      spoken={spoken}
      title={words.title}
      back="/overzicht"
      hasFaults={faults.length > 0}
    >
      {faults.length === 0 ? null : (
        <div class="fout" role="alert">
          <h2 class="nl-heading nl-heading--level-3">{words.faultsTitle}</h2>
          <ul>
            {faults.map(fault => (
              <li>
                <a href={WHERE[fault]}>
                  <Filled text={words[fault]} aantal={view.tooLong?.characters} meest={view.tooLong?.most} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <form method="post" action="/bezwaar">
        <input type="hidden" name="bewijs" value={view.formToken} />
        <Kinds view={view} words={words} />
        <div class="kaart">
          <label for="doel">{words.purpose}</label>
          <p class="voorbeeld" id="doel-hint">
            {words.purposeHint}
          </p>
          <select
            class="invoer"
            id="doel"
            name="doel"
            aria-describedby="doel-hint"
            {...(faults.includes('faultPurpose') ? { 'aria-invalid': 'true' as const } : {})}
          >
            <option value="">–</option>
            {view.purposes.map(purpose => (
              <option value={purpose} selected={purpose === view.purpose}>
                {wordOfPurpose(translation, purpose)}
              </option>
            ))}
          </select>
        </div>
        <OwnWordsAsked view={view} words={words} />
        <button class="nl-button nl-button--primary" type="submit">
          {words.send}
        </button>
      </form>
      <p class="nl-paragraph">
        {words.question}{' '}
        <a class="nl-link" href="/hulp">
          {words.questionWhat}
        </a>
      </p>
      <p class="nl-paragraph">
        <a class="nl-link" href="/stilzetten">
          {speak(viewer.language, 'restriction').words.link}
        </a>
      </p>
      <SaidBefore view={view} words={words} translation={translation} />
    </Frame>,
  );
}

function Kinds({
  view: { kind, faults },
  words,
}: {
  readonly view: ObjectionView;
  readonly words: PageTexts['objection'];
}): JSX.Element {
  const kinds = [
    ['bezwaar', words.object, words.objectWhat],
    ['klopt-niet', words.correct, words.correctWhat],
    ['weg', words.erase, words.eraseWhat],
  ] as const;
  return (
    <fieldset class="kaart">
      <legend class="nl-heading nl-heading--level-2">{words.kind}</legend>
      {kinds.map(([value, label, what]) => (
        <label class="keuze">
          <input
            type="radio"
            id={`soort-${value}`}
            name="soort"
            value={value}
            checked={kind === value}
            {...(faults.includes('faultKind') ? { 'aria-invalid': 'true' as const } : {})}
          />
          <span>
            <strong>{label}</strong> <span class="stil">{what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** In one's own words and language; nobody has to. */
function OwnWordsAsked({
  view: { text, faults },
  words,
}: {
  readonly view: ObjectionView;
  readonly words: PageTexts['objection'];
}): JSX.Element {
  return (
    <div class="kaart">
      <label for="tekst">{words.say}</label>
      <p class="voorbeeld" id="tekst-hint">
        {words.sayHint}
      </p>
      <textarea
        class="invoer"
        id="tekst"
        name="tekst"
        rows={6}
        dir="auto"
        aria-describedby="tekst-hint tekst-wie"
        {...(faults.includes('faultLong') ? { 'aria-invalid': 'true' as const } : {})}
      >
        {text}
      </textarea>
      <p class="stil" id="tekst-wie">
        {words.sayWho}
      </p>
    </div>
  );
}

import type { JSX } from 'preact';
import { Filled } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import { Day, wordOfPurpose } from './words.tsx';

export type WordKind = 'bezwaar' | 'klopt-niet' | 'weg';
export type ObjectionFault = 'faultKind' | 'faultPurpose';

export interface OpenObjection {
  readonly id: string;
  readonly purpose: string;
  readonly at: Date;
  readonly decideBy: Date;
}

export interface ObjectionView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly kind: WordKind | undefined;
  readonly purpose: string | undefined;
  readonly purposes: readonly string[];
  readonly faults: readonly ObjectionFault[];
  readonly open: readonly OpenObjection[];
}

const WHERE = { faultKind: '#soort-bezwaar', faultPurpose: '#doel' } as const;

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
                <a href={WHERE[fault]}>{words[fault]}</a>
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
          <p class="stil">{words.sayWho}</p>
        </div>
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
      <Open view={view} words={words} translation={translation} />
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

function Open({
  view: { open, formToken },
  words,
  translation,
}: {
  readonly view: ObjectionView;
  readonly words: PageTexts['objection'];
  readonly translation: Translation;
}): JSX.Element | null {
  if (open.length === 0) return null;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">{words.open}</h2>
      <ul class="lijst">
        {open.map(({ id, purpose, at, decideBy }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.openObjection}
                dag={<Day at={at} in={translation} />}
                doel={wordOfPurpose(translation, purpose)}
                eind={<Day at={decideBy} in={translation} />}
              />
            </p>
            <form method="post" action="/bezwaar/intrekken">
              <input type="hidden" name="bewijs" value={formToken} />
              <input type="hidden" name="bezwaar" value={id} />
              <button class="nl-button nl-button--secondary" type="submit">
                {words.takeBack}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface ObjectionDoneView {
  readonly viewer: Viewer;
  readonly kind: WordKind | 'ingetrokken';
  readonly decideBy: Date;
  /** How many recipients were asked to hold, correct or take away. */
  readonly told: number | undefined;
}

/** What was done at once, and when the resident hears the rest. */
export function objectionDonePage({ viewer, kind, decideBy, told }: ObjectionDoneView): string {
  const spoken = speak(viewer.language, 'objectionDone');
  const { words, translation } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <div class="gelukt">
        <h1 class="nl-heading nl-heading--level-1">
          {kind === 'ingetrokken' ? words.takenBack : words.title}
        </h1>
        {kind === 'bezwaar' ? <p class="nl-paragraph nl-paragraph--lead">{words.stopped}</p> : null}
        {kind === 'ingetrokken' ? null : (
          <p class="nl-paragraph">
            <Filled text={words.answer} eind={<Day at={decideBy} in={translation} />} />
          </p>
        )}
        {told === undefined ? null : (
          <p class="nl-paragraph">
            {told === 0 ? words.toldNone : <Filled text={words.told} aantal={told} />}
          </p>
        )}
        <p class="nl-paragraph">{words.free}</p>
      </div>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/overzicht">
          {words.overview}
        </a>
      </p>
    </Frame>,
  );
}

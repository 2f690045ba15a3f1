import type { JSX } from 'preact';
import { Filled } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import { Day, wordOfPurpose } from './words.tsx';

/** Something that a resident had put on hold, and when it may be used again. */
export interface ShownHold {
  readonly purpose: string | undefined;
  readonly state: 'running' | 'soon' | 'again';
  readonly at: Date;
  readonly officerSaid: string | undefined;
}

export const WHYS = ['accuracy', 'unlawful', 'claim', 'objection'] as const;

export interface RestrictionView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly purposes: readonly string[];
  readonly purpose: string | undefined;
  readonly why: string | undefined;
  readonly isWhyMissing: boolean;
  readonly holds: readonly ShownHold[];
}

/** AVG 18: the resident has something put on hold; it works at once. */
export function restrictionPage(view: RestrictionView): string {
  const { viewer, isWhyMissing } = view;
  const spoken = speak(viewer.language, 'restriction');
  const { words, translation } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/bezwaar" hasFaults={isWhyMissing}>
      {isWhyMissing ? (
        <div class="fout" role="alert">
          <h2 class="nl-heading nl-heading--level-3">{words.faultsTitle}</h2>
          <p class="nl-paragraph">
            <a href="#waarom-accuracy">{words.faultWhy}</a>
          </p>
        </div>
      ) : null}
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="nl-paragraph">{words.what}</p>
      <p class="nl-paragraph">{words.but}</p>
      <form method="post" action="/stilzetten">
        <input type="hidden" name="bewijs" value={view.formToken} />
        <div class="kaart">
          <label for="doel">{words.purpose}</label>
          <select class="invoer" id="doel" name="doel">
            <option value="">{words.everything}</option>
            {view.purposes.map(purpose => (
              <option value={purpose} selected={purpose === view.purpose}>
                {wordOfPurpose(translation, purpose)}
              </option>
            ))}
          </select>
        </div>
        <Whys view={view} words={words} />
        <button class="nl-button nl-button--primary" type="submit">
          {words.send}
        </button>
      </form>
      <Holds holds={view.holds} words={words} translation={translation} />
    </Frame>,
  );
}

type Words = PageTexts['restriction'];

const Whys = ({
  view: { why, isWhyMissing },
  words,
}: {
  readonly view: RestrictionView;
  readonly words: Words;
}): JSX.Element => (
  <fieldset class="kaart">
    <legend class="nl-heading nl-heading--level-2">{words.why}</legend>
    {WHYS.map(each => (
      <label class="keuze">
        <input
          type="radio"
          id={`waarom-${each}`}
          name="waarom"
          value={each}
          checked={each === why}
          {...(isWhyMissing ? { 'aria-invalid': 'true' as const } : {})}
        />
        <span>{words[each]}</span>
      </label>
    ))}
  </fieldset>
);

const Holds = ({
  holds,
  words,
  translation,
}: {
  readonly holds: readonly ShownHold[];
  readonly words: Words;
  readonly translation: Translation;
}): JSX.Element | null =>
  holds.length === 0 ? null : (
    <section>
      <h2 class="nl-heading nl-heading--level-2">{words.mine}</h2>
      <ul class="lijst">
        {holds.map(({ purpose, state, at, officerSaid }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words[state]}
                dag={<Day at={at} in={translation} />}
                doel={purpose === undefined ? words.everything : wordOfPurpose(translation, purpose)}
              />
            </p>
            {officerSaid === undefined ? null : (
              <>
                <p class="stil">{words.officerSaid}</p>
                <blockquote lang="nl" class="citaat">
                  {officerSaid}
                </blockquote>
                {state === 'soon' ? <p class="nl-paragraph">{words.disagree}</p> : null}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

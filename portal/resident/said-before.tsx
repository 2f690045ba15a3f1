import type { JSX } from 'preact';
import { Filled } from '../filled.tsx';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ObjectionView, ShownObjection } from './objection-view.ts';
import { Day, wordOfPurpose } from './words.tsx';

const SENTENCE = {
  open: 'openObjection',
  upheld: 'upheld',
  dismissed: 'dismissed',
  withdrawn: 'withdrawn',
} as const;

/** What was objected to before, what became of it and why; and the way to take an open one back. */
export function SaidBefore({
  view: { said, formToken },
  words,
  translation,
}: {
  readonly view: ObjectionView;
  readonly words: PageTexts['objection'];
  readonly translation: Translation;
}): JSX.Element | null {
  if (said.length === 0) return null;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">{words.open}</h2>
      <ul class="lijst">
        {said.map(each => (
          <li>
            <Objected objection={each} words={words} translation={translation} />
            {each.state === 'open' ? (
              <form method="post" action="/bezwaar/intrekken">
                <input type="hidden" name="bewijs" value={formToken} />
                <input type="hidden" name="bezwaar" value={each.id} />
                <button class="nl-button nl-button--secondary" type="submit">
                  {words.takeBack}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Objected({
  objection: { purpose, at, decideBy, state, officerSaid },
  words,
  translation,
}: {
  readonly objection: ShownObjection;
  readonly words: PageTexts['objection'];
  readonly translation: Translation;
}): JSX.Element {
  return (
    <>
      <p class="nl-paragraph">
        <Filled
          text={words[SENTENCE[state]]}
          dag={<Day at={at} in={translation} />}
          doel={wordOfPurpose(translation, purpose)}
          eind={<Day at={decideBy} in={translation} />}
        />
      </p>
      {officerSaid === undefined ? null : (
        <>
          <p class="stil">{words.officerSaid}</p>
          <blockquote lang="nl" class="citaat">
            {officerSaid}
          </blockquote>
        </>
      )}
    </>
  );
}

import type { JSX } from 'preact';
import { listed } from '../../policies/in-dutch.ts';
import { QUASI_IDENTIFIERS, type QuasiIdentifier } from '../../policies/learning/anonymity.ts';
import type { StoryState } from '../../policies/learning/story-states.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from '../desk/badge.tsx';
import { PostForm } from '../desk/post-form.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

/** A story as this viewer may see it. */
export interface ShownStory {
  readonly id: string;
  readonly text: string;
  readonly state: StoryState;
  readonly quasiIdentifiers: readonly QuasiIdentifier[];
  readonly people: number;
  readonly source: string;
  /** What this viewer can do with it now. */
  readonly may: 'nothing' | 'read' | 'release';
}

export interface StoriesView {
  readonly viewer: Viewer;
  readonly stories: readonly ShownStory[];
  readonly mayPutForward: boolean;
  /** Something was just done. */
  readonly said: string | undefined;
}

/** What was let go, to learn from; and what waits for this viewer. */
export const storiesPage = ({ viewer, stories, mayPutForward, said }: StoriesView): string => {
  const waiting = stories.filter(({ may }) => may !== 'nothing');
  const free = stories.filter(({ state }) => state === 'vrijgegeven');
  return asPage(
    <WorkFrame viewer={viewer} title="Leerverhalen" here="/leren">
      <h1 class="nl-heading nl-heading--level-1">Leerverhalen</h1>
      {said === undefined ? null : (
        <p class="gelukt" role="status">
          {said}
        </p>
      )}
      <p class="nl-paragraph nl-paragraph--lead">
        Van een verhaal leren mag als niemand de bewoner erin herkent. Daarom kijkt eerst iemand van buiten de
        casus, en dan de privacy officer.
      </p>
      {mayPutForward ? (
        <p class="knoppen">
          <a class="nl-button nl-button--primary" href="/leren/nieuw">
            Leg een verhaal voor
          </a>
        </p>
      ) : null}
      {waiting.length === 0 ? null : (
        <section>
          <h2 class="nl-heading nl-heading--level-2">Wacht op u</h2>
          {waiting.map(story => (
            <Waiting viewer={viewer} story={story} />
          ))}
        </section>
      )}
      <section>
        <h2 class="nl-heading nl-heading--level-2">Om van te leren</h2>
        {free.length === 0 ? <p class="leeg">Er is nog geen verhaal vrijgegeven.</p> : null}
        {free.map(({ text }) => (
          <article class="leerverhaal">
            <p>{text}</p>
          </article>
        ))}
      </section>
    </WorkFrame>,
  );
};

const STATES: Readonly<Record<StoryState, { readonly tone: Tone; readonly words: string }>> = {
  voorgelegd: { tone: 'let-op', words: 'Nog niet gelezen van buiten' },
  gelezen: { tone: 'goed', words: 'Gelezen van buiten: niemand herkend' },
  vrijgegeven: { tone: 'goed', words: 'Vrijgegeven' },
  teruggestuurd: { tone: 'rustig', words: 'Teruggestuurd' },
};

function Waiting({ viewer, story }: { readonly viewer: Viewer; readonly story: ShownStory }): JSX.Element {
  const { id, text, state, quasiIdentifiers, people, source, may } = story;
  const told = quasiIdentifiers.map(each => QUASI_IDENTIFIERS[each]);
  return (
    <article class="leerverhaal">
      <p class="merkjes">
        <Badge tone={STATES[state].tone}>{STATES[state].words}</Badge>
      </p>
      <p>{text}</p>
      <p class="stil">
        {told.length === 0
          ? 'Het verhaal noemt niets waaraan iemand te herkennen is.'
          : `Het verhaal noemt ${listed(told)}.`}{' '}
        Op minstens {people} mensen past dat samen ({source}).
      </p>
      <PostForm viewer={viewer} action={`/leren/${id}`}>
        {may === 'read' ? (
          <>
            <p class="nl-paragraph">
              Lees het als iemand die de wijk kent. Denkt u aan een echt mens? Dan gaat het terug, en
              verdwijnt de tekst.
            </p>
            <p class="knoppen">
              <button class="nl-button nl-button--secondary" name="stap" value="niemand">
                Ik herken niemand
              </button>
              <button class="nl-button nl-button--secondary" name="stap" value="herken">
                Ik herken iemand
              </button>
            </p>
          </>
        ) : (
          <p class="knoppen">
            <button
              class="nl-button nl-button--secondary"
              name="stap"
              value="vrijgeven"
              disabled={state !== 'gelezen'}
            >
              Geef vrij
            </button>
            <button class="nl-button nl-button--secondary" name="stap" value="terug">
              Stuur terug
            </button>
          </p>
        )}
      </PostForm>
    </article>
  );
}

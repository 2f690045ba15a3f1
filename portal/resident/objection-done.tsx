import { Filled } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { WordKind } from './objection-view.ts';
import { Day } from './words.tsx';

export interface ObjectionDoneView {
  readonly viewer: Viewer;
  readonly kind: WordKind | 'ingetrokken';
  readonly decideBy: Date;
  /** How many recipients were asked to hold, correct or take away. */
  readonly told: number | undefined;
  readonly hasWords: boolean;
}

/** What was done at once, and when the resident hears the rest. */
export function objectionDonePage({ viewer, kind, decideBy, told, hasWords }: ObjectionDoneView): string {
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
        {hasWords ? <p class="nl-paragraph">{words.kept}</p> : null}
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

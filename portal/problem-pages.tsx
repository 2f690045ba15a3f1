import { asPage, Frame, type Viewer } from './frame.tsx';
import type { nl } from './texts/nl.ts';
import { speak } from './texts/texts.ts';
import { homeOfRole } from './desk/navigation.ts';

export type PageProblemCode = keyof (typeof nl)['problems'];

/** What went wrong, that nothing is lost, and what to do now. */
export function problemPageFor(viewer: Viewer, code: PageProblemCode): string {
  const spoken = speak(viewer.language, 'problems');
  const { title, what, next } = spoken.words[code];
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={title}>
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{what}</p>
      <p class="nl-paragraph">{next}</p>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href={homeOf(viewer)}>
          {spoken.frame.home}
        </a>
      </p>
    </Frame>,
  );
}

const homeOf = ({ loggedIn }: Viewer): string =>
  loggedIn === undefined ? '/' : (homeOfRole(loggedIn.as) ?? '/overzicht');

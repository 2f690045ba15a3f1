import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';

/** R2: what there is to choose, what is allowed without a yes, and where everything else is. */
export function overviewPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'overview');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
    </Frame>,
  );
}

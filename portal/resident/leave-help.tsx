import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';

/** R14: what the button does, and what it cannot do. */
export function leaveHelpPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'leaveHelp');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      {[words.one, words.two, words.three, words.four].map(sentence => (
        <p class="nl-paragraph">{sentence}</p>
      ))}
      <p class="let-op">{words.alert}</p>
    </Frame>,
  );
}

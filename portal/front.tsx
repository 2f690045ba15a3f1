import { asPage, Frame, type Viewer } from './frame.tsx';
import { speak } from './texts/texts.ts';

/** R0: five sentences, and three ways in. */
export function residentFrontPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'front');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <ul class="kern">
        <li class="ja-nee">{words.with}</li>
        <li class="wet">{words.without}</li>
        <li class="zien">{words.always}</li>
      </ul>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/inloggen/digid">
          {words.digid}
        </a>
        <a class="nl-button nl-button--secondary" href="/inloggen#code">
          {words.code}
        </a>
        <a class="nl-button nl-button--secondary" href="/hulp">
          {words.together}
        </a>
      </p>
    </Frame>,
  );
}

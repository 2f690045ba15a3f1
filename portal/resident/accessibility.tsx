import type { JSX } from 'preact';
import { Filled } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { offered, pageNames, speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';

/** R14: what works, what was not tested yet, and how much of each translation somebody looked at. */
export function accessibilityPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'accessibility');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      {[words.one, words.two, words.three].map(sentence => (
        <p class="nl-paragraph">{sentence}</p>
      ))}
      <h2 class="nl-heading nl-heading--level-2">{words.languages}</h2>
      <p class="nl-paragraph">
        {words.languagesWhat} {words.dutchInstead}
      </p>
      <ul class="lijst">
        {offered().map(each => (
          <LanguageLine translation={each} words={words} />
        ))}
      </ul>
    </Frame>,
  );
}

function LanguageLine({
  translation: { tag, direction, name, version, reviewed, pages },
  words,
}: {
  readonly translation: Translation;
  readonly words: PageTexts['accessibility'];
}): JSX.Element {
  const all = pageNames().length;
  return (
    <li>
      <h3 class="nl-heading nl-heading--level-3">
        <span lang={tag} dir={direction}>
          {name}
        </span>{' '}
        ({version})
      </h3>
      {reviewed === 'geldend' ? (
        <p class="stil">{words.counts}</p>
      ) : (
        <p class="stil">
          <Filled text={words.translated} aantal={Object.keys(pages).length} alle={all} />{' '}
          <Filled text={words.reviewed} aantal={reviewed.length} alle={all} />
        </p>
      )}
    </li>
  );
}

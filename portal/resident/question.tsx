import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame } from '../frame.tsx';
import { speak, translationOf, type Spoken } from '../texts/texts.ts';
import type { PageTexts } from '../texts/translation.ts';
import { filledText } from './asked-text.tsx';
import { Items } from './question-items.tsx';
import type { QuestionView } from './question-view.ts';
import type { ShownExchange } from './shown.ts';
import { Day, wordOfField } from './words.tsx';

/** R3: who tells whom what, with the very value, for what and how long; per item yes or no, and both look the same. */
export function questionPage(view: QuestionView): string {
  const { viewer, exchange, text, until, missing } = view;
  const spoken = speak(viewer.language, 'question');
  const { words, translation } = spoken;
  const asked = translationOf(text.language);
  const { sentences, ...parts } = filledText(text, exchange, until, asked);
  const [first = '', ...others] = sentences;
  return asPage(
    <Frame
      viewer={viewer}
      spoken={spoken}
      title={plain(first, exchange)}
      back="/overzicht"
      hasFaults={missing.length > 0}
    >
      {missing.length === 0 ? null : <Faults view={view} spoken={spoken} />}
      <div lang={asked.tag} dir={asked.direction}>
        <h1 class="nl-heading nl-heading--level-1" data-tekst>
          <Filled text={first} {...parts} />
        </h1>
        {others.map(sentence => (
          <p class="nl-paragraph zin" data-tekst>
            <Filled text={sentence} {...parts} />
          </p>
        ))}
      </div>
      {exchange.sleeps ? <p class="let-op">{words.forBadTimes}</p> : null}
      {view.mayAnswer === 'out-of-reach' ? <p class="let-op">{words.outOfReach}</p> : null}
      {view.mayAnswer === 'helper' ? <p class="let-op">{words.helper}</p> : null}
      {view.values === undefined ? (
        <NotNow view={view} words={words} />
      ) : (
        <Items view={view} spoken={spoken} />
      )}
      <section class="vak">
        <h2 class="nl-heading nl-heading--level-3">{words.notTold}</h2>
        <p class="nl-paragraph">{words.notToldWhat}</p>
        <h2 class="nl-heading nl-heading--level-3">{words.howLong}</h2>
        <p class="nl-paragraph">
          <Filled text={words.howLongWhat} dag={<Day at={until} in={translation} />} />{' '}
          <Filled text={words.howOften} ontvanger={<Name>{exchange.recipient}</Name>} />
        </p>
        <details>
          <summary>{words.moreTitle}</summary>
          <p class="nl-paragraph">
            <Filled text={words.moreLaw} wet={<Name>{view.laws.join('; ')}</Name>} />
          </p>
          <p class="nl-paragraph">
            <Filled text={words.moreText} versie={text.version} />
          </p>
        </details>
      </section>
    </Frame>,
  );
}

const plain = (sentence: string, { sender, recipient }: ShownExchange): string =>
  sentence.replace('{zender}', sender).replace('{ontvanger}', recipient);

function Faults({
  view: { missing },
  spoken: { words, translation },
}: {
  readonly view: QuestionView;
  readonly spoken: Spoken<'question'>;
}): JSX.Element {
  return (
    <div class="fout" role="alert" aria-labelledby="fout">
      <h2 class="nl-heading nl-heading--level-3" id="fout">
        {words.faultsTitle}
      </h2>
      <ul>
        {missing.map(field => (
          <li>
            <a href={`#${field}-ja`}>
              <Filled text={words.fault} gegeven={wordOfField(translation, field)} />
            </a>
          </li>
        ))}
      </ul>
      <p class="nl-paragraph">{words.faultHint}</p>
    </div>
  );
}

function NotNow({
  view: { exchange },
  words,
}: {
  readonly view: QuestionView;
  readonly words: PageTexts['question'];
}): JSX.Element {
  return (
    <section class="let-op">
      <h2 class="nl-heading nl-heading--level-3">{words.notNow}</h2>
      <p class="nl-paragraph">
        <Filled text={words.notNowWhat} zender={<Name>{exchange.sender}</Name>} />
      </p>
      <a class="nl-button nl-button--secondary" href="/overzicht">
        {words.later}
      </a>
    </section>
  );
}

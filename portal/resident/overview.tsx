import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import { No, Yes } from './overview-decided.tsx';
import { Law } from './overview-law.tsx';
import type { OverviewPart, OverviewView } from './overview-view.ts';
import { listed, wordOfField } from './words.tsx';

/** R2: what there is to choose, what is allowed without a yes, and where everything else is. */
export function overviewPage(view: OverviewView): string {
  const { viewer, role } = view;
  const spoken = speak(viewer.language, 'overview');
  const { words, translation } = spoken;
  const part = { view, words, translation };
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      {role === 'helper' ? <p class="let-op">{words.helper}</p> : null}
      {role === 'representative' ? (
        <p class="let-op">
          {words.forSomebody}{' '}
          <a class="nl-link" href="/namens">
            {words.behalf}
          </a>
        </p>
      ) : null}
      <section class="baan" aria-labelledby="kiezen">
        <h2 class="nl-heading nl-heading--level-2" id="kiezen">
          {words.choose}
        </h2>
        <Questions {...part} />
        <Yes {...part} />
        {view.yes.length > 1 && role !== 'helper' ? (
          <p class="nl-paragraph">
            <a class="nl-link" href="/stop-alles">
              {words.stopAll}
            </a>
          </p>
        ) : null}
        <No {...part} />
      </section>
      <section class="baan wet" aria-labelledby="wet">
        <h2 class="nl-heading nl-heading--level-2" id="wet">
          {words.law}
        </h2>
        <Law {...part} />
      </section>
      <More {...part} />
    </Frame>,
  );
}

function Questions({ view: { questions }, words, translation }: OverviewPart): JSX.Element {
  if (questions.length === 0) return <p class="nl-paragraph">{words.noQuestions}</p>;
  return (
    <>
      <p class="nl-paragraph nl-paragraph--lead">
        <strong>
          {questions.length === 1 ? (
            words.oneQuestion
          ) : (
            <Filled text={words.questions} aantal={questions.length} />
          )}
        </strong>{' '}
        {words.noHurry}
      </p>
      <ul class="lijst">
        {questions.map(({ id, sender, recipient, fields, sleeps }) => (
          <li class="vraag">
            <h3 class="nl-heading nl-heading--level-3">
              <Filled
                text={words.mayTell}
                zender={<Name>{sender}</Name>}
                ontvanger={<Name>{recipient}</Name>}
              />
            </h3>
            <p class="nl-paragraph">
              <Filled
                text={words.itIsAbout}
                gegevens={listed(
                  translation,
                  fields.map(field => wordOfField(translation, field)),
                )}
              />
            </p>
            {sleeps ? <p class="stil">{words.forBadTimes}</p> : null}
            <a class="nl-button nl-button--primary" href={`/vraag/${id}`} aria-describedby={`v-${id}`}>
              {words.look}
            </a>
            <span class="alleen-voorlezen" id={`v-${id}`}>
              {sender} – {recipient}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function More({ words, view: { role } }: OverviewPart): JSX.Element {
  return (
    <nav class="meer" aria-labelledby="meer">
      <h2 class="nl-heading nl-heading--level-2" id="meer">
        {words.more}
      </h2>
      <ul class="lijst">
        <li>
          <a class="nl-link" href="/wie-kreeg-wat">
            {words.whoGot}
          </a>
        </li>
        <li>
          <a class="nl-link" href="/als-het-slecht-gaat">
            {words.advance}
          </a>
        </li>
        {role === 'helper' ? null : (
          <li>
            <a class="nl-link" href="/bezwaar">
              {words.ask}
            </a>
          </li>
        )}
        {role === 'helper' ? null : (
          <li>
            <a class="nl-link" href="/download">
              {words.mine}
            </a>
          </li>
        )}
        {role === 'representative' ? null : (
          <li>
            <a class="nl-link" href="/namens">
              {words.spokenFor}
            </a>
          </li>
        )}
        <li>
          <a class="nl-link" href="/hulp">
            {words.together}
          </a>
        </li>
      </ul>
    </nav>
  );
}

import type { JSX } from 'preact';
import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak, type PageTexts, type Translation } from '../texts/texts.ts';
import { Day, listed, wordOfField, wordOfPurpose } from './words.tsx';

/** Something between two organisations, as it is shown. */
export interface ShownExchange {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
}

export interface ShownYes extends ShownExchange {
  readonly until: Date;
  readonly sleeps: boolean;
}

export interface ShownNo extends ShownExchange {
  readonly how: 'said' | 'stopped' | 'ended';
  readonly at: Date;
}

export interface ShownLaw {
  readonly rule: string;
  readonly sentence: string;
  readonly law: string;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly fields: readonly FieldId[];
  readonly canObject: boolean;
  readonly isStopped: boolean;
}

export interface OverviewView {
  readonly viewer: Viewer;
  readonly role: 'resident' | 'representative' | 'helper';
  readonly questions: readonly ShownExchange[];
  readonly yes: readonly ShownYes[];
  readonly no: readonly ShownNo[];
  readonly law: readonly ShownLaw[];
}

interface Part {
  readonly view: OverviewView;
  readonly words: PageTexts['overview'];
  readonly translation: Translation;
}

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
      {role === 'representative' ? <p class="let-op">{words.forSomebody}</p> : null}
      <section class="baan" aria-labelledby="kiezen">
        <h2 class="nl-heading nl-heading--level-2" id="kiezen">
          {words.choose}
        </h2>
        <Questions {...part} />
        <Yes {...part} />
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

function Questions({ view: { questions }, words, translation }: Part): JSX.Element {
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
        {questions.map(({ id, sender, recipient, fields }) => (
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

function Yes({ view: { yes, role }, words, translation }: Part): JSX.Element | null {
  if (yes.length === 0) return null;
  return (
    <>
      <h3 class="nl-heading nl-heading--level-3 tussen">{words.yourYes}</h3>
      <ul class="lijst">
        {yes.map(({ id, sender, recipient, fields, until, sleeps }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.maytells}
                zender={<Name>{sender}</Name>}
                ontvanger={<Name>{recipient}</Name>}
              />
            </p>
            <ul class="punten">
              {fields.map(field => (
                <li>{wordOfField(translation, field)}</li>
              ))}
            </ul>
            <p class="stil">
              {sleeps ? `${words.sleeping} ` : ''}
              <Filled text={words.until} dag={<Day at={until} in={translation} />} />
            </p>
            <p class="knoppen">
              {role === 'helper' ? null : (
                <a class="nl-button nl-button--secondary" href={`/stop/${id}`} aria-describedby={`s-${id}`}>
                  {words.stop}
                </a>
              )}
              <a class="nl-button nl-button--subtle" href={`/bewijs/${id}`} aria-describedby={`s-${id}`}>
                {words.proof}
              </a>
              <span class="alleen-voorlezen" id={`s-${id}`}>
                {sender} – {recipient}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function No({ view: { no }, words, translation }: Part): JSX.Element | null {
  if (no.length === 0) return null;
  return (
    <details>
      <summary>
        {words.yourNo} ({no.length})
      </summary>
      <ul class="lijst">
        {no.map(({ id, sender, recipient, fields, how, at }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.mayTell}
                zender={<Name>{sender}</Name>}
                ontvanger={<Name>{recipient}</Name>}
              />{' '}
              <Filled
                text={words.itIsAbout}
                gegevens={listed(
                  translation,
                  fields.map(field => wordOfField(translation, field)),
                )}
              />
            </p>
            <p class="stil">
              <Filled text={words[how]} dag={<Day at={at} in={translation} />} />
            </p>
            <a class="nl-link" href={`/bewijs/${id}`} aria-describedby={`n-${id}`}>
              {words.proof}
            </a>
            <span class="alleen-voorlezen" id={`n-${id}`}>
              {sender} – {recipient}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Law({ view: { law, role }, words, translation }: Part): JSX.Element {
  if (law.length === 0) return <p class="nl-paragraph">{words.noLaw}</p>;
  const purposes = [...new Set(law.map(({ purpose }) => purpose))];
  return (
    <>
      <p class="nl-paragraph">{words.lawLead}</p>
      {purposes.map(purpose => {
        const own = law.filter(each => each.purpose === purpose);
        const isStopped = own.some(each => each.isStopped);
        const canObject = own.some(each => each.canObject && !each.isStopped);
        return (
          <details class="vak">
            <summary>{wordOfPurpose(translation, purpose)}</summary>
            <ul class="punten">
              {[...new Set(own.map(({ rule }) => rule))].map(rule => (
                <LawLine
                  ways={own.filter(each => each.rule === rule)}
                  words={words}
                  translation={translation}
                />
              ))}
            </ul>
            {isStopped ? <p class="let-op">{words.isStopped}</p> : null}
            {canObject && role !== 'helper' ? (
              <a class="nl-link" href={`/bezwaar?doel=${purpose}`}>
                <Filled text={words.objectWhat} doel={wordOfPurpose(translation, purpose)} />
              </a>
            ) : null}
            {own.some(each => !each.canObject) ? <p class="stil">{words.noObject}</p> : null}
          </details>
        );
      })}
    </>
  );
}

/** The sentence of the handreiking in Dutch; in another language the fields by name, for a sentence is not translated by half. */
function LawLine({
  ways,
  words,
  translation,
}: Pick<Part, 'words' | 'translation'> & { readonly ways: readonly ShownLaw[] }): JSX.Element | null {
  const [first] = ways;
  if (first === undefined) return null;
  const fields = first.fields.map(field => wordOfField(translation, field));
  return (
    <li>
      {translation.tag.startsWith('nl') ? first.sentence : null}
      {ways.map(({ sender, recipient }) => (
        <p class="stil">
          <Filled text={words.fromTo} zender={<Name>{sender}</Name>} ontvanger={<Name>{recipient}</Name>} />
        </p>
      ))}
      <p class="stil">
        <Filled text={words.itIsAbout} gegevens={listed(translation, fields)} />
      </p>
      <p class="stil">
        {words.whichLaw} <Name>{first.law.replace(/ \[PO\]$/, '')}</Name>
      </p>
    </li>
  );
}

function More({ words, view: { role } }: Part): JSX.Element {
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
        <li>
          <a class="nl-link" href="/hulp">
            {words.together}
          </a>
        </li>
      </ul>
    </nav>
  );
}

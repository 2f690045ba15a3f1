import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, type Viewer } from '../frame.tsx';
import { filledText, type AskedText } from '../resident/asked-text.tsx';
import type { ShownExchange } from '../resident/shown.ts';
import type { Translation } from '../texts/translation.ts';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { FaultSummary, Form } from './form-parts.tsx';
import { readAloudTexts } from './read-aloud-texts.ts';
import { readingPath, type AloudItem, type AloudPage, type AloudQuestion } from './read-aloud-view.ts';
import { TableFrame } from './table-frame.tsx';

export interface AloudList {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly questions: readonly (Pick<AloudQuestion, 'id' | 'sender' | 'recipient' | 'items'> & {
    readonly needsWriting: boolean;
  })[];
}

/** `/casussen/:id/voorlezen`: what lies open that this professional may read aloud. */
export function readAloudListPage({ viewer, head, questions }: AloudList): string {
  const { list } = readAloudTexts;
  return asPage(
    <TableFrame viewer={viewer} title={`${list.title} – ${nameOfCase(head)}`} back={`/casussen/${head.id}`}>
      <h1 class="nl-heading nl-heading--level-1">{list.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{list.lead}</p>
      <p class="nl-paragraph">{list.who}</p>
      {questions.length === 0 ? <p class="leeg">{list.none}</p> : null}
      <ul class="lijst">
        {questions.map(({ id, sender, recipient, items, needsWriting }) => (
          <li>
            <h2 class="nl-heading nl-heading--level-3" id={`v-${id}`}>
              <Between text={list.asks} sender={sender} recipient={recipient} />
            </h2>
            <p class="stil">{items.map(({ word }) => word).join(' · ')}</p>
            {needsWriting ? (
              <p class="nl-paragraph">{list.written}</p>
            ) : (
              <p class="knoppen">
                <a
                  class="nl-button nl-button--primary"
                  href={readingPath({ head, question: { id } })}
                  aria-describedby={`v-${id}`}
                >
                  {list.begin}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </TableFrame>,
  );
}

export const Between = ({
  text,
  sender,
  recipient,
}: Pick<AloudQuestion, 'sender' | 'recipient'> & { readonly text: string }): JSX.Element => (
  <Filled text={text} zender={<Name>{sender}</Name>} ontvanger={<Name>{recipient}</Name>} />
);

export interface AloudOpening extends AloudPage {
  readonly text: AskedText;
  readonly exchange: ShownExchange;
  readonly until: Date;
  readonly translation: Translation;
}

/** What is said before the first item: how this goes, and the question in its published words. */
export function readAloudOpeningPage(view: AloudOpening): string {
  const { viewer, head, question, text, exchange, until, translation } = view;
  const { aloud } = readAloudTexts;
  const { sentences, ...parts } = filledText(text, exchange, until, translation);
  const list = `/casussen/${head.id}/voorlezen`;
  const [first] = question.items;
  return asPage(
    <TableFrame viewer={viewer} title={aloud.title} back={list}>
      <h1 class="nl-heading nl-heading--level-1">{aloud.title}</h1>
      <div class="voorlezen">
        {aloud.together.map(sentence => (
          <p>{sentence}</p>
        ))}
      </div>
      <section class="voorlezen" aria-labelledby="de-vraag" data-versie={text.version}>
        <h2 class="nl-heading nl-heading--level-2" id="de-vraag">
          {aloud.heading}
        </h2>
        {sentences.map(sentence => (
          <p>
            <Filled text={sentence} {...parts} />
          </p>
        ))}
      </section>
      <p class="knoppen gelijk niet-op-papier">
        <a class="nl-button nl-button--secondary" href={`${readingPath(view)}/gegeven/${first?.field ?? ''}`}>
          {aloud.begin}
        </a>
        <a class="nl-button nl-button--secondary" href={list}>
          {aloud.later}
        </a>
      </p>
    </TableFrame>,
  );
}

/** One item, as large as it fits: yes and no are alike, and neither is chosen beforehand. */
export function readAloudItemPage(view: AloudItem): string {
  const { viewer, question, field, form, isMissing, chosen } = view;
  const { item: texts, aloud } = readAloudTexts;
  const place = question.items.findIndex(each => each.field === field);
  const here = readingPath(view);
  const before = question.items[place - 1];
  const card = (choice: 'ja' | 'nee', label: string): JSX.Element => (
    <label class="keuze groot">
      <input
        type="radio"
        name="keuze"
        id={choice === 'ja' ? 'veld-keuze' : 'veld-nee'}
        value={choice}
        checked={chosen === choice}
        {...(isMissing ? { 'aria-invalid': 'true' as const } : {})}
      />
      {label}
    </label>
  );
  const count = texts.count
    .replace('{nummer}', String(place + 1))
    .replace('{aantal}', String(question.items.length));
  return asPage(
    <TableFrame
      viewer={viewer}
      title={count}
      back={before === undefined ? here : `${here}/gegeven/${before.field}`}
      hasFaults={isMissing}
    >
      <h1 class="nl-heading nl-heading--level-1">{count}</h1>
      <FaultSummary faults={isMissing ? [{ field: 'keuze', text: texts.missing }] : []} />
      <Form action={`${here}/gegeven/${field}`} {...form}>
        <fieldset class="kaart">
          <legend class="nl-heading nl-heading--level-2">
            <Between text={texts.question} {...question} />
          </legend>
          <p class="voorgelezen">{question.items[place]?.word}</p>
          <div class="keuzepaar">
            {card('ja', texts.yes)}
            {card('nee', texts.no)}
          </div>
        </fieldset>
        <p class="knoppen gelijk">
          <button class="nl-button nl-button--secondary" type="submit">
            {texts.next}
          </button>
          <a class="nl-button nl-button--secondary" href={`/casussen/${view.head.id}/voorlezen`}>
            {aloud.later}
          </a>
        </p>
      </Form>
    </TableFrame>,
  );
}

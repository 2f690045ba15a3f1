import type { ComponentChildren, JSX } from 'preact';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak, type PageTexts, type Spoken, type Translation } from '../texts/texts.ts';
import type { ShownExchange } from './overview.tsx';
import { Day, listed, Value, wordOfField, wordOfPurpose } from './words.tsx';

/** The words that are published and proven: the resident sees exactly these, with the braces filled in. */
export interface AskedText {
  readonly version: string;
  readonly language: string;
  readonly sha256: string;
  readonly body: string;
}

export type Choices = Readonly<Record<FieldId, 'ja' | 'nee' | undefined>>;

export interface QuestionView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly exchange: ShownExchange;
  readonly text: AskedText;
  readonly until: Date;
  readonly laws: readonly string[];
  /** What would be told; nothing when the source cannot say so now. */
  readonly values: ReadonlyMap<FieldId, FieldValue> | undefined;
  readonly choices: Choices;
  /** The fields for which nothing was chosen, after trying to go on. */
  readonly missing: readonly FieldId[];
  readonly mayAnswer: 'yes' | 'helper' | 'out-of-reach';
}

const mark = (name: string, children: ComponentChildren): JSX.Element => (
  <span data-in={name}>{children}</span>
);

/** The published text with its braces filled in, in pieces that can be put together again and hashed. */
export function filledText(
  { body }: Pick<AskedText, 'body'>,
  exchange: ShownExchange,
  until: Date,
  translation: Translation,
): Readonly<Record<string, ComponentChildren>> & { readonly sentences: readonly string[] } {
  return {
    sentences: body.split(/(?<=[.?!؟።]) /),
    zender: mark('zender', <Name>{exchange.sender}</Name>),
    ontvanger: mark('ontvanger', <Name>{exchange.recipient}</Name>),
    gegevens: mark(
      'gegevens',
      listed(
        translation,
        exchange.fields.map(field => wordOfField(translation, field)),
      ),
    ),
    doel: mark('doel', wordOfPurpose(translation, exchange.purpose)),
    tot: mark('tot', <Day at={until} in={translation} />),
  };
}

/** R3: who tells whom what, with the very value, for what and how long; per item yes or no, and both look the same. */
export function questionPage(view: QuestionView): string {
  const { viewer, exchange, text, until, missing } = view;
  const spoken = speak(viewer.language, 'question');
  const { words, translation } = spoken;
  const { sentences, ...parts } = filledText(text, exchange, until, translation);
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
      <div lang={text.language}>
        <h1 class="nl-heading nl-heading--level-1" data-tekst>
          <Filled text={first} {...parts} />
        </h1>
        {others.map(sentence => (
          <p class="nl-paragraph zin" data-tekst>
            <Filled text={sentence} {...parts} />
          </p>
        ))}
      </div>
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

function Items({
  view,
  spoken: { words, translation },
}: {
  readonly view: QuestionView;
  readonly spoken: Spoken<'question'>;
}): JSX.Element {
  const { exchange, formToken, mayAnswer } = view;
  const isForm = mayAnswer === 'yes';
  const items = exchange.fields.map(field => (
    <Item field={field} view={view} words={words} translation={translation} isForm={isForm} />
  ));
  return (
    <section aria-labelledby="wat">
      <h2 class="nl-heading nl-heading--level-2" id="wat">
        <Filled text={words.what} ontvanger={<Name>{exchange.recipient}</Name>} />
      </h2>
      <p class="nl-paragraph">{words.whatLead}</p>
      {isForm ? (
        <form method="post" action={`/vraag/${exchange.id}`}>
          <input type="hidden" name="bewijs" value={formToken} />
          {items}
          <p class="knoppen gelijk">
            <button class="nl-button nl-button--secondary" type="submit" name="actie" value="verder">
              {words.next}
            </button>
            <button class="nl-button nl-button--secondary" type="submit" name="actie" value="later">
              {words.later}
            </button>
          </p>
        </form>
      ) : (
        items
      )}
    </section>
  );
}

function Item({
  field,
  view: { values, choices, missing },
  words,
  translation,
  isForm,
}: {
  readonly field: FieldId;
  readonly view: QuestionView;
  readonly words: PageTexts['question'];
  readonly translation: Translation;
  readonly isForm: boolean;
}): JSX.Element {
  const value = values?.get(field);
  const word = wordOfField(translation, field);
  const told = (
    <div class="waarde" id={`${field}-waarde`}>
      {value === undefined ? words.empty : <Filled text={words.value} waarde={<Value value={value} />} />}
    </div>
  );
  if (!isForm)
    return (
      <section class="kaart">
        <h3 class="nl-heading nl-heading--level-3">{word}</h3>
        {told}
      </section>
    );
  const radio = (choice: 'ja' | 'nee', label: string): JSX.Element => (
    <label class="keuze">
      <input
        type="radio"
        name={`keuze-${field}`}
        id={`${field}-${choice}`}
        value={choice}
        checked={choices[field] === choice}
        {...(missing.includes(field) ? { 'aria-invalid': 'true' as const } : {})}
      />
      {label}
    </label>
  );
  return (
    <fieldset class="kaart" aria-describedby={`${field}-waarde`}>
      <legend class="nl-heading nl-heading--level-3">{word}</legend>
      {told}
      <div class="keuzepaar">
        {radio('ja', words.yes)}
        {radio('nee', words.no)}
      </div>
    </fieldset>
  );
}

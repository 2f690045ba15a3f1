import type { JSX } from 'preact';
import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import type { Spoken } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { QuestionView } from './question-view.ts';
import { Value, wordOfField } from './words.tsx';

/** The items of a question, each with the value that would be told; with yes and no where one may choose. */
export function Items({
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
      {value === undefined ? (
        words.empty
      ) : (
        <Filled text={words.value} waarde={<Value value={value} in={translation} words={words} />} />
      )}
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

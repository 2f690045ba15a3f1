import type { JSX } from 'preact';
import { asPage } from '../frame.tsx';
import { Findings } from './findings.tsx';
import { Buttons, ChoiceField, FaultSummary, Form, TextField } from './form-parts.tsx';
import { readAloudTexts } from './read-aloud-texts.ts';
import { readingPath, type AloudCheck, type AloudTalk, type Talk } from './read-aloud-view.ts';
import { Between } from './read-aloud.tsx';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';

const { talk: texts, check, aloud } = readAloudTexts;

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** How the talk went: who sat there, in which language, told back, and what was said. */
export function readAloudTalkPage(view: AloudTalk): string {
  const { viewer, question, form, typed, faults, findings } = view;
  const here = readingPath(view);
  const wrong = [...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))];
  const field = { typed, faults: wrong };
  const last = question.items.at(-1);
  return asPage(
    <TableFrame
      viewer={viewer}
      title={texts.title}
      back={`${here}/gegeven/${last?.field ?? ''}`}
      hasFaults={wrong.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      <Findings findings={findings} />
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      <Form action={`${here}/gesprek`} {...form}>
        <Present view={view} />
        <ChoiceField name="taal" label={texts.language} choices={choicesOf(texts.languages)} {...field} />
        <ChoiceField
          name="tolk"
          label={texts.interpreter}
          choices={choicesOf(texts.interpreters)}
          {...field}
        />
        <ChoiceField
          name="terugvraag"
          label={texts.back}
          hint={texts.backHint}
          choices={choicesOf(texts.backs)}
          {...field}
        />
        <TextField name="woorden" label={texts.words} hint={texts.wordsHint} {...field} />
        <Buttons send={texts.next} />
      </Form>
    </TableFrame>,
  );
}

const Present = ({ view: { typed, faults } }: { readonly view: AloudTalk }): JSX.Element => {
  const fault = faults.find(({ field }) => field === 'erbij');
  return (
    <fieldset class="veld" aria-describedby={fault === undefined ? 'hint-erbij' : 'hint-erbij fout-erbij'}>
      <legend>{texts.present}</legend>
      <p class="voorbeeld" id="hint-erbij">
        {texts.presentHint}
      </p>
      {fault === undefined ? null : (
        <p class="veldfout" id="fout-erbij">
          {fault.text}
        </p>
      )}
      {Object.entries(texts.who).map(([who, label], place) => (
        <label class="keuze">
          <input
            type="checkbox"
            name={`erbij-${who}`}
            value="ja"
            id={place === 0 ? 'veld-erbij' : `veld-erbij-${who}`}
            checked={typed[`erbij-${who}`] === 'ja'}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
};

const wordOf = (words: Readonly<Record<string, string>>, value: string): string => words[value] ?? value;

/** How the talk went, in words. */
export const talkInWords = ({ present, language, interpreter, back, words }: Talk) => [
  { name: texts.present, said: present.map(who => wordOf(texts.who, who)).join(' · ') },
  { name: texts.language, said: wordOf(texts.languages, language) },
  { name: texts.interpreter, said: wordOf(texts.interpreters, interpreter) },
  { name: texts.back, said: wordOf(texts.backs, back) },
  { name: texts.words, said: words },
];

/** What was said, read aloud once more before it counts. */
export function readAloudCheckPage(view: AloudCheck): string {
  const { viewer, head, question, yes, no, until, talk, refused, form } = view;
  const here = readingPath(view);
  const wordFor = (field: string): string => question.items.find(each => each.field === field)?.word ?? field;
  const group = (title: string, fields: readonly string[]): JSX.Element | null =>
    fields.length === 0 ? null : (
      <>
        <h3 class="nl-heading nl-heading--level-3">{title}</h3>
        <ul class="punten">
          {fields.map(field => (
            <li>
              {wordFor(field)}{' '}
              <a class="nl-link niet-op-papier" href={`${here}/gegeven/${field}`}>
                {check.change}
                <span class="alleen-voorlezen">: {wordFor(field)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    );
  return asPage(
    <TableFrame viewer={viewer} title={check.title} back={`${here}/gesprek`} hasFaults={refused.length > 0}>
      <h1 class="nl-heading nl-heading--level-1">{check.title}</h1>
      {refused.length === 0 ? null : (
        <div class="fout" role="alert">
          <h2 class="nl-heading nl-heading--level-3">{check.refused}</h2>
          {refused.map(sentence => (
            <p class="nl-paragraph">{sentence}</p>
          ))}
        </div>
      )}
      <p class="nl-paragraph nl-paragraph--lead">{check.lead}</p>
      <section class="voorlezen" aria-labelledby="gekozen">
        <h2 class="nl-heading nl-heading--level-2" id="gekozen">
          <Between text={aloud.question} {...question} />
        </h2>
        {group(check.yes, yes)}
        {group(check.no, no)}
        {yes.length === 0 ? null : <p>{fill(check.until, { dag: dayOf(until) })}</p>}
      </section>
      <section aria-labelledby="gesprek">
        <h2 class="nl-heading nl-heading--level-2" id="gesprek">
          {check.talk}
        </h2>
        <TalkList talk={talk} />
        <p class="links niet-op-papier">
          <a class="nl-link" href={`${here}/gesprek`}>
            {check.change}
            <span class="alleen-voorlezen">: {check.talk}</span>
          </a>
        </p>
      </section>
      <Form action={`${here}/klopt`} {...form}>
        <p class="knoppen gelijk">
          <button class="nl-button nl-button--secondary" type="submit">
            {check.send}
          </button>
          <a class="nl-button nl-button--secondary" href={`/casussen/${head.id}/voorlezen`}>
            {aloud.later}
          </a>
        </p>
      </Form>
    </TableFrame>,
  );
}

const TalkList = ({ talk }: { readonly talk: Talk }): JSX.Element => (
  <dl class="gesprek">
    {talkInWords(talk).map(({ name, said }) => (
      <>
        <dt>{name}</dt>
        <dd>{said}</dd>
      </>
    ))}
  </dl>
);

import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import type { OverviewPart } from './overview-view.ts';
import type { ShownLaw } from './shown.ts';
import { listed, wordOfField, wordOfPurpose } from './words.tsx';

/** What goes on without a yes: a rule, its law, and the way to object. Never anything to choose. */
export function Law({ view: { law, role }, words, translation }: OverviewPart): JSX.Element {
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
}: Pick<OverviewPart, 'words' | 'translation'> & { readonly ways: readonly ShownLaw[] }): JSX.Element | null {
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

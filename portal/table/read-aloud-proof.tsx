import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import { readAloudTexts } from './read-aloud-texts.ts';
import { Between } from './read-aloud.tsx';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill } from './texts.ts';

const { proof: texts } = readAloudTexts;

export interface AloudProof {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly number: string;
  readonly sender: string;
  readonly recipient: string;
  readonly at: Date;
  readonly until: Date | undefined;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const group = (title: string, words: readonly string[]): JSX.Element | null =>
  words.length === 0 ? null : (
    <>
      <h2 class="nl-heading nl-heading--level-3">{title}</h2>
      <ul class="punten">
        {words.map(word => (
          <li>{word}</li>
        ))}
      </ul>
    </>
  );

/** What the resident takes home: without a name and without a value, so that losing it does no harm. */
export function readAloudProofPage(view: AloudProof): string {
  const { viewer, head, number, at, until, yes, no } = view;
  return asPage(
    <TableFrame viewer={viewer} title={texts.title} back={`/casussen/${head.id}`}>
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{texts.kept}</p>
      <div class="voorlezen">
        <p>
          <Between text={readAloudTexts.aloud.question} {...view} />
        </p>
        {group(texts.yes, yes)}
        {group(texts.no, no)}
        {until === undefined ? null : (
          <>
            <p>
              <strong>{fill(texts.provisional, { dag: dayOf(until) })}</strong>
            </p>
            <p>{texts.confirm}</p>
            <p>{texts.silent}</p>
          </>
        )}
        <p>{texts.stop}</p>
      </div>
      <dl class="gesprek">
        <dt>{texts.number}</dt>
        <dd>{number}</dd>
        <dt>{texts.at}</dt>
        <dd>{dayOf(at)}</dd>
      </dl>
      <p class="stil niet-op-papier">{texts.print}</p>
      <p class="knoppen niet-op-papier">
        <a class="nl-button nl-button--primary" href={`/casussen/${head.id}`}>
          {texts.done}
        </a>
      </p>
    </TableFrame>,
  );
}

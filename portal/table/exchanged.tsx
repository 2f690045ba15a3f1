import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { TableFrame } from './table-frame.tsx';
import { fill, tableTexts } from './texts.ts';

const texts = tableTexts.exchanged;

/** What an exchange gave, as long as this browser remembers it. */
export interface Exchanged {
  readonly way: 'delen' | 'opvragen';
  readonly number: number;
  readonly sender: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly not: readonly string[];
  /** What its own words kept from going: the name of the field, and what to write instead. */
  readonly stopped: readonly { readonly name: string; readonly rewrite: string }[];
  readonly duties: readonly string[];
}

export interface ExchangedView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly exchanged: Exchanged | undefined;
}

/** `/casussen/:id/gedeeld`: what went, to hand over or to print; nothing else than what was decided and recorded. */
export const exchangedPage = ({ viewer, head, exchanged }: ExchangedView): string => {
  const title = exchanged === undefined ? texts.goneTitle : texts[exchanged.way];
  return asPage(
    <TableFrame viewer={viewer} title={`${title} – ${nameOfCase(head)}`} back={`/casussen/${head.id}`}>
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      {exchanged === undefined ? (
        <p class="nl-paragraph nl-paragraph--lead">{texts.gone}</p>
      ) : (
        <Sheet {...exchanged} />
      )}
    </TableFrame>,
  );
};

const Sheet = ({ number, sender, recipient, purpose, values, not, stopped, duties }: Exchanged) => (
  <>
    <p class="nl-paragraph nl-paragraph--lead">
      {fill(texts.between, { van: sender, naar: recipient, doel: purpose })}
    </p>
    {values.length === 0 ? (
      <p class="leeg">{texts.nothing}</p>
    ) : (
      <section class="vak" aria-labelledby="wat">
        <h2 class="nl-heading nl-heading--level-2" id="wat">
          {texts.what}
        </h2>
        <dl class="waarden">
          {values.map(({ name, value }) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    )}
    {stopped.length === 0 ? null : (
      <div class="let-op">
        <p class="nl-paragraph">{texts.stopped}</p>
        <ul class="punten">
          {stopped.map(({ name, rewrite }) => (
            <li>
              <strong>{name}</strong>: {rewrite}
            </li>
          ))}
        </ul>
      </div>
    )}
    {not.length === 0 ? null : (
      <p class="nl-paragraph">
        <strong>{texts.not}</strong> {not.join(' · ')}. {texts.notWhy}
      </p>
    )}
    {duties.length === 0 ? null : (
      <>
        <h2 class="nl-heading nl-heading--level-3">{texts.duties}</h2>
        <ul class="punten">
          {duties.map(each => (
            <li>{each}</li>
          ))}
        </ul>
      </>
    )}
    <p class="stil">{fill(texts.recorded, { nummer: String(number) })}</p>
  </>
);

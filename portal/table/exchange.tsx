import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { Buttons, FaultSummary, Form, type Fault, type FormKey, type Typed } from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { StandingBoxes, type FieldStanding } from './standing.tsx';
import { TableFrame } from './table-frame.tsx';
import { fill, tableTexts } from './texts.ts';

const texts = tableTexts.exchange;

export interface ExchangeView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly way: 'delen' | 'opvragen';
  /** The other side that was chosen, and what can be chosen. */
  readonly other: { readonly id: string; readonly name: string } | undefined;
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly purpose: { readonly id: string; readonly description: string };
  readonly purposes: readonly { readonly id: string; readonly description: string }[];
  readonly standings: readonly FieldStanding[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly may: readonly MayLine[];
  readonly back: string;
}

/** `/casussen/:id/delen` and `/casussen/:id/opvragen`: field by field what may go, and what misses. */
export function exchangePage(view: ExchangeView): string {
  const { viewer, head, way, other, faults, back } = view;
  const title = texts[way].title;
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${title} – ${nameOfCase(head)}`}
      back={back}
      hasFaults={faults.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <FaultSummary faults={faults} />
      <p class="nl-paragraph nl-paragraph--lead">{texts[way].lead}</p>
      <Choosing view={view} />
      {other === undefined ? null : <Between view={view} other={other} />}
    </TableFrame>,
  );
}

/** Chooses between whom and what for; asks nothing of anyone, so it is a plain link in a form. */
const Choosing = ({
  view: { head, way, other, others, purpose, purposes },
}: {
  readonly view: ExchangeView;
}): JSX.Element => (
  <form method="get" action={`/casussen/${head.id}/${way}`} class="filters kies-wie niet-op-papier">
    <div class="velden">
      <p>
        <label for="kies-partner">{texts[way].partner}</label>
        <select class="invoer" id="kies-partner" name="partner">
          {others.map(({ id, name }) => (
            <option value={id} {...(id === other?.id ? { selected: true } : {})}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="kies-doel">{texts.purpose}</label>
        <select class="invoer" id="kies-doel" name="doel">
          {purposes.map(({ id, description }) => (
            <option value={id} {...(id === purpose.id ? { selected: true } : {})}>
              {description}
            </option>
          ))}
        </select>
      </p>
    </div>
    <p class="knoppen">
      <button class="nl-button nl-button--secondary" type="submit">
        {texts.choose}
      </button>
    </p>
  </form>
);

const Between = ({
  view: { head, form, way, purpose, standings, typed, may },
  other,
}: {
  readonly view: ExchangeView;
  readonly other: { readonly id: string; readonly name: string };
}): JSX.Element => {
  const action = `/casussen/${head.id}/${way}`;
  const needsYes = standings.filter(({ state }) => state === 'needs-yes');
  return (
    <>
      <h2 class="nl-heading nl-heading--level-2">{fill(texts[way].fields, { wie: other.name })}</h2>
      {standings.length === 0 ? <p class="leeg">{texts.nothing}</p> : null}
      <Form action={action} wat="nu" {...form}>
        <input type="hidden" name="partner" value={other.id} />
        <input type="hidden" name="doel" value={purpose.id} />
        <StandingBoxes standings={standings} typed={typed} />
        <May lines={may} />
        {standings.some(({ state }) => state === 'goes') ? <Buttons send={texts[way].button} /> : null}
      </Form>
      {needsYes.length === 0 || way === 'opvragen' ? null : (
        <section class="kaart niet-op-papier" aria-labelledby="vraag-ja">
          <h2 class="nl-heading nl-heading--level-3" id="vraag-ja">
            {texts.askTitle}
          </h2>
          <p class="nl-paragraph">{fill(texts.ask, { wie: other.name })}</p>
          <Form action={action} wat="vraag" {...form}>
            <input type="hidden" name="partner" value={other.id} />
            <input type="hidden" name="doel" value={purpose.id} />
            <button class="nl-button nl-button--secondary" type="submit">
              {texts.askButton}
            </button>
          </Form>
        </section>
      )}
    </>
  );
};

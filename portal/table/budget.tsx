import type { JSX } from 'preact';
import type { Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import type { TextFinding } from './findings.tsx';
import {
  Buttons,
  ChoiceField,
  Form,
  LineField,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { writingPage } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';
import { asVuistregel, VUISTREGEL_NAMES, VUISTREGELS } from './vuistregels.ts';

const texts = tableTexts.budget;

export interface BudgetLine {
  readonly number: string;
  readonly amountCents: number;
  readonly vuistregel: string;
  readonly aim: string;
  readonly askedOn: string;
  readonly outcome: keyof typeof texts.outcomes | undefined;
  readonly decidedBy: string | undefined;
  readonly decidedOn: string | undefined;
}

export interface BudgetView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly budgets: readonly BudgetLine[];
  /** Of which request a decision was being written down. */
  readonly deciding: string | undefined;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/budget`: money under a number. */
export function budgetPage(view: BudgetView): string {
  const { budgets } = view;
  return writingPage(
    view,
    texts,
    <>
      <h2 class="nl-heading nl-heading--level-2">{texts.listTitle}</h2>
      {budgets.length === 0 ? <p class="leeg">{texts.none}</p> : <Budgets budgets={budgets} />}
      {budgets
        .filter(({ outcome }) => outcome === undefined)
        .map(budget => (
          <Decide view={view} budget={budget} />
        ))}
      <Ask view={view} />
    </>,
  );
}

const euros = (cents: number): string =>
  (cents / 100).toLocaleString('nl-NL', { style: 'currency', currency: 'EUR' });
const asDay = (day: string | undefined): string =>
  day === undefined ? '' : dayOf(new Date(`${day}T12:00:00Z`));

const decisionOf = ({ askedOn, outcome, decidedBy = '', decidedOn }: BudgetLine): string =>
  outcome === undefined
    ? fill(texts.waits, { dag: asDay(askedOn) })
    : fill(texts.decided, { uitkomst: texts.outcomes[outcome], dag: asDay(decidedOn), wie: decidedBy });

function ruleName(word: string): string {
  const rule = asVuistregel(word);
  return rule === undefined ? word : VUISTREGEL_NAMES[rule];
}

const Budgets = ({ budgets }: Pick<BudgetView, 'budgets'>): JSX.Element => (
  <>
    <table class="tabel">
      <thead>
        <tr>
          {texts.columns.map(each => (
            <th scope="col">{each}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {budgets.map(budget => (
          <tr>
            <th scope="row">{budget.number}</th>
            {[euros(budget.amountCents), budget.aim, ruleName(budget.vuistregel), decisionOf(budget)].map(
              (cell, place) => (
                <td>
                  <span class="kolom">{texts.columns[place + 1]}</span>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
    <p class="stil">{texts.sheet}</p>
  </>
);

const Decide = ({
  view: { head, form, typed, faults, deciding },
  budget: { number },
}: {
  readonly view: BudgetView;
  readonly budget: BudgetLine;
}): JSX.Element => {
  const isThis = deciding === number;
  return (
    <details class="vak niet-op-papier" open={isThis}>
      <summary>{fill(texts.decideTitle, { nummer: number })}</summary>
      <Form action={`/casussen/${head.id}/budget`} wat={`besluit-${number}`} {...form}>
        <ChoiceField
          name={`uitkomst-${number}`}
          label={texts.outcome}
          typed={typed}
          faults={faults}
          choices={Object.entries(texts.outcomes).map(([value, label]) => ({ value, label }))}
        />
        <LineField
          name={`door-${number}`}
          label={texts.by}
          hint={texts.byHint}
          typed={typed}
          faults={faults}
        />
        <Buttons send={texts.decide} />
      </Form>
    </details>
  );
};

const Ask = ({
  view: { head, form, typed, faults, findings, may },
}: {
  readonly view: BudgetView;
}): JSX.Element => (
  <section class="kaart niet-op-papier" aria-labelledby="aanvragen">
    <h2 class="nl-heading nl-heading--level-2" id="aanvragen">
      {texts.askTitle}
    </h2>
    <Form action={`/casussen/${head.id}/budget`} wat="aanvraag" {...form}>
      <LineField name="bedrag" label={texts.amount} hint={texts.amountHint} typed={typed} faults={faults} />
      <LineField
        name="waarvoor"
        label={texts.aim}
        hint={texts.aimHint}
        typed={typed}
        faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
      />
      <ChoiceField
        name="vuistregel"
        label={texts.rule}
        typed={typed}
        faults={faults}
        choices={VUISTREGELS.map(value => ({ value, label: VUISTREGEL_NAMES[value] }))}
      />
      <May lines={may} />
      <Buttons send={texts.ask} />
    </Form>
  </section>
);

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import {
  Buttons,
  ChoiceField,
  DayField,
  FaultSummary,
  Form,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { StandingBadge, type FieldStanding } from './standing.tsx';
import { TableFrame } from './table-frame.tsx';
import { tableTexts } from './texts.ts';

const texts = tableTexts.benefit;

export const ADMISSIONS = ['zelf', 'vrijwillig', 'gedwongen'] as const;
export type Admission = (typeof ADMISSIONS)[number];

export interface BenefitView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly admission: Admission | undefined;
  /** None when no social service takes part. */
  readonly standings: readonly FieldStanding[] | undefined;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly may: readonly MayLine[];
}

type Part = { readonly view: BenefitView };

/** `/casussen/:id/uitkering`: a guided way that ends in the right disclosure, or in none, with why. */
export function benefitPage(view: BenefitView): string {
  const { viewer, head, admission, faults, may } = view;
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${texts.title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}`}
      hasFaults={faults.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      <form method="get" action={`/casussen/${head.id}/uitkering`} class="kaart niet-op-papier">
        <ChoiceField
          name="soort"
          label={texts.choose}
          typed={admission === undefined ? {} : { soort: admission }}
          faults={[]}
          choices={ADMISSIONS.map(value => ({
            value,
            label: texts.kinds[value][0],
            more: texts.kinds[value][1],
          }))}
        />
        <May lines={may} />
        <Buttons send={texts.next} />
      </form>
      {admission === 'zelf' ? <Self /> : null}
      {admission === 'gedwongen' ? <Forced /> : null}
      {admission === 'vrijwillig' ? <Voluntary view={view} /> : null}
    </TableFrame>,
  );
}

const List = ({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly string[];
}): JSX.Element => (
  <>
    <h3 class="nl-heading nl-heading--level-3">{title}</h3>
    <ul class="punten">
      {items.map(each => (
        <li>{each}</li>
      ))}
    </ul>
  </>
);

const Self = (): JSX.Element => (
  <section class="vak uitkomst" aria-labelledby="uitkomst">
    <h2 class="nl-heading nl-heading--level-2" id="uitkomst">
      {texts.zelf.title}
    </h2>
    <p class="nl-paragraph">{texts.zelf.why}</p>
    <List title={texts.zelf.whatTitle} items={texts.zelf.what} />
    <List title={texts.zelf.notTitle} items={texts.zelf.not} />
  </section>
);

const Forced = (): JSX.Element => (
  <section class="vak uitkomst" aria-labelledby="uitkomst">
    <h2 class="nl-heading nl-heading--level-2" id="uitkomst">
      {texts.gedwongen.title}
    </h2>
    <p class="nl-paragraph">{texts.gedwongen.why}</p>
    <List title={texts.gedwongen.whatTitle} items={texts.gedwongen.what} />
  </section>
);

const Voluntary = ({ view }: Part): JSX.Element => {
  const { standings } = view;
  const { vrijwillig } = texts;
  return (
    <section class="vak uitkomst" aria-labelledby="uitkomst">
      <h2 class="nl-heading nl-heading--level-2" id="uitkomst">
        {vrijwillig.title}
      </h2>
      <p class="nl-paragraph">{vrijwillig.why}</p>
      {standings === undefined ? <p class="nl-paragraph">{vrijwillig.none}</p> : null}
      <ul class="kort">
        {(standings ?? []).map(({ name, state }) => (
          <li>
            {name} <StandingBadge state={state} />
          </li>
        ))}
      </ul>
      {standings === undefined ? null : standings.some(({ state }) => state === 'goes') ? (
        <Tell view={view} />
      ) : (
        <AskFirst view={view} />
      )}
    </section>
  );
};

const AskFirst = ({ view: { head, form } }: Part): JSX.Element => (
  <>
    <p class="nl-paragraph">
      <strong>{texts.vrijwillig.noYes}</strong> {texts.vrijwillig.instead}
    </p>
    <Form action={`/casussen/${head.id}/uitkering`} wat="vraag" class="niet-op-papier" {...form}>
      <Buttons send={tableTexts.exchange.askButton}>
        <a class="nl-button nl-button--secondary" href={`/casussen/${head.id}/uitkering?soort=zelf#uitkomst`}>
          {texts.kinds.zelf[0]}
        </a>
      </Buttons>
    </Form>
  </>
);

const Tell = ({ view: { head, form, typed, faults } }: Part): JSX.Element => (
  <Form action={`/casussen/${head.id}/uitkering`} wat="geef-door" class="niet-op-papier" {...form}>
    <h3 class="nl-heading nl-heading--level-3">{texts.vrijwillig.form}</h3>
    <DayField name="begin" label={texts.vrijwillig.begin} typed={typed} faults={faults} />
    <DayField
      name="eind"
      label={texts.vrijwillig.end}
      hint={texts.vrijwillig.endHint}
      typed={typed}
      faults={faults}
    />
    <ChoiceField
      name="woning"
      label={texts.vrijwillig.keep}
      typed={typed}
      faults={faults}
      choices={Object.entries(texts.vrijwillig.keeps).map(([value, label]) => ({ value, label }))}
    />
    <Buttons send={texts.vrijwillig.button} />
  </Form>
);

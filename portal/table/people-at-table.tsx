import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import {
  Buttons,
  ChoiceField,
  FaultSummary,
  Form,
  LineField,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';

const texts = tableTexts.people;

export interface PeopleView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly partners: readonly { readonly id: string; readonly name: string }[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/leden` */
export function peoplePage({ viewer, head, form, partners, typed, faults, may }: PeopleView): string {
  const action = `/casussen/${head.id}/leden`;
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
      <ul class="lijst">
        {head.members.map(({ partner, name, professional, since, isYou }) => (
          <li class="lid">
            <p class="nl-paragraph">
              <strong>{name}</strong>, {professional}
              {isYou ? ` (${tableTexts.page.you})` : ''}
              <span class="stil"> {fill(texts.since, { dag: dayOf(since) })}</span>
            </p>
            <Leave
              action={action}
              form={form}
              who={`${partner} ${professional}`}
              name={`${name}, ${professional}`}
            />
          </li>
        ))}
      </ul>
      <section class="vak" aria-labelledby="erbij">
        <h2 class="nl-heading nl-heading--level-2" id="erbij">
          {texts.addTitle}
        </h2>
        <Form action={action} wat="komt" {...form}>
          <ChoiceField
            name="partner"
            label={texts.partner}
            typed={typed}
            faults={faults}
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <LineField
            name="medewerker"
            label={texts.professional}
            hint={texts.professionalHint}
            typed={typed}
            faults={faults}
          />
          <May lines={may} />
          <p class="nl-paragraph">{texts.after}</p>
          <Buttons send={texts.add} />
        </Form>
      </section>
    </TableFrame>,
  );
}

const Leave = ({
  action,
  form,
  who,
  name,
}: {
  readonly action: string;
  readonly form: FormKey;
  readonly who: string;
  readonly name: string;
}): JSX.Element => (
  <Form action={action} wat="gaat" class="niet-op-papier" {...form}>
    <input type="hidden" name="wie" value={who} />
    <button class="nl-button nl-button--subtle" type="submit">
      {texts.leave}
      <span class="alleen-voorlezen">: {name}</span>
    </button>
  </Form>
);

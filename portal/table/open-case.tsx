import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
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
import { tableTexts } from './texts.ts';

const texts = tableTexts.opening;
const { invitation } = tableTexts;

export interface OpenCaseView {
  readonly viewer: Viewer;
  readonly form: FormKey;
  readonly purposes: readonly {
    readonly id: string;
    readonly description: string;
    readonly guideline: string;
  }[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  /** The case that this team has open already. */
  readonly exists: string | undefined;
  readonly may: readonly MayLine[];
}

/** `/casussen/nieuw` */
export function openCasePage({ viewer, form, purposes, typed, faults, exists, may }: OpenCaseView): string {
  return asPage(
    <TableFrame viewer={viewer} title={texts.title} back="/casussen" hasFaults={faults.length > 0}>
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      {exists === undefined ? null : (
        <p class="let-op">
          <a class="nl-link" href={`/casussen/${exists}`}>
            {texts.exists}
          </a>
        </p>
      )}
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      <Form action="/casussen/nieuw" {...form}>
        <LineField
          name="betrokkene"
          label={texts.resident}
          hint={texts.residentHint}
          typed={typed}
          faults={faults}
        />
        <ChoiceField
          name="doel"
          label={texts.purpose}
          hint={texts.purposeHint}
          typed={typed}
          faults={faults}
          choices={purposes.map(({ id, description, guideline }) => ({
            value: id,
            label: description,
            more: `Vuistregel: ${guideline}`,
          }))}
        />
        <InvitationField typed={typed} faults={faults} states={['uitgenodigd', 'aanwezig', 'zonder']} />
        <May lines={may} />
        <LineField name="naam" label={texts.label} hint={texts.labelHint} typed={typed} faults={faults} />
        <Buttons send={texts.button} />
      </Form>
    </TableFrame>,
  );
}

type State = 'uitgenodigd' | 'aanwezig' | 'zonder' | 'wil-niet';

/** Whether the resident is there, in the words of K11. */
export const InvitationField = ({
  typed,
  faults,
  states,
}: {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly states: readonly State[];
}): JSX.Element => (
  <ChoiceField
    name="uitnodiging"
    label={invitation.legend}
    hint={invitation.why}
    typed={typed}
    faults={faults}
    choices={states.map(value => ({ value, label: invitation[value][0], more: invitation[value][1] }))}
  />
);

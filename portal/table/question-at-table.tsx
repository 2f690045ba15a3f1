import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { Findings, type TextFinding } from './findings.tsx';
import {
  Buttons,
  FaultSummary,
  Form,
  TextField,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { TableFrame } from './table-frame.tsx';
import { tableTexts } from './texts.ts';

const texts = tableTexts.question;

export interface QuestionAtTableView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly version: number;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/vraag`: the doorbraakvraag, in neutral words. */
export const questionAtTablePage = (view: QuestionAtTableView): string => {
  const { viewer, head, form, version, typed, faults, findings, may } = view;
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${texts.title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}`}
      hasFaults={faults.length + findings.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      <Findings findings={findings} />
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      <Form action={`/casussen/${head.id}/vraag`} {...form}>
        <input type="hidden" name="vorige" value={String(version)} />
        <TextField
          name="vraag"
          label={texts.label}
          hint={texts.hint}
          rows={6}
          typed={typed}
          faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
        />
        <May lines={may} />
        <Buttons send={texts.button} />
      </Form>
    </TableFrame>,
  );
};

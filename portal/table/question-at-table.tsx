import type { Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import type { TextFinding } from './findings.tsx';
import { Buttons, Form, TextField, type Fault, type FormKey, type Typed } from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { writingPage } from './table-frame.tsx';
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
  const { head, form, version, typed, faults, findings, may } = view;
  return writingPage(
    view,
    texts,
    <>
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
    </>,
  );
};

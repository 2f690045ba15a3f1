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
import { TableFrame } from './table-frame.tsx';
import { fill, tableTexts } from './texts.ts';
import { PROFILE_PARTS } from './woonprofiel.tsx';

const { stops, writing: texts } = tableTexts.woonprofiel;

export interface WriteWoonprofielView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly version: number;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
}

/** `/casussen/:id/woonprofiel/schrijven` */
export const writeWoonprofielPage = (view: WriteWoonprofielView): string => {
  const { viewer, head, form, version, typed, faults, findings } = view;
  const wrong = [...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))];
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${texts.title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}/woonprofiel`}
      hasFaults={wrong.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      <Findings findings={findings} />
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      <Form action={`/casussen/${head.id}/woonprofiel/schrijven`} {...form}>
        <input type="hidden" name="vorige" value={String(version)} />
        {PROFILE_PARTS.map(part => (
          <TextField
            name={part}
            label={stops[part][0]}
            hint={stops[part][1]}
            rows={part === 'draagkracht' ? 2 : 4}
            typed={typed}
            faults={wrong}
          />
        ))}
        <Buttons send={fill(texts.button, { nummer: String(version + 1) })} />
      </Form>
    </TableFrame>,
  );
};

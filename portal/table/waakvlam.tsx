import type { JSX } from 'preact';
import type { Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import type { TextFinding } from './findings.tsx';
import {
  Buttons,
  ChoiceField,
  Form,
  TextField,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { writingPage } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';

const texts = tableTexts.waakvlam;
type Step = keyof typeof texts.steps;

interface Other {
  readonly id: string;
  readonly name: string;
}

export interface CallLine {
  readonly id: string;
  readonly reporter: string | undefined;
  readonly called: string | undefined;
  readonly calledAt: Date;
  readonly dueAt: Date;
  readonly steps: readonly { readonly what: Step; readonly at: Date }[];
  readonly next: readonly Step[];
}

export interface WaakvlamView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly now: Date;
  readonly version: number;
  readonly lines: readonly string[];
  readonly agreedVersion: number | undefined;
  readonly agreedOn: string;
  /** Who may call whom, among who sits here. */
  readonly pairs: readonly {
    readonly from: string;
    readonly to: string;
    readonly lines: readonly MayLine[];
  }[];
  readonly reporters: readonly Other[];
  readonly callees: readonly Other[];
  /** Whom the resident did not say yes to yet. */
  readonly toAsk: readonly Other[];
  readonly calls: readonly CallLine[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
}

type Part = { readonly view: WaakvlamView };

/** `/casussen/:id/waakvlam` */
export function waakvlamPage(view: WaakvlamView): string {
  return writingPage(
    view,
    texts,
    <>
      <Calls view={view} />
      <Wake view={view} />
      <Contract view={view} />
      <Pairs view={view} />
    </>,
  );
}

const clockOf = (at: Date): string =>
  at.toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' });

const Calls = ({ view: { head, form, now, calls } }: Part): JSX.Element => (
  <section aria-labelledby="oproepen">
    <h2 class="nl-heading nl-heading--level-2" id="oproepen">
      {texts.callsTitle}
    </h2>
    {calls.length === 0 ? <p class="leeg">{texts.callsNone}</p> : null}
    <ul class="taken">
      {calls.map(call => (
        <li class={isLate(call, now) ? 'taak--ernstig' : ''}>
          <p class="afspraak">
            {fill(texts.call, {
              wie: call.reporter ?? texts.resident,
              dag: dayOf(call.calledAt),
              tijd: clockOf(call.calledAt),
            })}
          </p>
          <p class="casusregel">
            <Clock call={call} now={now} />
            {call.called === undefined ? null : <span>{fill(texts.callee2, { wie: call.called })}</span>}
          </p>
          {call.steps.length === 0 ? null : (
            <ul class="punten stil">
              {call.steps.map(({ what, at }) => (
                <li>
                  {texts.stepped[what]}, {dayOf(at)} {clockOf(at)}
                </li>
              ))}
            </ul>
          )}
          <Steps call={call} head={head} form={form} />
        </li>
      ))}
    </ul>
  </section>
);

const pickedUp = ({ steps }: CallLine): Date | undefined => steps.find(({ what }) => what === 'opgepakt')?.at;
const isLate = (call: CallLine, now: Date): boolean => pickedUp(call) === undefined && call.dueAt < now;

function Clock({ call, now }: { readonly call: CallLine; readonly now: Date }): JSX.Element {
  const at = pickedUp(call);
  const due = { dag: dayOf(call.dueAt), tijd: clockOf(call.dueAt) };
  if (call.steps.some(({ what }) => what === 'klaar')) return <span class="stand klaar">{texts.over}</span>;
  if (at !== undefined)
    return at <= call.dueAt ? (
      <span class="stand goed">{texts.inTime}</span>
    ) : (
      <span class="stand wacht">{texts.overTime}</span>
    );
  return isLate(call, now) ? (
    <strong class="veldfout">{fill(texts.late, due)}</strong>
  ) : (
    <span class="stand wacht">{fill(texts.due, due)}</span>
  );
}

const Steps = ({
  call: { id, next },
  head,
  form,
}: {
  readonly call: CallLine;
  readonly head: CaseHead;
  readonly form: FormKey;
}): JSX.Element | null =>
  next.length === 0 ? null : (
    <div class="knoppen niet-op-papier">
      {next.map(step => (
        <Form action={`/casussen/${head.id}/waakvlam`} wat={`${step}-${id}`} {...form}>
          <button
            class={`nl-button nl-button--${step === 'opgepakt' ? 'primary' : 'secondary'}`}
            type="submit"
          >
            {texts.steps[step]}
          </button>
        </Form>
      ))}
      {next.includes('opgepakt') ? <p class="stil">{texts.feedback}</p> : null}
    </div>
  );

const Wake = ({ view: { head, form, reporters, callees, typed, faults, findings } }: Part): JSX.Element => (
  <section class="kaart niet-op-papier" aria-labelledby="wekken">
    <h2 class="nl-heading nl-heading--level-2" id="wekken">
      {texts.wakeTitle}
    </h2>
    <p class="nl-paragraph">{texts.wakeLead}</p>
    <Form action={`/casussen/${head.id}/waakvlam`} wat="wek" {...form}>
      <ChoiceField
        name="melder"
        label={texts.reporter}
        typed={typed}
        faults={faults}
        choices={[
          { value: 'bewoner', label: texts.resident },
          ...reporters.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <ChoiceField
        name="gebeld"
        label={texts.callee}
        typed={typed}
        faults={faults}
        choices={[
          { value: 'wij', label: texts.ourselves },
          ...callees.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextField
        name="signaal"
        label={texts.signal}
        hint={texts.signalHint}
        rows={3}
        typed={typed}
        faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
      />
      <TextField
        name="actie"
        label={texts.wanted}
        hint={texts.wantedHint}
        rows={2}
        typed={typed}
        faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
      />
      <Buttons send={texts.wakeButton} />
    </Form>
  </section>
);

function Contract({ view }: Part): JSX.Element {
  const { head, form, version, lines, agreedVersion, agreedOn, typed, faults, findings } = view;
  const action = `/casussen/${head.id}/waakvlam`;
  const profile = tableTexts.woonprofiel;
  return (
    <section class="vak" aria-labelledby="contract">
      <h2 class="nl-heading nl-heading--level-2" id="contract">
        {texts.contractTitle}
      </h2>
      {lines.length === 0 ? (
        <p class="nl-paragraph">{texts.contractNone}</p>
      ) : (
        <ul class="punten">
          {lines.map(each => (
            <li>{each}</li>
          ))}
        </ul>
      )}
      {version === 0 ? null : (
        <p class="stil">
          {agreedVersion === version
            ? fill(profile.agreed, { dag: agreedOn, nummer: String(version) })
            : fill(profile.agreedNot, { nummer: String(version) })}
        </p>
      )}
      {version === 0 || agreedVersion === version ? null : (
        <Form action={action} wat="akkoord" class="niet-op-papier" {...form}>
          <input type="hidden" name="versie" value={String(version)} />
          <ChoiceField
            name="kanaal"
            label={profile.how}
            typed={typed}
            faults={faults}
            choices={Object.entries(profile.hows).map(([value, [label, more]]) => ({ value, label, more }))}
          />
          <Buttons send={fill(profile.agreeButton, { nummer: String(version) })} />
        </Form>
      )}
      <details class="niet-op-papier" open={version === 0 || typed['afspraken'] !== undefined}>
        <summary>{texts.change}</summary>
        <Form action={action} wat="contract" {...form}>
          <input type="hidden" name="vorige" value={String(version)} />
          <TextField
            name="afspraken"
            label={texts.contractLabel}
            hint={texts.contractHint}
            rows={5}
            typed={typed['afspraken'] === undefined ? { afspraken: lines.join('\n') } : typed}
            faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
          />
          <Buttons send={fill(texts.contractButton, { nummer: String(version + 1) })} />
        </Form>
      </details>
    </section>
  );
}

const Pairs = ({ view: { head, form, pairs, toAsk } }: Part): JSX.Element => (
  <section aria-labelledby="wie-belt">
    <h2 class="nl-heading nl-heading--level-2" id="wie-belt">
      {texts.pairsTitle}
    </h2>
    <p class="nl-paragraph">{texts.pairsLead}</p>
    {pairs.length === 0 ? <p class="leeg">{texts.pairsNone}</p> : null}
    <div class="paren">
      {pairs.map(({ from, to, lines }) => (
        <May title={fill(texts.pair, { van: from, naar: to })} lines={lines} />
      ))}
    </div>
    {toAsk.map(({ id, name }) => (
      <section class="kaart niet-op-papier" aria-labelledby={`vraag-${id}`}>
        <h3 class="nl-heading nl-heading--level-3" id={`vraag-${id}`}>
          {texts.askTitle}
        </h3>
        <p class="nl-paragraph">{fill(texts.ask, { wie: name })}</p>
        <Form action={`/casussen/${head.id}/waakvlam`} wat="vraag" {...form}>
          <input type="hidden" name="partner" value={id} />
          <button class="nl-button nl-button--secondary" type="submit">
            {fill(texts.askButton, { wie: name })}
          </button>
        </Form>
      </section>
    ))}
  </section>
);

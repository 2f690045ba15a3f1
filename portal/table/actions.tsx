import type { JSX } from 'preact';
import type { Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import type { TextFinding } from './findings.tsx';
import {
  Buttons,
  ChoiceField,
  DayField,
  Form,
  TextField,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { writingPage } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';
import { VUISTREGEL_NAMES, VUISTREGELS, type Vuistregel } from './vuistregels.ts';

const texts = tableTexts.actions;

/** Who does what by when, and what happened to it. */
export interface ActionLine {
  readonly key: string;
  readonly what: string;
  readonly who: string;
  readonly by: string;
  readonly rule: Vuistregel;
  readonly done?: string | undefined;
  readonly history: readonly { readonly on: string; readonly what: keyof typeof texts.history }[];
}

export interface ActionsView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly today: string;
  readonly actions: readonly ActionLine[];
  readonly who: readonly string[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/afspraken` */
export function actionsPage(view: ActionsView): string {
  const { head, form, today, actions } = view;
  const action = `/casussen/${head.id}/afspraken`;
  return writingPage(
    view,
    texts,
    <>
      {actions.length === 0 ? <p class="leeg">{texts.none}</p> : null}
      <ActionList actions={actions} today={today} action={action} form={form} history />
      <NewAction view={view} action={action} />
    </>,
  );
}

const NewAction = ({
  view: { form, who, typed, faults, findings, may },
  action,
}: {
  readonly view: ActionsView;
  readonly action: string;
}): JSX.Element => (
  <section class="kaart niet-op-papier" aria-labelledby="nieuw">
    <h2 class="nl-heading nl-heading--level-2" id="nieuw">
      {texts.newTitle}
    </h2>
    <Form action={action} wat="nieuw" {...form}>
      <TextField
        name="wat-doen"
        label={texts.what}
        hint={texts.whatHint}
        rows={2}
        typed={typed}
        faults={[...faults, ...findings.map(({ field }) => ({ field, text: tableTexts.findings.field }))]}
      />
      <ChoiceField
        name="wie"
        label={texts.who}
        typed={typed}
        faults={faults}
        choices={who.map(each => ({ value: each, label: each }))}
      />
      <DayField name="dag" label={texts.by} typed={typed} faults={faults} />
      <ChoiceField
        name="vuistregel"
        label={texts.rule}
        typed={typed}
        faults={faults}
        choices={VUISTREGELS.map(each => ({ value: each, label: VUISTREGEL_NAMES[each] }))}
      />
      <May lines={may} />
      <Buttons send={texts.add} />
    </Form>
  </section>
);

export interface ActionListProps {
  readonly actions: readonly ActionLine[];
  readonly today: string;
  readonly action: string;
  readonly form: FormKey;
  readonly history?: boolean;
}

const asDay = (day: string): string => dayOf(new Date(`${day}T12:00:00Z`));

/** Actions, what is late first to see, each with the button that says it is done. */
export const ActionList = ({ actions, today, action, form, history }: ActionListProps): JSX.Element | null =>
  actions.length === 0 ? null : (
    <ul class="afspraken">
      {actions.map(each => (
        <li class={each.done === undefined ? (each.by < today ? 'laat' : 'open') : 'gedaan'}>
          <div>
            <p class="afspraak">{each.what}</p>
            <p class="casusregel">
              <strong>{each.who}</strong>
              <ActionState line={each} today={today} />
            </p>
            {history === true && each.history.length > 1 ? <History line={each} /> : null}
          </div>
          <Toggle line={each} action={action} form={form} back={history === true ? 'afspraken' : 'casus'} />
        </li>
      ))}
    </ul>
  );

const ActionState = ({
  line: { by, done },
  today,
}: {
  readonly line: ActionLine;
  readonly today: string;
}): JSX.Element =>
  done === undefined ? (
    <span class={`stand ${by < today ? 'wacht' : 'klaar'}`}>
      {fill(by < today ? texts.late : texts.due, { dag: asDay(by) })}
    </span>
  ) : (
    <span class="stand goed">{fill(texts.done, { dag: asDay(done) })}</span>
  );

const History = ({ line: { history } }: { readonly line: ActionLine }): JSX.Element => (
  <details class="geschiedenis">
    <summary>{texts.historyTitle}</summary>
    <ul class="punten">
      {history.map(({ on, what }) => (
        <li>
          {asDay(on)}: {texts.history[what]}
        </li>
      ))}
    </ul>
  </details>
);

const Toggle = ({
  line: { key, what, done },
  action,
  form,
  back,
}: {
  readonly line: ActionLine;
  readonly action: string;
  readonly form: FormKey;
  readonly back: 'afspraken' | 'casus';
}): JSX.Element => (
  <Form
    action={action}
    wat={`${done === undefined ? 'gedaan' : 'weer-open'}-${key}`}
    class="niet-op-papier"
    {...form}
  >
    <input type="hidden" name="terug" value={back} />
    <button class={`nl-button nl-button--${done === undefined ? 'secondary' : 'subtle'}`} type="submit">
      {done === undefined ? texts.markDone : texts.markOpen}
      <span class="alleen-voorlezen">: {what}</span>
    </button>
  </Form>
);

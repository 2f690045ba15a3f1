import type { ComponentChildren, JSX } from 'preact';
import { tableTexts } from './texts.ts';

/** What every form carries: that our own page made it, and which one it is, so that twice is once. */
export interface FormKey {
  readonly formToken: string;
  readonly formId: string;
}

/** What is wrong with one field. */
export interface Fault {
  readonly field: string;
  readonly text: string;
}

/** What somebody typed, by the name of the field. */
export type Typed = Readonly<Record<string, string>>;

interface FormProps extends FormKey {
  readonly action: string;
  /** What it asks, where one page has several forms. */
  readonly wat?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export const Form = ({ action, wat, formToken, formId, children, ...rest }: FormProps): JSX.Element => (
  <form method="post" action={action} {...rest}>
    <input type="hidden" name="bewijs" value={formToken} />
    <input type="hidden" name="formulier" value={formId} />
    {wat === undefined ? null : <input type="hidden" name="wat" value={wat} />}
    {children}
  </form>
);

/** Everything that is wrong, on top, each with a link to where it is. */
export const FaultSummary = ({ faults }: { readonly faults: readonly Fault[] }): JSX.Element | null =>
  faults.length === 0 ? null : (
    <div class="fout" role="alert">
      <h2 class="nl-heading nl-heading--level-3">{tableTexts.faultTitle}</h2>
      <ul class="punten">
        {faults.map(({ field, text }) => (
          <li>
            <a href={`#veld-${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
}

const described = ({ name, hint, faults }: FieldProps): Record<string, string> => {
  const isWrong = faults.some(({ field }) => field === name);
  const ids = [...(hint === undefined ? [] : [`hint-${name}`]), ...(isWrong ? [`fout-${name}`] : [])];
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(isWrong ? { 'aria-invalid': 'true' } : {}),
  };
};

const FieldFault = ({ name, faults }: Pick<FieldProps, 'name' | 'faults'>): JSX.Element | null => {
  const fault = faults.find(({ field }) => field === name);
  return fault === undefined ? null : (
    <p class="veldfout" id={`fout-${name}`}>
      {fault.text}
    </p>
  );
};

const Label = ({ name, label, hint }: Pick<FieldProps, 'name' | 'label' | 'hint'>): JSX.Element => (
  <>
    <label for={`veld-${name}`}>{label}</label>
    {hint === undefined ? null : (
      <p class="voorbeeld" id={`hint-${name}`}>
        {hint}
      </p>
    )}
  </>
);

/** One line to type in. */
export const LineField = (props: FieldProps): JSX.Element => (
  <div class="veld">
    <Label {...props} />
    <FieldFault {...props} />
    <input
      class="invoer"
      id={`veld-${props.name}`}
      name={props.name}
      type="text"
      value={props.typed[props.name] ?? ''}
      autocomplete="off"
      {...described(props)}
    />
  </div>
);

/** A day. */
export const DayField = (props: FieldProps): JSX.Element => (
  <div class="veld">
    <Label {...props} />
    <FieldFault {...props} />
    <input
      class="invoer dag"
      id={`veld-${props.name}`}
      name={props.name}
      type="date"
      value={props.typed[props.name] ?? ''}
      {...described(props)}
    />
  </div>
);

/** More lines to type in. */
export const TextField = ({ rows = 4, ...props }: FieldProps & { readonly rows?: number }): JSX.Element => (
  <div class="veld">
    <Label {...props} />
    <FieldFault {...props} />
    <textarea
      class="invoer"
      id={`veld-${props.name}`}
      name={props.name}
      rows={rows}
      autocomplete="off"
      {...described(props)}
    >
      {props.typed[props.name] ?? ''}
    </textarea>
  </div>
);

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly more?: string | undefined;
}

/** One out of several; nothing is chosen beforehand. */
export const ChoiceField = ({
  choices,
  children,
  ...props
}: FieldProps & {
  readonly choices: readonly Choice[];
  readonly children?: ComponentChildren;
}): JSX.Element => {
  const { name, label, hint, typed, faults } = props;
  return (
    <fieldset class="veld">
      <legend>{label}</legend>
      {hint === undefined ? null : (
        <p class="voorbeeld" id={`hint-${name}`}>
          {hint}
        </p>
      )}
      <FieldFault name={name} faults={faults} />
      {choices.map(({ value, label: said, more }, place) => (
        <label class="keuze">
          <input
            type="radio"
            name={name}
            value={value}
            {...(place === 0 ? { id: `veld-${name}` } : {})}
            {...(typed[name] === value ? { checked: true } : {})}
            {...described(props)}
          />
          <span>
            {said}
            {more === undefined ? null : <span class="stil">{more}</span>}
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  );
};

/** The button that sends, and beside it what leads away. */
export const Buttons = ({
  send,
  children,
}: {
  readonly send: string;
  readonly children?: ComponentChildren;
}): JSX.Element => (
  <p class="knoppen">
    <button class="nl-button nl-button--primary" type="submit">
      {send}
    </button>
    {children}
  </p>
);

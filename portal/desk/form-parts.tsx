import type { ComponentChildren, JSX } from 'preact';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly fault?: string | undefined;
}

/** A label, what helps to fill it in, what was wrong with it, and the field itself. */
function Around({
  name,
  label,
  hint,
  fault,
  children,
}: FieldProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="veld">
      <label for={`veld-${name}`}>{label}</label>
      {hint === undefined ? null : (
        <p class="stil" id={`hint-${name}`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="veldfout" id={`fout-${name}`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}

const described = ({ name, hint, fault }: FieldProps) => {
  const by = [
    ...(hint === undefined ? [] : [`hint-${name}`]),
    ...(fault === undefined ? [] : [`fout-${name}`]),
  ];
  return {
    id: `veld-${name}`,
    name,
    class: 'invoer',
    ...(by.length === 0 ? {} : { 'aria-describedby': by.join(' ') }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
  };
};

export const TextField = (props: FieldProps): JSX.Element => (
  <Around {...props}>
    <input {...described(props)} value={props.value ?? ''} autoComplete="off" />
  </Around>
);

export const DayField = (props: FieldProps): JSX.Element => (
  <Around {...props}>
    <input {...described(props)} type="date" value={props.value ?? ''} />
  </Around>
);

export const MomentField = (props: FieldProps): JSX.Element => (
  <Around {...props}>
    <input {...described(props)} type="datetime-local" value={props.value ?? ''} />
  </Around>
);

export const LongField = (props: FieldProps): JSX.Element => (
  <Around {...props}>
    <textarea {...described(props)} rows={3} maxLength={2000}>
      {props.value ?? ''}
    </textarea>
  </Around>
);

export const ChoiceField = (
  props: FieldProps & { readonly options: readonly Option[]; readonly none?: string },
): JSX.Element => (
  <Around {...props}>
    <select {...described(props)}>
      {props.none === undefined ? null : <option value="">{props.none}</option>}
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </Around>
);

export interface FormFault {
  readonly field?: string;
  readonly text: string;
}

export const faultAt = (
  faults: readonly { readonly field?: string; readonly text: string }[],
  field: string,
): string | undefined => faults.find(each => each.field === field)?.text;

/** What went wrong, on top of the page, each with the way to where it can be put right. */
export function Faults({
  faults,
}: {
  readonly faults: readonly { readonly field?: string; readonly text: string }[];
}): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <div class="fout" role="alert">
      <h2 class="nl-heading nl-heading--level-3">Dit kan nog niet</h2>
      <ul>
        {faults.map(({ field, text }) => (
          <li>{field === undefined ? text : <a href={`#veld-${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** A moment as people write it, in the time of the place. */
export const moment = (at: Date): string =>
  new Intl.DateTimeFormat('nl-NL', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  }).format(at);

export const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(at);

export const number = (count: number): string => count.toLocaleString('nl-NL');

/** A hash: enough of it to compare by eye, and all of it to copy. */
export const Hash = ({ hex }: { readonly hex: string }): JSX.Element => <code class="hash">{hex}</code>;

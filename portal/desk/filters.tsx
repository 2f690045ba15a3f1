import type { ComponentChildren, JSX } from 'preact';

/** One thing to filter by; its name is the word in the address. */
export type Filter = { readonly name: string; readonly label: string; readonly value: string | undefined } & (
  | {
      readonly kind: 'choice';
      /** What it means when nothing is chosen. */
      readonly any: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
);

export interface FiltersProps {
  readonly action: string;
  readonly filters: readonly Filter[];
  /** More of the form, above its button. */
  readonly children?: ComponentChildren;
}

/** A form that asks the same page again; without a script, and what was asked stands in the address. */
export function Filters({ action, filters, children }: FiltersProps): JSX.Element {
  const isFiltered = filters.some(({ value }) => value !== undefined && value !== '');
  return (
    <form method="get" action={action} class="filters" role="search">
      <div class="velden">
        {filters.map(filter => (
          <div>
            <label for={`filter-${filter.name}`}>{filter.label}</label>
            <Field filter={filter} />
          </div>
        ))}
      </div>
      {children}
      <p class="knoppen">
        <button class="nl-button nl-button--secondary" type="submit">
          Toon
        </button>
        {isFiltered ? (
          <a class="nl-link wis" href={action}>
            Zonder filter
          </a>
        ) : null}
      </p>
    </form>
  );
}

function Field({ filter }: { readonly filter: Filter }): JSX.Element {
  const { name, value } = filter;
  const id = `filter-${name}`;
  if (filter.kind === 'date')
    return <input class="invoer" type="date" id={id} name={name} value={value ?? ''} />;
  if (filter.kind === 'text')
    return <input class="invoer" id={id} name={name} value={value ?? ''} maxLength={80} autoComplete="off" />;
  return (
    <select class="invoer" id={id} name={name}>
      <option value="">{filter.any}</option>
      {filter.options.map(option => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

import type { ComponentChildren, JSX } from 'preact';

export interface Figure {
  readonly label: string;
  readonly value: ComponentChildren;
  /** What it is measured against, or since when. */
  readonly note?: string;
}

/** A few numbers that say how it stands. */
export const Figures = ({ figures }: { readonly figures: readonly Figure[] }): JSX.Element => (
  <dl class="cijfers">
    {figures.map(({ label, value, note }) => (
      <div>
        <dt>{label}</dt>
        <dd>
          <strong>{value}</strong>
          {note === undefined ? null : <span class="stil">{note}</span>}
        </dd>
      </div>
    ))}
  </dl>
);

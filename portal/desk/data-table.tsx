import type { ComponentChildren, JSX } from 'preact';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Right-aligned, in figures of one width. */
  readonly isNumber?: true;
}

export interface DataTableProps<Row> {
  /** What the table is about; always there for who cannot see it. */
  readonly caption: string;
  readonly isCaptionHidden?: true;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What stands there when there are no rows. */
  readonly empty: string;
}

/** A table that becomes one card a row on a narrow screen; the first column names the row. */
export function DataTable<Row>({
  caption,
  isCaptionHidden,
  columns,
  rows,
  empty,
}: DataTableProps<Row>): JSX.Element {
  if (rows.length === 0) return <p class="nl-paragraph leeg">{empty}</p>;
  // The roles say what a browser forgets when cells are laid out as cards.
  return (
    <table class="tabel" role="table">
      <caption class={isCaptionHidden === true ? 'alleen-voorlezen' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ heading, isNumber }) => (
            <th role="columnheader" scope="col" class={isNumber === true ? 'getal' : undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(row => (
          <tr role="row">
            {columns.map((column, place) => (
              <Cell column={column} row={row} isFirst={place === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({
  column: { heading, cell, isNumber },
  row,
  isFirst,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isFirst: boolean;
}): JSX.Element {
  const className = isNumber === true ? 'getal' : undefined;
  const content = (
    <>
      <span class="kolom" aria-hidden="true">
        {heading}
      </span>
      <span class="cel">{cell(row)}</span>
    </>
  );
  return isFirst ? (
    <th role="rowheader" scope="row" class={className}>
      {content}
    </th>
  ) : (
    <td role="cell" class={className}>
      {content}
    </td>
  );
}

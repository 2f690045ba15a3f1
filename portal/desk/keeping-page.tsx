import { asPage, type Viewer } from '../frame.tsx';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { dayOf, moment, number } from './form-parts.tsx';
import { WorkFrame } from './work-frame.tsx';

export const KEEPING = '/werk/bewaren';

export interface KeepingView {
  readonly viewer: Viewer;
  readonly parts: readonly {
    readonly what: string;
    readonly term: string;
    readonly how: string;
    readonly due: number;
    readonly oldest: Date | undefined;
  }[];
  readonly gone: readonly { readonly at: Date; readonly what: string; readonly index: number }[];
}

/** What is kept too long, and what went: a dry run, and the report of what was done. */
export const keepingPage = ({ viewer, parts, gone }: KeepingView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Bewaren en wissen" here={KEEPING}>
      <h1 class="nl-heading nl-heading--level-1">Bewaren en wissen</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Wat nu zou gaan, als elke taak nu liep. Deze pagina verandert niets.
      </p>
      <DataTable
        caption="Per soort"
        columns={[
          { heading: 'Wat', cell: row => row.what },
          { heading: 'Hoe lang', cell: row => row.term },
          {
            heading: 'Termijn voorbij',
            cell: row =>
              row.due === 0 ? (
                <Badge tone="goed">niets</Badge>
              ) : (
                <Badge tone="let-op">
                  {`${number(row.due)}${row.oldest === undefined ? '' : `, sinds ${dayOf(row.oldest)}`}`}
                </Badge>
              ),
          },
          { heading: 'Hoe het gaat', cell: row => row.how },
        ]}
        rows={parts}
        empty=""
      />
      <DataTable
        caption="Wat er ging, volgens het logboek"
        columns={[
          { heading: 'Wanneer', cell: row => moment(row.at) },
          { heading: 'Wat', cell: row => row.what },
          { heading: 'Regel', cell: row => number(row.index), isNumber: true },
        ]}
        rows={gone}
        empty="Er is nog niets gewist of verlopen."
      />
    </WorkFrame>,
  );

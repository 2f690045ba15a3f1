import { asPage, type Viewer } from '../frame.tsx';
import { Figures } from './figures.tsx';
import { number } from './form-parts.tsx';
import { WorkFrame } from './work-frame.tsx';

export const REPORT = '/werk/rapport';

export interface ReportView {
  readonly viewer: Viewer;
  readonly quarter: string;
  readonly quarters: readonly string[];
  readonly isRunning: boolean;
  readonly figures: readonly {
    readonly label: string;
    readonly count: number | undefined;
    readonly note: string;
  }[];
  readonly table: {
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly cells: readonly (readonly (number | undefined)[])[];
  };
}

const LEFT_OUT = '–';

/** P11: three months for the board and the residents' council: no names, and nothing about fewer than ten people. */
export const reportPage = ({ viewer, quarter, quarters, isRunning, figures, table }: ReportView): string =>
  asPage(
    <WorkFrame viewer={viewer} title={`Kwartaalrapport ${quarter}`} here={REPORT}>
      <h1 class="nl-heading nl-heading--level-1">Kwartaalrapport {quarter}</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Zonder namen. Wat over minder dan tien bewoners gaat, staat er niet in, en is ook niet terug te
        rekenen.
      </p>
      {isRunning ? <p class="let-op">Dit kwartaal loopt nog. De cijfers veranderen.</p> : null}
      <nav class="bladeren" aria-label="Kwartalen">
        {quarters.map(each => (
          <a
            class={`nl-button nl-button--${each === quarter ? 'primary' : 'secondary'}`}
            href={`${REPORT}?kwartaal=${each}`}
            {...(each === quarter ? { 'aria-current': 'page' as const } : {})}
          >
            {each}
          </a>
        ))}
      </nav>
      <Figures
        figures={figures.map(({ label, count, note }) => ({
          label,
          value: count === undefined ? 'Minder dan 10' : number(count),
          note,
        }))}
      />
      <div>
        <h2 class="nl-heading nl-heading--level-2" id="tabel-kop">
          Verstrekkingen per doel en ontvanger
        </h2>
        {table.rows.length === 0 ? (
          <p class="nl-paragraph leeg">In dit kwartaal is niets verstrekt.</p>
        ) : (
          <div class="schuif" tabIndex={0} role="region" aria-labelledby="tabel-kop">
            <table class="kruistabel">
              <thead>
                <tr>
                  <th scope="col">Doel</th>
                  {[...table.columns, 'Samen'].map(column => (
                    <th scope="col">{column}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {[...table.rows, 'Samen'].map((row, at) => (
                  <tr>
                    <th scope="row">{row}</th>
                    {(table.cells[at] ?? []).map(count => (
                      <td>
                        {count === undefined ? (
                          <>
                            <span aria-hidden="true">{LEFT_OUT}</span>
                            <span class="alleen-voorlezen">weggelaten</span>
                          </>
                        ) : (
                          number(count)
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p class="stil">
          {LEFT_OUT} betekent: weggelaten. Soms is een groter getal weggelaten, omdat het kleine er anders uit
          te berekenen is.
        </p>
      </div>
    </WorkFrame>,
  );

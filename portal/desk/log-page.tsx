import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { DataTable } from './data-table.tsx';
import { Filters, type Filter } from './filters.tsx';
import { ChoiceField, faultAt, Faults, LongField, type FormFault } from './form-parts.tsx';
import { Pager } from './pager.tsx';
import { PostForm } from './post-form.tsx';
import { KeepFilter, SavedFilters, type SavedFilterShown } from './saved-filters.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface ShownLine {
  readonly index: number;
  readonly at: string;
  readonly event: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly { readonly name: string; readonly outcome: string }[];
}

export interface LogView {
  readonly viewer: Viewer;
  readonly filters: readonly Filter[];
  readonly lines: readonly ShownLine[];
  /** What was asked was more than is looked through at once: then this says what was done instead. */
  readonly bound: string | undefined;
  readonly first: string | undefined;
  readonly next: string | undefined;
  /** The filter as the export needs it. */
  readonly question: Readonly<Record<string, string>>;
  readonly mayExport: boolean;
  /** The filters that this officer finds again by name; none for who may keep none. */
  readonly saved: readonly SavedFilterShown[] | undefined;
  /** What was typed when a filter could not be kept. */
  readonly typedName: string | undefined;
  /** Whose lines these are, when they are of one person that was opened. */
  readonly only: string | undefined;
  readonly faults: readonly FormFault[];
}

/** P3: the log, by what one looks for. Names of fields, never what was in them; and nobody's name. */
export const logPage = (view: LogView): string =>
  asPage(
    <WorkFrame viewer={view.viewer} title="Logboek" here="/werk/logboek" hasFaults={view.faults.length > 0}>
      <Faults faults={view.faults} />
      <h1 class="nl-heading nl-heading--level-1">Logboek</h1>
      <p class="nl-paragraph">
        Wat hier wordt opgezocht, staat zelf in het logboek. Namen van bewoners en medewerkers staan er niet.
      </p>
      {view.saved === undefined ? null : <SavedFilters viewer={view.viewer} saved={view.saved} />}
      {view.only === undefined ? null : (
        <p class="let-op">
          U ziet alleen regels van {view.only}. Dat u die opende, staat in het logboek.{' '}
          <a class="nl-link" href="/werk/logboek">
            Terug naar alle regels
          </a>
        </p>
      )}
      <Filters action="/werk/logboek" filters={view.filters}>
        {['zaak', 'wie'].map(name =>
          view.question[name] === undefined ? null : (
            <input type="hidden" name={name} value={view.question[name]} />
          ),
        )}
      </Filters>
      {view.saved === undefined || view.only !== undefined ? null : <KeepFilter {...view} />}
      {view.bound === undefined ? null : <p class="let-op">{view.bound}</p>}
      <Pager first={view.first} next={view.next} where="boven" />
      <DataTable
        caption="Regels, de nieuwste boven"
        columns={[
          { heading: 'Regel', cell: each => String(each.index) },
          { heading: 'Wanneer', cell: each => each.at },
          { heading: 'Wat', cell: each => each.event },
          { heading: 'Doel', cell: each => each.purpose },
          { heading: 'Van', cell: each => each.sender },
          { heading: 'Naar', cell: each => each.recipient },
          { heading: 'Velden', cell: fieldsOf },
        ]}
        rows={view.lines}
        empty="Geen regels die hieraan voldoen."
      />
      <Pager first={view.first} next={view.next} where="onder" />
      {view.mayExport ? <ExportForm {...view} /> : null}
    </WorkFrame>,
  );

const fieldsOf = ({ fields }: ShownLine): JSX.Element | string =>
  fields.length === 0 ? (
    'geen'
  ) : (
    <ul>
      {fields.map(({ name, outcome }) => (
        <li>
          {name}: {outcome}
        </li>
      ))}
    </ul>
  );

const ExportForm = ({ viewer, question, faults }: LogView): JSX.Element => (
  <PostForm viewer={viewer} action="/werk/logboek/uitvoer" class="kaart niet-op-papier">
    <h2 class="nl-heading nl-heading--level-2">Meenemen</h2>
    <p class="nl-paragraph">Alles wat aan dit filter voldoet, ook wat niet op deze pagina past.</p>
    {Object.entries(question).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <ChoiceField
      name="vorm"
      label="Vorm"
      value="csv"
      options={[
        { value: 'csv', label: 'CSV, voor een rekenblad' },
        { value: 'ndjson', label: 'NDJSON, een regel per regel' },
      ]}
    />
    <LongField
      name="waarvoor"
      label="Waarvoor hebt u dit nodig?"
      hint="Verplicht. Noem geen namen. Het wordt bewaard bij wie wat meenam."
      fault={faultAt(faults, 'waarvoor')}
    />
    <button class="nl-button nl-button--secondary" type="submit">
      Neem mee
    </button>
  </PostForm>
);

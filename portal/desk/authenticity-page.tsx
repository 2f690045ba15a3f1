import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { Figures } from './figures.tsx';
import { Hash, moment, number } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export const AUTHENTICITY = '/werk/echtheid';

export interface AuthenticityView {
  readonly viewer: Viewer;
  readonly size: number;
  readonly root: string;
  readonly firstKept: number;
  readonly checkpoint:
    | {
        readonly size: number;
        readonly at: Date;
        readonly witnesses: readonly { readonly witness: string; readonly size: number; readonly at: Date }[];
      }
    | undefined;
  readonly receipts: readonly {
    readonly partner: string;
    readonly matches: number;
    readonly silent: number;
    readonly differs: readonly { readonly entry: number; readonly outcome: string; readonly at: Date }[];
  }[];
  readonly checks: readonly {
    readonly at: Date;
    readonly first: number;
    readonly past: number;
    /** What was wrong, as a sentence. */
    readonly fault: string | undefined;
  }[];
  readonly mayCheck: boolean;
}

/** P7: whether the log is what was written. */
export function authenticityPage(view: AuthenticityView): string {
  const [last] = view.checks;
  return asPage(
    <WorkFrame viewer={view.viewer} title="Echtheid" here={AUTHENTICITY}>
      <h1 class="nl-heading nl-heading--level-1">Echtheid van het logboek</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Is wat er staat ook wat er is geschreven? Elke regel wordt nagerekend, en vergeleken met wat getuigen
        en partners zeggen.
      </p>
      {last?.fault === undefined ? null : (
        <div class="fout" role="alert">
          <h2 class="nl-heading nl-heading--level-2">Het logboek klopt niet</h2>
          <p class="nl-paragraph">
            <strong>{last.fault}</strong> Gezien op {moment(last.at)}.
          </p>
          <p class="nl-paragraph">
            Verander niets. Waarschuw de beheerder: in het draaiboek staat wat er nu moet gebeuren.
          </p>
        </div>
      )}
      <Figures figures={figuresOf(view)} />
      {view.mayCheck ? (
        <PostForm viewer={view.viewer} action={AUTHENTICITY} class="knoppen">
          <button class="nl-button nl-button--primary" type="submit">
            Controleer nu
          </button>
        </PostForm>
      ) : null}
      <DataTable
        caption="Laatste controles"
        columns={[
          { heading: 'Wanneer', cell: row => moment(row.at) },
          {
            heading: 'Regels',
            cell: row =>
              row.past === 0 ? 'geen' : `${number(row.first)} tot en met ${number(row.past - 1)}`,
          },
          {
            heading: 'Uitkomst',
            cell: row =>
              row.fault === undefined ? (
                <Badge tone="goed">Klopt</Badge>
              ) : (
                <>
                  <Badge tone="ernstig">Klopt niet</Badge> {row.fault}
                </>
              ),
          },
        ]}
        rows={view.checks}
        empty="Er is hier nog niet gecontroleerd."
      />
      <Witnesses view={view} />
      <Receipts view={view} />
      <p class="stil">
        Wortel van de boom: <Hash hex={view.root} />
      </p>
    </WorkFrame>,
  );
}

const figuresOf = ({ size, firstKept, checkpoint, checks: [last] }: AuthenticityView) => [
  {
    label: 'Regels',
    value: number(size),
    ...(firstKept === 0 ? {} : { note: `vóór ${number(firstKept)} zijn volgens termijn weg` }),
  },
  {
    label: 'Laatste controle',
    value: last === undefined ? 'Nog niet' : last.fault === undefined ? 'Klopt' : 'Klopt niet',
    ...(last === undefined ? {} : { note: moment(last.at) }),
  },
  {
    label: 'Ondertekend tot',
    value: checkpoint === undefined ? 'nog niets' : number(checkpoint.size),
    ...(checkpoint === undefined ? {} : { note: moment(checkpoint.at) }),
  },
  {
    label: 'Nog niet ondertekend',
    value: number(size - (checkpoint?.size ?? 0)),
    note: 'komt bij het volgende checkpoint',
  },
];

const Witnesses = ({ view: { checkpoint } }: { readonly view: AuthenticityView }): JSX.Element => (
  <DataTable
    caption="Getuigen: wie buiten ons hetzelfde logboek zag"
    columns={[
      { heading: 'Getuige', cell: row => row.witness },
      { heading: 'Zag tot regel', cell: row => number(row.size), isNumber: true },
      { heading: 'Op', cell: row => moment(row.at) },
    ]}
    rows={checkpoint?.witnesses ?? []}
    empty="Er kijkt nog geen getuige mee. Zonder getuige kan een heel logboek ongemerkt worden teruggezet."
  />
);

const OUTCOMES: Readonly<Record<string, string>> = {
  unknown: 'wij kennen deze verstrekking niet',
  'hash-differs': 'de partner heeft een andere regel dan wij',
  'fields-differ': 'de partner kreeg andere gegevens dan wij vastlegden',
};

const Receipts = ({ view: { receipts } }: { readonly view: AuthenticityView }): JSX.Element => (
  <DataTable
    caption="Ontvangstbewijzen: wat partners zeggen dat ze kregen"
    columns={[
      { heading: 'Partner', cell: row => row.partner },
      { heading: 'Komt overeen', cell: row => number(row.matches), isNumber: true },
      { heading: 'Niets gehoord', cell: row => number(row.silent), isNumber: true },
      {
        heading: 'Verschilt',
        cell: row =>
          row.differs.length === 0 ? (
            'nee'
          ) : (
            <ul>
              {row.differs.map(({ entry, outcome, at }) => (
                <li>
                  Regel {entry}: {OUTCOMES[outcome] ?? outcome} ({moment(at)})
                </li>
              ))}
            </ul>
          ),
      },
    ]}
    rows={receipts}
    empty="Met geen enkele partner is afgesproken dat hij ontvangst bevestigt."
  />
);

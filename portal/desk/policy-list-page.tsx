import type { JSX } from 'preact';
import type { Rule } from '../../policies/handreiking.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { DataTable } from './data-table.tsx';
import { Filters } from './filters.tsx';
import { Hash, moment, number, type Option } from './form-parts.tsx';
import { WorkFrame } from './work-frame.tsx';

export const POLICY = '/werk/beleid';

/** One rule as people wrote it, and as the gateway reads it. */
export interface ShownRule {
  readonly id: Rule['id'];
  readonly sentence: string;
  readonly law: string;
  readonly from: string;
  readonly to: string;
  readonly fields: string;
  readonly conditions: string;
  readonly outcome: string;
}

export interface PolicyListView {
  readonly viewer: Viewer;
  readonly version: string;
  readonly waiting: readonly {
    readonly version: string;
    readonly number: number;
    readonly inForceAt: Date;
  }[];
  readonly proposals: readonly {
    readonly version: string;
    readonly proposedAt: Date;
    readonly by: string;
    readonly signatures: number;
  }[];
  readonly purposes: readonly Option[];
  readonly purpose: string | undefined;
  readonly purposeText: string;
  readonly rules: readonly ShownRule[];
}

/** P6: what counts, what waits, what is proposed; and the text beside the rule. */
export const policyListPage = (view: PolicyListView): string =>
  asPage(
    <WorkFrame viewer={view.viewer} title="Beleid" here={POLICY}>
      <h1 class="nl-heading nl-heading--level-1">Beleid</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Wat mag, staat in de handreiking. Een ruimere versie geldt pas als twee mensen haar ondertekenen.
      </p>
      <p class="stil">
        Nu geldt <Hash hex={view.version} />.
      </p>
      <DataTable
        caption="Voorstellen"
        columns={[
          {
            heading: 'Versie',
            cell: row => (
              <a class="nl-link knop" href={`${POLICY}/${row.version}`}>
                {row.version.slice(0, 12)}
              </a>
            ),
          },
          { heading: 'Voorgelegd', cell: row => moment(row.proposedAt) },
          { heading: 'Door', cell: row => row.by },
          { heading: 'Handtekeningen', cell: row => number(row.signatures), isNumber: true },
        ]}
        rows={view.proposals}
        empty="Er ligt geen voorstel. Leg er een voor met: wijkpoort handreiking stel-voor BUNDEL"
      />
      {view.waiting.length === 0 ? null : (
        <DataTable
          caption="Ondertekend, en wacht op zijn tijd"
          columns={[
            { heading: 'Nummer', cell: row => row.number },
            { heading: 'Versie', cell: row => row.version.slice(0, 12) },
            { heading: 'Gaat in', cell: row => moment(row.inForceAt) },
          ]}
          rows={view.waiting}
          empty=""
        />
      )}
      <h2 class="nl-heading nl-heading--level-2">De tekst naast de regel</h2>
      <Filters
        action={POLICY}
        filters={[
          {
            kind: 'choice',
            name: 'doel',
            label: 'Doel',
            any: 'Kies een doel',
            options: view.purposes,
            value: view.purpose,
          },
        ]}
      />
      {view.purpose === undefined ? null : <p class="nl-paragraph">{view.purposeText}</p>}
      {view.purpose === undefined ? null : <RulesBeside rules={view.rules} />}
    </WorkFrame>,
  );

const RulesBeside = ({ rules }: { readonly rules: readonly ShownRule[] }): JSX.Element => (
  <DataTable
    caption="Links wat mensen lezen, rechts wat de poort uitvoert"
    columns={[
      { heading: 'Regel', cell: row => row.id },
      {
        heading: 'Zo staat het in de handreiking',
        cell: row => (
          <>
            {row.sentence}
            <p class="stil">{row.law}</p>
          </>
        ),
      },
      {
        heading: 'Zo leest de poort het',
        cell: row => (
          <>
            {row.from} → {row.to}, {row.outcome}
            <p class="stil">{row.fields}</p>
            <p class="stil">Als: {row.conditions}</p>
          </>
        ),
      },
    ]}
    rows={rules}
    empty="Dit doel heeft geen regels."
  />
);

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { DataTable } from './data-table.tsx';
import { Figures, type Figure } from './figures.tsx';
import { faultAt, Faults, LongField, type FormFault } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface SignalsView {
  readonly viewer: Viewer;
  readonly figures: readonly Figure[];
  readonly state: string;
  readonly signals: readonly {
    readonly id: string;
    readonly text: string;
    readonly isOn: boolean;
    readonly found: number | undefined;
  }[];
  /** What is not looked for, and why. */
  readonly notSeen: readonly { readonly signal: string; readonly what: string; readonly why: string }[];
  readonly thresholds: readonly { readonly name: string; readonly label: string; readonly value: number }[];
  readonly everyHours: number;
  readonly precision: readonly {
    readonly month: string;
    readonly signal: string;
    readonly closed: number;
    readonly right: number;
  }[];
  readonly versions: readonly {
    readonly version: number;
    readonly reason: string;
    readonly proposedBy: string;
    readonly adopted: string;
  }[];
  readonly runs: readonly {
    readonly at: string;
    readonly period: string;
    readonly entries: number;
    readonly findings: number;
  }[];
  /** A version that this officer may adopt. */
  readonly toAdopt: number | undefined;
  readonly reason: string | undefined;
  readonly faults: readonly FormFault[];
}

/** P2: what the log is searched for, how well that works, and who decided it. */
export const signalsPage = (view: SignalsView): string =>
  asPage(
    <WorkFrame
      viewer={view.viewer}
      title="Signalen en controlebeleid"
      here="/werk/signalen"
      hasFaults={view.faults.length > 0}
    >
      <Faults faults={view.faults} />
      <h1 class="nl-heading nl-heading--level-1">Signalen en controlebeleid</h1>
      <p class="nl-paragraph nl-paragraph--lead">{view.state}</p>
      <Figures figures={view.figures} />
      <PostForm viewer={view.viewer} action="/werk/signalen/nalopen">
        <button class="nl-button nl-button--primary" type="submit">
          Loop het logboek nu na
        </button>
      </PostForm>
      {view.toAdopt === undefined ? null : (
        <PostForm viewer={view.viewer} action="/werk/signalen/vaststellen" class="kaart">
          <input type="hidden" name="versie" value={String(view.toAdopt)} />
          <p class="nl-paragraph">Versie {String(view.toAdopt)} wacht op een tweede privacy officer.</p>
          <button class="nl-button nl-button--secondary" type="submit">
            Stel versie {String(view.toAdopt)} vast
          </button>
        </PostForm>
      )}
      <PolicyForm {...view} />
      <Tables {...view} />
    </WorkFrame>,
  );

const PolicyForm = ({
  viewer,
  signals,
  thresholds,
  everyHours,
  reason,
  faults,
}: SignalsView): JSX.Element => (
  <PostForm viewer={viewer} action="/werk/signalen" class="kaart">
    <h2 class="nl-heading nl-heading--level-2">Het beleid</h2>
    <fieldset>
      <legend>Signalen</legend>
      {signals.map(({ id, text, isOn, found }) => (
        <label class="keuze">
          <input type="checkbox" name={`signaal-${id}`} value="ja" checked={isOn} />
          <span>
            {id === 'limiet' ? text : `${id}. ${text}`}
            {found === undefined ? null : (
              <span class="stil">Met deze drempels in de afgelopen maand: {String(found)}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
    <div class="velden drempels">
      <Amount name="uren" label="Nalopen, elke zoveel uur" value={everyHours} />
      {thresholds.map(each => (
        <Amount {...each} />
      ))}
    </div>
    <LongField
      name="reden"
      label="Waarom zo?"
      hint="Verplicht bij een voorstel. Het blijft bij de versie staan."
      value={reason}
      fault={faultAt(faults, 'reden')}
    />
    <p class="knoppen">
      <button class="nl-button nl-button--secondary" type="submit" name="wat" value="proef">
        Reken na over de afgelopen maand
      </button>
      <button class="nl-button nl-button--primary" type="submit" name="wat" value="voorstel">
        Leg voor als nieuwe versie
      </button>
    </p>
  </PostForm>
);

const Amount = ({
  name,
  label,
  value,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}): JSX.Element => (
  <div class="veld">
    <label for={`veld-${name}`}>{label}</label>
    <input
      class="invoer"
      id={`veld-${name}`}
      name={name}
      inputMode="numeric"
      value={String(value)}
      autoComplete="off"
    />
  </div>
);

const Tables = ({ precision, runs, versions, notSeen }: SignalsView): JSX.Element => (
  <>
    <h2 class="nl-heading nl-heading--level-2">Wat dit logboek niet kan laten zien</h2>
    <p class="nl-paragraph">
      Naar deze dingen zoekt de poort niet. Vindt u hiervan niets, dan zegt dat dus niet dat het niet gebeurt.
    </p>
    <DataTable
      caption="Wat niet wordt gezocht, en waarom niet"
      columns={[
        { heading: 'Signaal', cell: each => each.signal },
        { heading: 'Wat', cell: each => each.what },
        { heading: 'Waarom niet', cell: each => each.why },
      ]}
      rows={notSeen}
      empty=""
    />
    <h2 class="nl-heading nl-heading--level-2">Hoe vaak een signaal terecht was</h2>
    <DataTable
      caption="Per maand en signaal, van wat gesloten is"
      columns={[
        { heading: 'Maand', cell: each => each.month },
        { heading: 'Signaal', cell: each => each.signal },
        { heading: 'Gesloten', cell: each => String(each.closed), isNumber: true },
        { heading: 'Terecht', cell: each => String(each.right), isNumber: true },
      ]}
      rows={precision}
      empty="Er is nog niets gesloten."
    />
    <h2 class="nl-heading nl-heading--level-2">Wanneer het logboek is nagelopen</h2>
    <DataTable
      caption="De laatste keren"
      columns={[
        { heading: 'Op', cell: each => each.at },
        { heading: 'Over', cell: each => each.period },
        { heading: 'Regels', cell: each => String(each.entries), isNumber: true },
        { heading: 'Gevonden', cell: each => String(each.findings), isNumber: true },
      ]}
      rows={runs}
      empty="Het logboek is nog nooit nagelopen."
    />
    <h2 class="nl-heading nl-heading--level-2">Versies van het beleid</h2>
    <DataTable
      caption="Elke versie, met waarom"
      columns={[
        { heading: 'Versie', cell: each => String(each.version) },
        { heading: 'Waarom', cell: each => each.reason },
        { heading: 'Voorgesteld door', cell: each => each.proposedBy },
        { heading: 'Vastgesteld', cell: each => each.adopted },
      ]}
      rows={versions}
      empty="Er is nog geen versie: de drempels staan zoals geleverd."
    />
  </>
);

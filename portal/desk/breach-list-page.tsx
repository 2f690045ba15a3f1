import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import {
  ChoiceField,
  faultAt,
  Faults,
  MomentField,
  number,
  TextField,
  type FormFault,
  type Option,
} from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export const BREACH = '/werk/datalek';

type Typed = Readonly<Record<string, string>>;

export interface ShownBreach {
  readonly id: string;
  readonly discovered: string;
  readonly about: string;
  readonly entries: number;
  readonly residents: number;
  readonly state: string;
  readonly tone: Tone;
}

export interface BreachListView {
  readonly viewer: Viewer;
  readonly breaches: readonly ShownBreach[];
  readonly partners: readonly Option[];
  readonly fields: readonly Option[];
  readonly typed: Typed;
  readonly faults: readonly FormFault[];
}

/** P5: what may have leaked, and the breaches that were written down (AVG 33(5)). */
export const breachListPage = ({
  viewer,
  breaches,
  partners,
  fields,
  typed,
  faults,
}: BreachListView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Datalekken" here={BREACH} hasFaults={faults.length > 0}>
      <Faults faults={faults} />
      <h1 class="nl-heading nl-heading--level-1">Datalekken</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Vul in wat u weet. Het logboek zegt wat er is verstrekt, en van hoeveel bewoners. Niemand wordt
        geopend.
      </p>
      <Question viewer={viewer} partners={partners} fields={fields} typed={typed} faults={faults} />
      <DataTable
        caption="Vastgelegde datalekken"
        columns={[
          {
            heading: 'Ontdekt',
            cell: row => (
              <a class="nl-link knop" href={`${BREACH}/${row.id}`}>
                {row.discovered}
              </a>
            ),
          },
          { heading: 'Waarover', cell: row => row.about },
          { heading: 'Keer', cell: row => number(row.entries), isNumber: true },
          { heading: 'Bewoners', cell: row => number(row.residents), isNumber: true },
          { heading: 'Stand', cell: row => <Badge tone={row.tone}>{row.state}</Badge> },
        ]}
        rows={breaches}
        empty="Er is nog geen datalek vastgelegd."
      />
    </WorkFrame>,
  );

const Question = ({
  viewer,
  partners,
  fields,
  typed,
  faults,
}: Omit<BreachListView, 'breaches'>): JSX.Element => (
  <section class="kaart" aria-labelledby="vraag">
    <h2 class="nl-heading nl-heading--level-2" id="vraag">
      Wat is er verstrekt?
    </h2>
    <PostForm viewer={viewer} action={BREACH}>
      <div class="velden">
        <ChoiceField
          name="partner"
          label="Aan welke partner"
          none="Elke partner"
          options={partners}
          value={typed['partner']}
          fault={faultAt(faults, 'partner')}
        />
        <TextField
          name="medewerker"
          label="Opgevraagd door medewerker"
          hint="De naam of het nummer waaronder de partner hem noemt; alleen samen met een partner."
          value={typed['medewerker']}
          fault={faultAt(faults, 'medewerker')}
        />
        <ChoiceField
          name="veld"
          label="Met dit gegeven"
          none="Elk gegeven"
          options={fields}
          value={typed['veld']}
        />
        <TextField
          name="certificaat"
          label="Met dit certificaat"
          hint="De vingerafdruk (SHA-256). Laat de tijden dan leeg voor alles wat ermee gevraagd is."
          value={typed['certificaat']}
          fault={faultAt(faults, 'certificaat')}
        />
      </div>
      <div class="velden">
        <MomentField
          name="van"
          label="Vanaf"

          value={typed['van']}
          fault={faultAt(faults, 'van')}
        />
        <MomentField
          name="tot"
          label="Tot"

          value={typed['tot']}
          fault={faultAt(faults, 'tot')}
        />
        <MomentField
          name="ontdekt"
          label="Ontdekt op"
          hint="Vanaf dan lopen de 72 uur."

          value={typed['ontdekt']}
          fault={faultAt(faults, 'ontdekt')}
        />
      </div>
      <button class="nl-button nl-button--primary" type="submit">
        Tel het na en leg het vast
      </button>
    </PostForm>
  </section>
);

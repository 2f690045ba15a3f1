import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { ChoiceField, DayField, faultAt, Faults, type Option } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WhichResident } from './which-resident.tsx';
import { WorkFrame } from './work-frame.tsx';

export const ACCESS = '/werk/inzage';

/** A request as it lies in the list; nobody is named. */
export interface ShownRequest {
  readonly id: string;
  readonly receivedOn: string;
  readonly answerBy: string;
  readonly state: string;
  readonly tone: Tone;
  readonly asker: string;
}

export interface AccessListView {
  readonly viewer: Viewer;
  readonly requests: readonly ShownRequest[];
  readonly partners: readonly Option[];
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly { readonly field?: string; readonly text: string }[];
}

const ASKERS: readonly Option[] = [
  { value: 'bewoner', label: 'De bewoner zelf' },
  {
    value: 'vertegenwoordiger',
    label: 'Wie voor de bewoner optreedt (curator, mentor, bewindvoerder, gemachtigde)',
  },
  { value: 'ander', label: 'Iemand anders' },
];

/** How we know who asks. */
export const IDENTITIES: readonly Option[] = [
  { value: 'gezien', label: 'Paspoort, ID-kaart of rijbewijs gezien (geen kopie)' },
  { value: 'digid', label: 'Ingelogd met DigiD' },
  { value: 'nog-niet', label: 'Dat weten we nog niet zeker' },
];

/** P4: who asked to see what is known, and a new request. */
export const accessListPage = ({ viewer, requests, partners, typed, faults }: AccessListView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Inzageverzoeken" here={ACCESS} hasFaults={faults.length > 0}>
      <Faults faults={faults} />
      <h1 class="nl-heading nl-heading--level-1">Inzageverzoeken</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Een bewoner mag weten wie iets over hem kreeg (AVG 15). Het antwoord is met één knop klaar.
      </p>
      <DataTable
        caption="Verzoeken, wat wacht boven"
        columns={[
          {
            heading: 'Gevraagd op',
            cell: row => (
              <a class="nl-link knop" href={`${ACCESS}/${row.id}`}>
                {row.receivedOn}
              </a>
            ),
          },
          { heading: 'Door', cell: row => row.asker },
          { heading: 'Antwoord vóór', cell: row => row.answerBy },
          { heading: 'Stand', cell: row => <Badge tone={row.tone}>{row.state}</Badge> },
        ]}
        rows={requests}
        empty="Er is nog nooit een verzoek vastgelegd."
      />
      <section class="kaart" aria-labelledby="nieuw">
        <h2 class="nl-heading nl-heading--level-2" id="nieuw">
          Nieuw verzoek
        </h2>
        <PostForm viewer={viewer} action={ACCESS}>
          <ChoiceField name="vrager" label="Wie vraagt het?" options={ASKERS} value={typed['vrager']} />
          <ChoiceField
            name="identiteit"
            label="Hoe weten we wie het is?"
            options={IDENTITIES}
            value={typed['identiteit']}
          />
          <WhichResident
            partners={partners}
            typed={typed}
            faults={faults}
            hint="De partner die het verzoek doorgaf; bij iemand anders mag dit leeg blijven."
          />
          <DayField
            name="ontvangen"
            label="Binnengekomen op"

            value={typed['ontvangen']}
            fault={faultAt(faults, 'ontvangen')}
          />
          <button class="nl-button nl-button--primary" type="submit">
            Leg het verzoek vast
          </button>
        </PostForm>
      </section>
    </WorkFrame>,
  );

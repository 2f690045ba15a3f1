import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface ShownEmergency {
  readonly id: string;
  readonly day: string;
  readonly partner: string;
  readonly resident: string;
  readonly state: string;
  readonly tone: Tone;
  readonly reviewBy: string;
}

/** P9: every time that something was told because a life was in danger, and whether somebody looked at it. */
export const emergenciesPage = ({
  viewer,
  emergencies,
}: {
  readonly viewer: Viewer;
  readonly emergencies: readonly ShownEmergency[];
}): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Noodverstrekkingen" here="/werk/nood">
      <h1 class="nl-heading nl-heading--level-1">Noodverstrekkingen</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Elke verstrekking in nood wordt nagekeken: was toestemming echt niet mogelijk, kreeg de ontvanger niet
        meer dan nodig, en weet de bewoner ervan?
      </p>
      <DataTable
        caption="Wat in nood is verstrekt"
        isCaptionHidden
        columns={[
          {
            heading: 'Dag',
            cell: each => (
              <a
                class="nl-link knop"
                href={`/werk/zaak/${each.id}`}
                aria-label={`Bekijk ${each.day}, ${each.partner}`}
              >
                {each.day}
              </a>
            ),
          },
          { heading: 'Aan', cell: each => each.partner },
          { heading: 'Bewoner', cell: each => each.resident },
          { heading: 'Nakijken uiterlijk', cell: each => each.reviewBy },
          { heading: 'Stand', cell: each => <Badge tone={each.tone}>{each.state}</Badge> },
        ]}
        rows={emergencies}
        empty="Er is niets in nood verstrekt, of het logboek is nog niet nagelopen."
      />
    </WorkFrame>,
  );

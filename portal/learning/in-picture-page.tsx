import { asPage, type Viewer } from '../frame.tsx';
import { BetweenPartners, BetweenPartnersTable } from '../pictures/between-partners.tsx';
import type { Flow } from '../pictures/flow-layout.ts';
import { OverTime, OverTimeTable, type Stretch } from '../pictures/over-time.tsx';
import { Figures } from '../desk/figures.tsx';
import { Filters } from '../desk/filters.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

export interface InPictureView {
  readonly viewer: Viewer;
  readonly stretches: readonly Stretch[];
  readonly flows: readonly Flow[];
  readonly period: { readonly from: string; readonly until: string };
}

/** What went between partners, to look at; the same numbers stand beside each drawing. */
export const inPicturePage = ({ viewer, stretches, flows, period }: InPictureView): string => {
  const released = stretches.reduce((sum, each) => sum + each.released, 0);
  const refused = stretches.reduce((sum, each) => sum + each.refused, 0);
  return asPage(
    <WorkFrame viewer={viewer} title="In beeld" here="/in-beeld">
      <h1 class="nl-heading nl-heading--level-1">In beeld</h1>
      <p class="nl-paragraph nl-paragraph--lead">Wat ging er de deur uit, en tussen wie?</p>
      <Filters
        action="/in-beeld"
        filters={[
          { kind: 'date', name: 'van', label: 'Vanaf', value: period.from },
          { kind: 'date', name: 'tot', label: 'Tot', value: period.until },
        ]}
      />
      <Figures
        figures={[
          { label: 'Verstrekt', value: released.toLocaleString('nl-NL'), note: 'antwoorden met iets erin' },
          { label: 'Geweigerd', value: refused.toLocaleString('nl-NL'), note: 'antwoorden met niets erin' },
          { label: 'Wegen', value: flows.length, note: 'van de een naar de ander' },
        ]}
      />
      <OverTime stretches={stretches} title="Verstrekt en geweigerd, per week" />
      <details class="vak">
        <summary>De getallen per week</summary>
        <OverTimeTable stretches={stretches} caption="Verstrekt en geweigerd, per week" />
      </details>
      {flows.length === 0 ? null : <BetweenPartners flows={flows} title="Van wie naar wie" />}
      <BetweenPartnersTable flows={flows} caption="Van wie naar wie, de drukste weg boven" />
    </WorkFrame>,
  );
};

import type { JSX } from 'preact';
import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName, listed, partyName, purposeName, sentence } from '../../policies/in-dutch.ts';
import type { StructuralFlaw, StructuralFlaws } from '../../policies/learning/structural-flaws.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { DataTable } from '../desk/data-table.tsx';
import { Filters } from '../desk/filters.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

export interface FlawsView {
  readonly viewer: Viewer;
  readonly handreiking: Handreiking;
  readonly flaws: StructuralFlaws;
  /** As dates in the filter. */
  readonly period: { readonly from: string; readonly until: string };
  /** More was refused than is gone through at once. */
  readonly isCut: boolean;
}

/** Where rules block, and not people. */
export const flawsPage = ({
  viewer,
  handreiking,
  flaws: { flaws, tooFew },
  period,
  isCut,
}: FlawsView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Weeffouten" here="/weeffouten">
      <h1 class="nl-heading nl-heading--level-1">Weeffouten</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Welke wens werd bij veel bewoners geweigerd, en door welke regel? Zo ziet het netwerk waar de regels
        in de weg zitten, en niet de mensen.
      </p>
      <Filters
        action="/weeffouten"
        filters={[
          { kind: 'date', name: 'van', label: 'Vanaf', value: period.from },
          { kind: 'date', name: 'tot', label: 'Tot', value: period.until },
        ]}
      />
      {isCut ? (
        <p class="let-op">
          Er gebeurde meer dan hier in één keer kan worden geteld: dit zijn de laatste 100.000 vragen. Kies
          een kortere periode om alles te zien.
        </p>
      ) : null}
      <DataTable
        caption="Geweigerde wensen, de breedste boven"
        columns={[
          { heading: 'Wens', cell: flaw => <Wish handreiking={handreiking} flaw={flaw} /> },
          { heading: 'Bewoners', cell: ({ residents }) => residents, isNumber: true },
          { heading: 'Keren', cell: ({ times }) => times, isNumber: true },
          { heading: 'Waardoor', cell: flaw => <Because handreiking={handreiking} flaw={flaw} /> },
          { heading: 'Wat wel kan', cell: flaw => <Roads handreiking={handreiking} flaw={flaw} /> },
        ]}
        rows={flaws}
        empty="Geen enkele wens werd bij tien of meer bewoners geweigerd."
      />
      <p class="stil">
        {tooFew === 0
          ? 'Wensen over minder dan tien bewoners staan hier nooit bij.'
          : `${String(tooFew)} ${tooFew === 1 ? 'wens ging' : 'wensen gingen'} over minder dan tien bewoners. Welke, en hoe vaak, staat hier niet.`}
      </p>
    </WorkFrame>,
  );

interface Part {
  readonly handreiking: Handreiking;
  readonly flaw: StructuralFlaw;
}

const Wish = ({ handreiking, flaw: { field, from, to, purpose } }: Part): JSX.Element => (
  <>
    {sentence(fieldName(handreiking, field))}
    <span class="stil onder">
      van {partyName(handreiking, from)} naar {partyName(handreiking, to)}, voor ‘
      {purposeName(handreiking, purpose)}’
    </span>
  </>
);

function Because({ handreiking, flaw: { outcome, rule, missing, purpose } }: Part): JSX.Element {
  const facts = missing.map(key => handreiking.conditions.get(key)?.fact ?? key);
  switch (outcome) {
    case 'never':
      return <>Staat op de nooit-lijst.</>;
    case 'no-rule':
      return <>Er is geen regel.</>;
    case 'withheld':
      return (
        <>
          <a class="nl-link" href={`/gronden?doel=${purpose}`}>
            Regel {rule ?? ''}
          </a>
          : niet bekend dat {listed(facts)}.
        </>
      );
  }
}

function Roads({ handreiking, flaw: { to, roads, opensBy, outcome } }: Part): JSX.Element {
  const purposes = [...new Set(roads.map(({ purpose }) => purposeName(handreiking, purpose)))];
  return (
    <>
      {opensBy === 'people'
        ? 'Mensen kunnen dit openen.'
        : purposes.length === 0
          ? outcome === 'never'
            ? 'Niets: dit is een grens die blijft.'
            : 'Niets: hier ontbreekt een regel.'
          : `Wel voor ${listed(purposes.map(each => `‘${each}’`))}.`}{' '}
      <a class="nl-link" href={`/docs/wat-mag/${to}`}>
        Mogelijkheden voor {partyName(handreiking, to)}
      </a>
    </>
  );
}

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { Figures } from './figures.tsx';
import {
  ChoiceField,
  Faults,
  Hash,
  moment,
  number,
  TextField,
  type FormFault,
  type Option,
} from './form-parts.tsx';
import { POLICY } from './policy-list-page.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface ShownChange {
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly field: string;
  readonly change: string;
  readonly times: number;
}

export interface ShownShadow {
  readonly partner: string;
  readonly partnerName: string;
  readonly isOn: boolean;
  readonly until: Date;
  readonly decisions: number;
  readonly different: number;
  readonly differences: readonly ShownChange[];
}

export interface ProposalView {
  readonly viewer: Viewer;
  readonly version: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly sentences: readonly string[];
  readonly wider: readonly string[];
  readonly signed: readonly { readonly by: string; readonly role: string; readonly at: Date }[];
  readonly notYet: readonly string[];
  readonly isInChain: boolean;
  readonly replay: {
    readonly decisions: number;
    readonly different: number;
    readonly tooOld: number;
    readonly from: number;
    readonly size: number;
    readonly changes: readonly ShownChange[];
  };
  readonly shadows: readonly ShownShadow[];
  readonly partners: readonly Option[];
  readonly faults: readonly FormFault[];
}

/** P6: one proposed version: the difference in sentences, the real log replayed, who signed, and the shadow. */
export const proposalPage = (view: ProposalView): string =>
  asPage(
    <WorkFrame
      viewer={view.viewer}
      title="Voorstel"
      here={POLICY}
      back={POLICY}
      hasFaults={view.faults.length > 0}
    >
      <Faults faults={view.faults} />
      <h1 class="nl-heading nl-heading--level-1">Voorstel {view.version.slice(0, 12)}</h1>
      <p class="stil">
        Voorgelegd op {moment(view.proposedAt)} door{' '}
        {view.proposedBy.replace('officer: ', 'privacy officer ')}. <Hash hex={view.version} />
      </p>
      <Figures
        figures={[
          { label: 'Richting', value: view.wider.length === 0 ? 'Niet ruimer' : 'Ruimer' },
          { label: 'Handtekeningen', value: number(view.signed.length) },
          {
            label: 'Besluiten anders',
            value: `${number(view.replay.different)} van ${number(view.replay.decisions)}`,
            note: 'uit het echte logboek',
          },
          { label: 'In de keten', value: view.isInChain ? 'Ja' : 'Nee' },
        ]}
      />
      <section aria-labelledby="verschil">
        <h2 class="nl-heading nl-heading--level-2" id="verschil">
          Wat er verandert
        </h2>
        {view.wider.length === 0 ? null : (
          <p class="let-op">Dit is ruimer: {view.wider.join('; ')}. Twee mensen moeten tekenen.</p>
        )}
        <ul class="punten">
          {view.sentences.map(each => (
            <li>{each}</li>
          ))}
        </ul>
      </section>
      <Changes
        caption="Wat het met het echte logboek had gedaan"
        changes={view.replay.changes}
        empty="Geen enkel besluit was anders geweest."
      />
      <p class="stil">
        Nagespeeld: de besluiten in regel {number(view.replay.from)} tot en met{' '}
        {number(Math.max(0, view.replay.size - 1))}; {number(view.replay.tooOld)} waren te oud. Alles naspelen
        kan met: wijkpoort handreiking herspeel. Er is niemand geopend.
      </p>
      <Signatures view={view} />
      <Shadow view={view} />
    </WorkFrame>,
  );

const Changes = ({
  caption,
  changes,
  empty,
}: {
  readonly caption: string;
  readonly changes: readonly ShownChange[];
  readonly empty: string;
}): JSX.Element => (
  <DataTable
    caption={caption}
    columns={[
      { heading: 'Gegeven', cell: row => row.field },
      { heading: 'Van', cell: row => row.from },
      { heading: 'Naar', cell: row => row.to },
      { heading: 'Doel', cell: row => row.purpose },
      { heading: 'Wordt', cell: row => row.change },
      { heading: 'Keer', cell: row => number(row.times), isNumber: true },
    ]}
    rows={changes}
    empty={empty}
  />
);

const Signatures = ({ view }: { readonly view: ProposalView }): JSX.Element => (
  <section class="kaart" aria-labelledby="tekenen">
    <h2 class="nl-heading nl-heading--level-2" id="tekenen">
      Wie tekende
    </h2>
    {view.signed.length === 0 ? (
      <p class="nl-paragraph">Nog niemand.</p>
    ) : (
      <ul class="punten">
        {view.signed.map(({ by, role, at }) => (
          <li>
            <strong>{by}</strong>, {role}, {moment(at)}
          </li>
        ))}
      </ul>
    )}
    {view.isInChain ? (
      <p class="gelukt">
        Deze versie staat in de keten. Elke poort controleert haar zelf, en houdt zich eraan vanaf haar tijd.
      </p>
    ) : view.notYet.length === 0 ? (
      <PostForm viewer={view.viewer} action={`${POLICY}/${view.version}`}>
        <input type="hidden" name="actie" value="in-keten" />
        <p class="nl-paragraph">De handtekeningen kloppen.</p>
        <button class="nl-button nl-button--primary" type="submit">
          Zet haar in de keten
        </button>
      </PostForm>
    ) : (
      <>
        <p class="nl-paragraph">Zij kan nog niet ingaan:</p>
        <ul class="punten">
          {view.notYet.map(each => (
            <li>{each}</li>
          ))}
        </ul>
        <p class="stil">
          Tekenen doet ieder met zijn eigen sleutel: wijkpoort handreiking onderteken BUNDEL --sleutel BESTAND
          --akkoord, en daarna opnieuw handreiking stel-voor.
        </p>
      </>
    )}
  </section>
);

const Shadow = ({ view }: { readonly view: ProposalView }): JSX.Element => (
  <section class="kaart" aria-labelledby="schaduw">
    <h2 class="nl-heading nl-heading--level-2" id="schaduw">
      Meelopen in de schaduw
    </h2>
    <p class="nl-paragraph">
      Verzoeken van één partner worden dan ook onder dit voorstel besloten. Het antwoord verandert niet, de
      partner merkt niets, en niemand staat erin: er wordt alleen geteld.
    </p>
    {view.shadows.map(each => (
      <OneShadow shadow={each} view={view} />
    ))}
    <PostForm viewer={view.viewer} action={`${POLICY}/${view.version}`}>
      <input type="hidden" name="actie" value="schaduw-aan" />
      <div class="velden">
        <ChoiceField name="partner" label="Partner" options={view.partners} />
        <TextField name="dagen" label="Hoeveel dagen" hint="Ten hoogste negentig." value="14" />
      </div>
      <button class="nl-button nl-button--secondary" type="submit">
        Laat meelopen
      </button>
    </PostForm>
  </section>
);

const OneShadow = ({
  shadow,
  view,
}: {
  readonly shadow: ShownShadow;
  readonly view: ProposalView;
}): JSX.Element => (
  <div>
    <h3 class="nl-heading nl-heading--level-3">
      {shadow.partnerName}{' '}
      {shadow.isOn ? <Badge tone="goed">loopt mee</Badge> : <Badge tone="rustig">gestopt</Badge>}
    </h3>
    <p class="nl-paragraph">
      {number(shadow.different)} van {number(shadow.decisions)} besluiten anders
      {shadow.isOn ? `, loopt tot ${moment(shadow.until)}` : `, liep tot ${moment(shadow.until)}`}.
    </p>
    <Changes
      caption={`Anders bij ${shadow.partnerName}`}
      changes={shadow.differences}
      empty="Tot nu toe geen verschil."
    />
    {shadow.isOn ? (
      <PostForm viewer={view.viewer} action={`${POLICY}/${view.version}`}>
        <input type="hidden" name="actie" value="schaduw-uit" />
        <input type="hidden" name="partner" value={shadow.partner} />
        <button class="nl-button nl-button--subtle" type="submit">
          Stop bij {shadow.partnerName}
        </button>
      </PostForm>
    ) : null}
  </div>
);

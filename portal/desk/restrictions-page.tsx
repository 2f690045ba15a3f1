import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { ChoiceField, faultAt, Faults, type FormFault, type Option } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WhichResident } from './which-resident.tsx';
import { WorkFrame } from './work-frame.tsx';

export const RESTRICTIONS = '/werk/beperkingen';

/** A restriction as it lies before the officer; nobody is named. */
export interface ShownRestriction {
  readonly id: string;
  readonly what: string;
  readonly ground: string;
  readonly asked: string;
  readonly state: string;
  readonly tone: Tone;
  /** What became of the messages to who received. */
  readonly told: readonly string[];
  readonly reasons: string | undefined;
  readonly step: 'announce' | 'lift' | 'wait' | 'none';
}

export interface RestrictionsView {
  readonly viewer: Viewer;
  readonly restrictions: readonly ShownRestriction[];
  readonly partners: readonly Option[];
  readonly purposes: readonly Option[];
  readonly fields: readonly Option[];
  readonly grounds: readonly Option[];
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
}

const TOLD_HOW: readonly Option[] = [
  { value: 'telefoon', label: 'Gebeld' },
  { value: 'brief', label: 'Met een brief' },
  { value: 'aan-tafel', label: 'In een gesprek' },
  { value: 'portaal', label: 'Alleen op de eigen pagina' },
];

/** AVG 18: what stands still, why, and the way to lift it that tells the resident first. */
export const restrictionsPage = (view: RestrictionsView): string =>
  asPage(
    <WorkFrame viewer={view.viewer} title="Stilgezet" here={RESTRICTIONS} hasFaults={view.faults.length > 0}>
      <Faults faults={view.faults} />
      <h1 class="nl-heading nl-heading--level-1">Stilgezet</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Een bewoner mag vragen om gegevens stil te zetten (AVG 18). Dan gaat er niets meer naar buiten, en wie
        het al kreeg, hoort dat hij het even niet mag gebruiken.
      </p>
      <p class="nl-paragraph">
        Alleen wat de bewoner daarna zelf goed vindt, gaat nog door, en wat nodig is bij gevaar voor een
        leven.
      </p>
      {view.restrictions.length === 0 ? (
        <p class="nl-paragraph leeg">Er is nu niets stilgezet.</p>
      ) : (
        <ul class="kaarten">
          {view.restrictions.map(each => (
            <Restriction viewer={view.viewer} restriction={each} />
          ))}
        </ul>
      )}
      <NewRestriction {...view} />
    </WorkFrame>,
  );

const Restriction = ({
  viewer,
  restriction: { id, what, ground, asked, state, tone, told, reasons, step },
}: {
  readonly viewer: Viewer;
  readonly restriction: ShownRestriction;
}): JSX.Element => (
  <li id={id}>
    <p class="merkjes">
      <Badge tone={tone}>{state}</Badge>
    </p>
    <h2 class="nl-heading nl-heading--level-3">{what}</h2>
    <ul class="redenen">
      <li>{ground}</li>
      <li>{asked}</li>
      {told.map(each => (
        <li>{each}</li>
      ))}
      {reasons === undefined ? null : <li>Aan de bewoner verteld: {reasons}</li>}
    </ul>
    {step === 'announce' ? <Announce viewer={viewer} id={id} /> : null}
    {step === 'lift' ? (
      <PostForm viewer={viewer} action={`${RESTRICTIONS}/${id}`}>
        <input type="hidden" name="stap" value="opheffen" />
        <button class="nl-button nl-button--secondary" type="submit">
          Hef op
        </button>
      </PostForm>
    ) : null}
  </li>
);

const Announce = ({ viewer, id }: { readonly viewer: Viewer; readonly id: string }): JSX.Element => (
  <details>
    <summary>Weer vrijgeven: vertel het eerst de bewoner</summary>
    <PostForm viewer={viewer} action={`${RESTRICTIONS}/${id}`}>
      <input type="hidden" name="stap" value="aankondigen" />
      <div class="veld">
        <label for={`hoe-${id}`}>Hoe hoort de bewoner het?</label>
        <select class="invoer" id={`hoe-${id}`} name="hoe">
          {TOLD_HOW.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      </div>
      <div class="veld">
        <label for={`reden-${id}`}>Waarom mag het weer?</label>
        <p class="stil" id={`hint-${id}`}>
          De bewoner leest dit. Schrijf het in gewone taal. Opheffen kan een week later.
        </p>
        <textarea
          class="invoer"
          id={`reden-${id}`}
          name="reden"
          rows={3}
          maxLength={2000}
          aria-describedby={`hint-${id}`}
        />
      </div>
      <button class="nl-button nl-button--secondary" type="submit">
        Ik heb het verteld
      </button>
    </PostForm>
  </details>
);

const NewRestriction = ({
  viewer,
  partners,
  purposes,
  fields,
  grounds,
  typed,
  faults,
}: RestrictionsView): JSX.Element => (
  <section class="kaart" aria-labelledby="nieuw">
    <h2 class="nl-heading nl-heading--level-2" id="nieuw">
      Zet iets stil
    </h2>
    <PostForm viewer={viewer} action={RESTRICTIONS}>
      <WhichResident partners={partners} typed={typed} faults={faults} />
      <ChoiceField
        name="grond"
        label="Waarom?"
        none="–"
        options={grounds}
        value={typed['grond']}
        fault={faultAt(faults, 'grond')}
      />
      <ChoiceField
        name="doel"
        label="Waarvoor het gebruikt wordt"
        none="alles"
        options={purposes}
        value={typed['doel']}
      />
      <ChoiceField name="veld" label="Welk gegeven" none="alles" options={fields} value={typed['veld']} />
      <button class="nl-button nl-button--primary" type="submit">
        Zet het stil
      </button>
    </PostForm>
  </section>
);

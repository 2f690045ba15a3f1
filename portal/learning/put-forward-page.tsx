import type { JSX } from 'preact';
import {
  INSTEAD,
  QUASI_IDENTIFIERS,
  type AnonymityFault,
  type QuasiIdentifier,
} from '../../policies/learning/anonymity.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { PostForm } from '../desk/post-form.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

/** What was typed; it stays on the page, and is kept nowhere until it passes. */
export interface StoryDraft {
  readonly text: string;
  readonly quasiIdentifiers: readonly QuasiIdentifier[];
  readonly people: string;
  readonly source: string;
  readonly involved: readonly string[];
}

export interface PutForwardView {
  readonly viewer: Viewer;
  readonly draft: StoryDraft;
  readonly faults: readonly AnonymityFault[];
  readonly partners: readonly { readonly id: string; readonly name: string }[];
}

export const putForwardPage = ({ viewer, draft, faults, partners }: PutForwardView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title="Leg een verhaal voor"
      here="/leren"
      back="/leren"
      hasFaults={faults.length > 0}
    >
      {faults.length === 0 ? null : <Faults faults={faults} draft={draft} />}
      <h1 class="nl-heading nl-heading--level-1">Leg een verhaal voor</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Vertel wat er gebeurde en wat u ervan leerde. Zonder namen, data, leeftijden en plaatsen.
      </p>
      <PostForm viewer={viewer} action="/leren/nieuw">
        <label for="tekst">Het verhaal</label>
        <textarea class="invoer" id="tekst" name="tekst" maxLength={4_200} rows={9}>
          {draft.text}
        </textarea>
        <Ticks
          legend="Wat vertelt het verhaal over de bewoner?"
          hint="Alles wat anderen ook kunnen weten, telt mee."
          name="kenmerk"
          options={Object.entries(QUASI_IDENTIFIERS).map(([value, label]) => ({ value, label }))}
          chosen={draft.quasiIdentifiers}
        />
        <label for="mensen">Op hoeveel mensen in de gemeente past dit allemaal samen, op zijn minst?</label>
        <p class="voorbeeld">Tien of meer. Weet u het niet? Laat dan iets weg uit het verhaal.</p>
        <input class="invoer kort" id="mensen" name="mensen" inputMode="numeric" value={draft.people} />
        <label for="bron">Hoe weet u dat?</label>
        <p class="voorbeeld">Bijvoorbeeld: CBS, wijken en buurten 2025.</p>
        <input class="invoer" id="bron" name="bron" maxLength={120} value={draft.source} />
        <Ticks
          legend="Wie deden mee aan de casus?"
          hint="Zij lezen het niet na: dat doet iemand van buiten."
          name="betrokken"
          options={partners.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={draft.involved}
        />
        <p class="knoppen">
          <button class="nl-button nl-button--primary" type="submit">
            Leg voor
          </button>
        </p>
      </PostForm>
    </WorkFrame>,
  );

interface TicksProps {
  readonly legend: string;
  readonly hint: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
}

const Ticks = ({ legend, hint, name, options, chosen }: TicksProps): JSX.Element => (
  <fieldset class="vinkjes">
    <legend>{legend}</legend>
    <p class="voorbeeld">{hint}</p>
    <div class="vinkjes-rij">
      {options.map(({ value, label }) => (
        <label class="keuze">
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />
          {label}
        </label>
      ))}
    </div>
  </fieldset>
);

const FIELD_OF: Readonly<Record<AnonymityFault['fault'], string>> = {
  'points-at-somebody': 'tekst',
  'too-few-people': 'mensen',
  'no-source': 'bron',
  'known-in-the-street': 'tekst',
  'too-short': 'tekst',
  'too-long': 'tekst',
};

function Faults({
  faults,
  draft,
}: {
  readonly faults: readonly AnonymityFault[];
  readonly draft: StoryDraft;
}): JSX.Element {
  return (
    <div class="fout" role="alert">
      <h2 class="nl-heading nl-heading--level-4">Dit verhaal kan zo nog niet mee</h2>
      <ul>
        {faults.flatMap(fault =>
          wordsOf(fault, draft).map(words => (
            <li>
              <a href={`#${FIELD_OF[fault.fault]}`}>{words}</a>
            </li>
          )),
        )}
      </ul>
    </div>
  );
}

/** To who typed it, and to nobody else, the page says which words. */
function wordsOf(fault: AnonymityFault, { text }: StoryDraft): readonly string[] {
  switch (fault.fault) {
    case 'points-at-somebody':
      return fault.found.map(({ kind, start, end }) => `‘${text.slice(start, end)}’ – ${INSTEAD[kind]}`);
    case 'too-few-people':
      return ['Het past op minder dan tien mensen. Laat iets weg, tot het er tien of meer zijn.'];
    case 'no-source':
      return ['Zeg hoe u weet hoeveel mensen het zijn.'];
    case 'known-in-the-street':
      return [
        'Een ziekte, een gebeurtenis én de buurt samen herkent iedereen in de straat. Laat er een weg.',
      ];
    case 'too-short':
      return ['Vertel iets meer: wat gebeurde er, en wat leerde u?'];
    case 'too-long':
      return ['Vertel het korter. Hoe meer er staat, hoe eerder iemand herkend wordt.'];
  }
}

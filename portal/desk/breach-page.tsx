import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Alarm } from './alarm.tsx';
import { Badge, type Tone } from './badge.tsx';
import type { BreachFacts, BreachRisk } from './breach-facts.ts';
import { BREACH } from './breach-list-page.tsx';
import { DataTable } from './data-table.tsx';
import { Figures } from './figures.tsx';
import {
  ChoiceField,
  faultAt,
  Faults,
  Hash,
  LongField,
  number,
  type FormFault,
  type Option,
} from './form-parts.tsx';
import type { Letter } from './letter.ts';
import { LetterView } from './letter-view.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

type Typed = Readonly<Record<string, string>>;

/** Something that may be switched off at once. */
export interface ShownSwitch {
  readonly step: 'partner-geschorst' | 'sleutel-ingetrokken';
  readonly subject: string;
  readonly label: string;
  readonly note: string;
}

export interface BreachPageView {
  readonly viewer: Viewer;
  readonly id: string;
  readonly about: string;
  readonly period: string;
  readonly facts: BreachFacts;
  readonly risk: BreachRisk;
  readonly fields: readonly {
    readonly name: string;
    readonly sensitivity: string;
    readonly isSpecial: boolean;
    readonly entries: number;
    readonly residents: number;
  }[];
  readonly clock: {
    readonly label: string;
    readonly value: string;
    readonly note: string;
    readonly isLate: boolean;
  };
  readonly switches: readonly ShownSwitch[];
  readonly steps: readonly {
    readonly what: string;
    readonly at: string;
    readonly reasons: string | undefined;
  }[];
  readonly open: readonly Option[];
  readonly notification: Letter;
  readonly letter: Letter;
  readonly sha256: string;
  readonly size: number;
  readonly root: string;
  readonly alarm: string | undefined;
  readonly isSame: boolean;
  readonly typed: Typed;
  readonly faults: readonly FormFault[];
}

const RISKS: Readonly<Record<BreachRisk['level'], { readonly tone: Tone; readonly word: string }>> = {
  geen: { tone: 'goed', word: 'Niets verstrekt' },
  laag: { tone: 'rustig', word: 'Waarschijnlijk klein' },
  mogelijk: { tone: 'let-op', word: 'Mogelijk' },
  hoog: { tone: 'ernstig', word: 'Waarschijnlijk hoog' },
};

/** P5: one breach: the numbers, the clock, what to do at once, and the drafts. */
export function breachPage(view: BreachPageView): string {
  const { viewer, facts, risk, faults } = view;
  return asPage(
    <WorkFrame viewer={viewer} title="Datalek" here={BREACH} back={BREACH} hasFaults={faults.length > 0}>
      <Faults faults={faults} />
      <h1 class="nl-heading nl-heading--level-1">Datalek: {view.about}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{view.period}</p>
      {view.alarm === undefined ? null : <Alarm text={view.alarm} />}
      {view.isSame ? null : (
        <p class="fout" role="alert">
          Op dezelfde plaats in het logboek komt er nu iets anders uit dan toen dit werd vastgelegd.
        </p>
      )}
      <Figures
        figures={[
          view.clock,
          { label: 'Bewoners', value: number(facts.residents), note: 'zonder wie intussen is gewist' },
          { label: 'Keer verstrekt', value: number(facts.entries) },
          { label: 'Risico', value: RISKS[risk.level].word, note: 'een aanwijzing; u oordeelt' },
        ]}
      />
      <ul class="punten">
        {risk.reasons.map(reason => (
          <li>{reason}</li>
        ))}
      </ul>
      <Switches view={view} />
      <DataTable
        caption="Welke gegevens"
        columns={[
          { heading: 'Gegeven', cell: row => row.name },
          {
            heading: 'Hoe gevoelig',
            cell: row => <Badge tone={row.isSpecial ? 'ernstig' : 'rustig'}>{row.sensitivity}</Badge>,
          },
          { heading: 'Keer', cell: row => number(row.entries), isNumber: true },
          { heading: 'Bewoners', cell: row => number(row.residents), isNumber: true },
        ]}
        rows={view.fields}
        empty="Geen gegevens."
      />
      <Steps view={view} />
      <Drafts view={view} />
      <p class="stil">
        Geteld uit {number(view.size)} regels van het logboek, de gebruikte stukken nagerekend. Wortel{' '}
        <Hash hex={view.root} />, uitkomst <Hash hex={view.sha256} />.
      </p>
    </WorkFrame>,
  );
}

function Switches({ view: { viewer, id, switches } }: { readonly view: BreachPageView }): JSX.Element | null {
  if (switches.length === 0) return null;
  return (
    <section class="kaart" aria-labelledby="dicht">
      <h2 class="nl-heading nl-heading--level-2" id="dicht">
        Nu dichtzetten
      </h2>
      <p class="nl-paragraph">Het werkt bij het eerstvolgende verzoek, op elke poort.</p>
      <ul class="lijst">
        {switches.map(({ step, subject, label, note }) => (
          <li>
            <PostForm viewer={viewer} action={`${BREACH}/${id}`}>
              <input type="hidden" name="stap" value={step} />
              <input type="hidden" name="wat" value={subject} />
              <button class="nl-button nl-button--secondary gevaar" type="submit">
                {label}
              </button>
              <p class="stil">{note}</p>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Steps = ({
  view: { viewer, id, steps, open, typed, faults },
}: {
  readonly view: BreachPageView;
}): JSX.Element => (
  <section class="kaart" aria-labelledby="stappen">
    <h2 class="nl-heading nl-heading--level-2" id="stappen">
      Wat er is gedaan
    </h2>
    {steps.length === 0 ? (
      <p class="nl-paragraph">Nog niets.</p>
    ) : (
      <ol class="stappen">
        {steps.map(({ what, at, reasons }) => (
          <li>
            <strong>{what}</strong>, {at}
            {reasons === undefined ? null : <p class="stil">{reasons}</p>}
          </li>
        ))}
      </ol>
    )}
    {open.length === 0 ? null : (
      <PostForm viewer={viewer} action={`${BREACH}/${id}`}>
        <ChoiceField name="stap" label="Volgende stap" options={open} value={typed['stap']} />
        <LongField
          name="reden"
          label="Waarom"
          hint="Verplicht als u niet meldt, bewoners niet inlicht, of afsluit. Noem niemand bij naam."
          value={typed['reden']}
          fault={faultAt(faults, 'reden')}
        />
        <button class="nl-button nl-button--primary" type="submit">
          Leg vast
        </button>
      </PostForm>
    )}
  </section>
);

const Drafts = ({ view: { id, notification, letter } }: { readonly view: BreachPageView }): JSX.Element => (
  <section aria-labelledby="concepten">
    <h2 class="nl-heading nl-heading--level-2" id="concepten">
      Concepten
    </h2>
    <p class="nl-paragraph">Wat nog niemand weet, staat er zo in. Melden kan in delen.</p>
    <details class="vak">
      <summary>Melding aan de Autoriteit Persoonsgegevens (AVG 33(3))</summary>
      <LetterView letter={notification} id="melding" />
      <a class="nl-button nl-button--secondary" href={`${BREACH}/${id}/melding`} download="melding.txt">
        Melding als tekst
      </a>
    </details>
    <details class="vak">
      <summary>Brief aan bewoners (AVG 34)</summary>
      <LetterView letter={letter} id="bewonersbrief" />
      <a class="nl-button nl-button--secondary" href={`${BREACH}/${id}/brief`} download="brief-bewoners.txt">
        Brief als tekst
      </a>
    </details>
  </section>
);

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { faultAt, Faults, LongField, type FormFault } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface ShownVerdict {
  readonly verdict: string;
  readonly reason: string;
  readonly officer: string;
  readonly at: string;
}

/** Something that was found, opened: still without anyone's name. */
export interface ShownFinding {
  readonly id: string;
  readonly signal: string;
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly partner: string;
  readonly employee: string | undefined;
  readonly resident: string | undefined;
  readonly day: string;
  readonly tone: Tone;
  readonly state: string;
  readonly isClosed: boolean;
  readonly isSerious: boolean;
  readonly verdicts: readonly ShownVerdict[];
}

export interface FindingView {
  readonly viewer: Viewer;
  readonly finding: ShownFinding;
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
}

/** One thing from the queue: what was seen, what was said of it, and what the officer finds. */
export const findingPage = ({ viewer, finding, typed, faults }: FindingView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title={finding.sentence}
      here="/werk"
      back="/werk"
      hasFaults={faults.length > 0}
    >
      <Faults faults={faults} />
      <p class="merkjes">
        <Badge tone={finding.tone}>{finding.state}</Badge> <span class="stil">{finding.signal}</span>
      </p>
      <h1 class="nl-heading nl-heading--level-1">{finding.sentence}</h1>
      <ul class="redenen">
        {finding.reasons.map(reason => (
          <li>{reason}</li>
        ))}
      </ul>
      <Facts {...finding} />
      <Verdicts {...finding} />
      {finding.isClosed ? null : (
        <VerdictForm viewer={viewer} finding={finding} typed={typed} faults={faults} />
      )}
    </WorkFrame>,
  );

const Facts = ({ id, partner, employee, resident, day }: ShownFinding): JSX.Element => (
  <section class="kaart">
    <dl class="feiten">
      <dt>Organisatie</dt>
      <dd>{partner}</dd>
      <dt>Dag</dt>
      <dd>{day}</dd>
      <dt>Medewerker</dt>
      <dd>
        {employee ?? 'niet van één medewerker'}{' '}
        {employee === undefined ? null : <Lines id={id} who="medewerker" />}
      </dd>
      <dt>Bewoner</dt>
      <dd>
        {resident ?? 'niet van één bewoner'} {resident === undefined ? null : <Lines id={id} who="bewoner" />}
      </dd>
    </dl>
    <p class="stil">
      Medewerkers en bewoners staan hier onder een schuilnaam. Dat u dit opende, staat in het logboek.
    </p>
  </section>
);

const Lines = ({ id, who }: { readonly id: string; readonly who: 'medewerker' | 'bewoner' }): JSX.Element => (
  <a class="nl-link" href={`/werk/logboek?zaak=${id}&wie=${who}`}>
    Regels van deze {who}
  </a>
);

const Verdicts = ({ verdicts }: ShownFinding): JSX.Element | null =>
  verdicts.length === 0 ? null : (
    <section>
      <h2 class="nl-heading nl-heading--level-2">Wat er al van gezegd is</h2>
      <ol class="lijst">
        {verdicts.map(({ verdict, reason, officer, at }) => (
          <li>
            <strong>{verdict}</strong>, {officer}, {at}
            <p class="nl-paragraph">{reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );

const CHOICES = [
  ['in-orde', 'In orde', 'Er is niets mis, of het is opgelost.'],
  ['vraag-uitleg', 'Vraag uitleg', 'De organisatie moet zeggen waarom.'],
  ['onderzoek', 'Onderzoek', 'Dit kan niet kloppen en wordt uitgezocht.'],
] as const;

function VerdictForm({ viewer, finding, typed, faults }: FindingView): JSX.Element {
  return (
    <PostForm viewer={viewer} action={`/werk/zaak/${finding.id}`} class="kaart">
      <h2 class="nl-heading nl-heading--level-2">Wat vindt u?</h2>
      {finding.isSerious ? (
        <p class="let-op">Dit is ernstig: het sluit pas als twee privacy officers het in orde vinden.</p>
      ) : null}
      <input type="hidden" name="stand" value={String(finding.verdicts.length)} />
      <Choice legend="Uw oordeel" name="oordeel" choices={CHOICES} typed={typed} faults={faults} />
      <Choice
        legend="Vroeg het signaal terecht om aandacht?"
        name="terecht"
        choices={[
          ['ja', 'Ja', 'Ook als er een goede reden voor was.'],
          ['nee', 'Nee', 'Dan leren wij dat de drempel te scherp staat.'],
        ]}
        typed={typed}
        faults={faults}
      />
      <LongField
        name="reden"
        label="Waarom vindt u dat?"
        hint="Verplicht. Noem geen namen."
        value={typed['reden']}
        fault={faultAt(faults, 'reden')}
      />
      <button class="nl-button nl-button--primary" type="submit">
        Leg vast
      </button>
    </PostForm>
  );
}

function Choice({
  legend,
  name,
  choices,
  typed,
  faults,
}: {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly (readonly [string, string, string])[];
} & Pick<FindingView, 'typed' | 'faults'>): JSX.Element {
  const fault = faultAt(faults, name);
  return (
    <fieldset>
      <legend>{legend}</legend>
      {fault === undefined ? null : <p class="veldfout">{fault}</p>}
      {choices.map(([value, label, hint], place) => (
        <label class="keuze">
          <input
            type="radio"
            name={name}
            value={value}
            checked={typed[name] === value}
            {...(place === 0 ? { id: `veld-${name}` } : {})}
          />
          <span>
            {label}
            <span class="stil">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

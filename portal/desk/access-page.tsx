import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { ACCESS, IDENTITIES } from './access-list-page.tsx';
import { Alarm } from './alarm.tsx';
import type { ListedDelivery } from './access-letter.ts';
import { DataTable } from './data-table.tsx';
import { Figures } from './figures.tsx';
import { ChoiceField, faultAt, Faults, Hash, LongField, number } from './form-parts.tsx';
import type { Letter } from './letter.ts';
import { LetterView } from './letter-view.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

/** What was made: the letter, the list, and by what it can be recognised. */
export interface ShownAnswer {
  readonly letter: Letter;
  readonly deliveries: readonly ListedDelivery[];
  readonly recipients: number;
  readonly refusals: number;
  readonly looks: number;
  readonly hidden: number;
  readonly sha256: string;
  readonly size: number;
  readonly root: string;
}

export interface AccessPageView {
  readonly viewer: Viewer;
  readonly id: string;
  readonly receivedOn: string;
  readonly answerBy: string;
  readonly daysLeft: number;
  readonly asker: string;
  readonly isOpen: boolean;
  readonly isSent: boolean;
  readonly needsIdentity: boolean;
  readonly isExtended: boolean;
  /** To who may not know; then there is nothing else. */
  readonly refusal: Letter | undefined;
  readonly answer: ShownAnswer | undefined;
  /** The log is not what was written: which line, in a sentence. */
  readonly alarm: string | undefined;
  readonly faults: readonly { readonly field?: string; readonly text: string }[];
  readonly typed: Readonly<Record<string, string>>;
}

/** P4: one request: its clock, who asks, the answer in one click, and what was sent. */
export function accessPage(view: AccessPageView): string {
  const { viewer, faults, refusal, answer, alarm } = view;
  return asPage(
    <WorkFrame
      viewer={viewer}
      title="Inzageverzoek"
      here={ACCESS}
      back={ACCESS}
      hasFaults={faults.length > 0}
    >
      <Faults faults={faults} />
      <h1 class="nl-heading nl-heading--level-1">Inzageverzoek van {view.receivedOn}</h1>
      <Figures figures={figuresOf(view)} />
      {alarm === undefined ? null : <Alarm text={alarm} />}
      {refusal === undefined ? null : <Refusal letter={refusal} />}
      {view.needsIdentity ? <Identity view={view} /> : null}
      {view.isOpen && !view.needsIdentity && alarm === undefined ? <Make view={view} /> : null}
      {answer === undefined ? null : <Answer answer={answer} id={view.id} />}
      {view.isOpen && !view.isExtended ? <Extend view={view} /> : null}
    </WorkFrame>,
  );
}

const figuresOf = ({ daysLeft, answerBy, asker, isSent, refusal, answer }: AccessPageView) => [
  isSent
    ? { label: 'Antwoord', value: 'Verstuurd', note: `het moest vóór ${answerBy}` }
    : refusal !== undefined
      ? { label: 'Antwoord', value: 'Kan niet', note: 'vriendelijke brief hieronder' }
      : {
          label: daysLeft < 0 ? 'Te laat' : 'Nog te gaan',
          value: `${String(Math.abs(daysLeft))} ${Math.abs(daysLeft) === 1 ? 'dag' : 'dagen'}`,
          note: `antwoord vóór ${answerBy}`,
        },
  { label: 'Gevraagd door', value: asker },
  ...(answer === undefined
    ? []
    : [
        { label: 'Ontvangers', value: number(answer.recipients), note: 'bij naam' },
        { label: 'Keer iets verteld', value: number(answer.deliveries.length) },
      ]),
];

const Refusal = ({ letter }: { readonly letter: Letter }): JSX.Element => (
  <section aria-labelledby="weigering">
    <h2 class="nl-heading nl-heading--level-2" id="weigering">
      Wat u kunt antwoorden
    </h2>
    <p class="nl-paragraph">
      Wie dit vroeg, is niet de bewoner en treedt niet voor hem op. Er is niemand opgezocht.
    </p>
    <LetterView letter={letter} id="brief" />
  </section>
);

const Identity = ({ view: { viewer, id } }: { readonly view: AccessPageView }): JSX.Element => (
  <section class="kaart" aria-labelledby="wie">
    <h2 class="nl-heading nl-heading--level-2" id="wie">
      Eerst weten wie het is
    </h2>
    <p class="nl-paragraph">Tot dan gaat er niets de deur uit. De maand loopt wel door.</p>
    <PostForm viewer={viewer} action={`${ACCESS}/${id}`}>
      <input type="hidden" name="actie" value="identiteit" />
      <ChoiceField name="identiteit" label="Hoe weten we wie het is?" options={IDENTITIES.slice(0, 2)} />
      <button class="nl-button nl-button--primary" type="submit">
        Leg vast
      </button>
    </PostForm>
  </section>
);

const Make = ({ view: { viewer, id, answer, isSent } }: { readonly view: AccessPageView }): JSX.Element => (
  <div class="knoppen">
    <PostForm viewer={viewer} action={`${ACCESS}/${id}`}>
      <input type="hidden" name="actie" value="maak" />
      <button class={`nl-button nl-button--${answer === undefined ? 'primary' : 'secondary'}`} type="submit">
        {answer === undefined ? 'Maak het antwoord' : 'Maak het opnieuw, tot en met nu'}
      </button>
    </PostForm>
    {answer === undefined || isSent ? null : (
      <PostForm viewer={viewer} action={`${ACCESS}/${id}`}>
        <input type="hidden" name="actie" value="verstuurd" />
        <button class="nl-button nl-button--primary" type="submit">
          Het antwoord is verstuurd
        </button>
      </PostForm>
    )}
  </div>
);

const Answer = ({ answer, id }: { readonly answer: ShownAnswer; readonly id: string }): JSX.Element => (
  <>
    {answer.hidden === 0 ? null : (
      <p class="let-op">
        Alleen voor u: {answer.hidden === 1 ? 'één regel staat' : `${number(answer.hidden)} regels staan`} er
        niet in, omdat de bewoner die nog niet mag zien. In de brief is dat niet te merken.
      </p>
    )}
    <section aria-labelledby="brief-kop">
      <h2 class="nl-heading nl-heading--level-2" id="brief-kop">
        De brief
      </h2>
      <LetterView letter={answer.letter} id="brief" />
      <p class="knoppen">
        <a class="nl-button nl-button--secondary" href={`${ACCESS}/${id}/brief`} download="brief.txt">
          Brief als tekst
        </a>
        <a class="nl-button nl-button--secondary" href={`${ACCESS}/${id}/gegevens`} download="inzage.json">
          Alles als JSON
        </a>
      </p>
    </section>
    <DataTable
      caption="De lijst bij de brief: elke keer apart"
      columns={[
        { heading: 'Wanneer', cell: row => <time dateTime={row.at}>{shortMoment(row.at)}</time> },
        { heading: 'Van', cell: row => row.from },
        { heading: 'Naar', cell: row => row.to },
        { heading: 'Wat', cell: row => row.what },
        { heading: 'Waarvoor', cell: row => row.why },
        { heading: 'Waarom het mocht', cell: row => row.grounds },
        { heading: 'Regel', cell: row => row.number, isNumber: true },
      ]}
      rows={answer.deliveries}
      empty="Er is nooit iets verteld."
    />
    <p class="stil">
      Gemaakt uit {number(answer.size)} regels van het logboek, elke gebruikte regel nagerekend. Wortel{' '}
      <Hash hex={answer.root} />. Op dezelfde plaats gemaakt komt er hetzelfde uit, met hash{' '}
      <Hash hex={answer.sha256} />.
    </p>
  </>
);

const shortMoment = (at: string): string =>
  new Intl.DateTimeFormat('nl-NL', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  }).format(new Date(at));

const Extend = ({ view: { viewer, id, faults, typed } }: { readonly view: AccessPageView }): JSX.Element => (
  <details class="vak" open={faultAt(faults, 'reden') !== undefined}>
    <summary>Meer tijd nodig?</summary>
    <PostForm viewer={viewer} action={`${ACCESS}/${id}`}>
      <input type="hidden" name="actie" value="verleng" />
      <LongField
        name="reden"
        label="Waarom duurt het langer?"
        hint="Eén keer twee maanden erbij, binnen de eerste maand. De bewoner krijgt deze uitleg."
        value={typed['reden']}
        fault={faultAt(faults, 'reden')}
      />
      <button class="nl-button nl-button--secondary" type="submit">
        Verleng met twee maanden
      </button>
    </PostForm>
  </details>
);

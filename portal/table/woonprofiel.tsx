import type { ComponentChildren, JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import {
  Buttons,
  ChoiceField,
  FaultSummary,
  Form,
  type Fault,
  type FormKey,
  type Typed,
} from './form-parts.tsx';
import { May, type MayLine } from './may.tsx';
import { StandingBadge, type FieldStanding } from './standing.tsx';
import { TableFrame } from './table-frame.tsx';
import { fill, tableTexts } from './texts.ts';

const texts = tableTexts.woonprofiel;

/** What the table writes down, in the order of the route. */
export const PROFILE_PARTS = ['woonwens', 'begeleidingsvoorwaarden', 'draagkracht', 'woonafspraken'] as const;
export type ProfilePart = (typeof PROFILE_PARTS)[number];

interface Other {
  readonly id: string;
  readonly name: string;
}

export interface WoonprofielView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly version: number;
  readonly writtenOn: string;
  readonly parts: Readonly<Partial<Record<ProfilePart, readonly string[]>>>;
  /** The landlord one looks for, and who there are. */
  readonly landlord: Other | undefined;
  readonly landlords: readonly Other[];
  readonly standings: Readonly<Partial<Record<ProfilePart, FieldStanding>>>;
  readonly partners: readonly Other[];
  readonly agreedOn: string | undefined;
  readonly agreedVersion: number | undefined;
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/woonprofiel`: the route in seven stops. */
export function woonprofielPage(view: WoonprofielView): string {
  const { viewer, head, faults, version, writtenOn } = view;
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${texts.title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}`}
      hasFaults={faults.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      {version === 0 ? null : (
        <p class="stil">{fill(texts.version, { nummer: String(version), dag: writtenOn })}</p>
      )}
      <Landlords view={view} />
      <ol class="route">
        {PROFILE_PARTS.map(part => (
          <WrittenStop view={view} part={part} />
        ))}
        <Stop name="consultatie" isDone={false}>
          <Consult view={view} />
        </Stop>
        <Stop name="akkoord" isDone={view.agreedVersion === version && version > 0}>
          <Agree view={view} />
        </Stop>
        <Stop name="delen" isDone={false}>
          <Share view={view} />
        </Stop>
      </ol>
    </TableFrame>,
  );
}

type Part = { readonly view: WoonprofielView };

const Landlords = ({ view: { head, landlord, landlords } }: Part): JSX.Element =>
  landlords.length === 0 ? (
    <p class="let-op">{texts.nobody}</p>
  ) : landlords.length === 1 ? (
    <></>
  ) : (
    <nav class="kiezer niet-op-papier" aria-label={texts.for}>
      <span>{texts.for}</span>
      {landlords.map(({ id, name }) => (
        <a
          class="nl-link"
          href={`/casussen/${head.id}/woonprofiel?naar=${id}`}
          {...(id === landlord?.id ? { 'aria-current': 'true' as const } : {})}
        >
          {name}
        </a>
      ))}
    </nav>
  );

const Stop = ({
  name,
  isDone,
  children,
}: {
  readonly name: keyof typeof texts.stops;
  readonly isDone: boolean;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <li class={isDone ? 'klaar' : 'open'}>
    <h2 class="nl-heading nl-heading--level-3">{texts.stops[name][0]}</h2>
    <p class="stil">{texts.stops[name][1]}</p>
    {children}
  </li>
);

const WrittenStop = ({ view, part }: Part & { readonly part: ProfilePart }): JSX.Element => {
  const { head, parts, landlord, standings } = view;
  const lines = parts[part];
  const standing = standings[part];
  return (
    <Stop name={part} isDone={lines !== undefined}>
      {lines === undefined ? (
        <p class="nl-paragraph">{texts.none}</p>
      ) : (
        <div class="waarde">
          {lines.length === 1 ? (
            lines[0]
          ) : (
            <ul>
              {lines.map(each => (
                <li>{each}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      {landlord === undefined || standing === undefined ? null : (
        <Standing standing={standing} landlord={landlord.name} />
      )}
      <p class="links niet-op-papier">
        <a class="nl-link" href={`/casussen/${head.id}/woonprofiel/schrijven#veld-${part}`}>
          {texts.write}
          <span class="alleen-voorlezen">: {texts.stops[part][0]}</span>
        </a>
      </p>
    </Stop>
  );
};

const Standing = ({
  standing: { state, why = '' },
  landlord,
}: {
  readonly standing: FieldStanding;
  readonly landlord: string;
}): JSX.Element => (
  <p class="toestemming">
    <StandingBadge state={state} />{' '}
    {state === 'goes'
      ? `${fill(texts.goes, { wie: landlord })}.`
      : `${fill(texts.blocked, { wie: landlord, waarom: state === 'needs-yes' ? texts.blockedYes : `dat mag als ${why}` })} ${texts.instead}`}
  </p>
);

const Consult = ({ view: { head, partners } }: Part): JSX.Element =>
  partners.length === 0 ? (
    <p class="nl-paragraph">{texts.consultNone}</p>
  ) : (
    <p class="links niet-op-papier">
      {partners.map(({ id, name }) => (
        <a class="nl-link" href={`/casussen/${head.id}/opvragen?partner=${id}&doel=D01`}>
          {fill(texts.consult, { wie: name })}
        </a>
      ))}
    </p>
  );

function Agree({ view }: Part): JSX.Element {
  const { head, form, version, agreedOn, agreedVersion, typed, faults } = view;
  const number = { nummer: String(version) };
  const action = `/casussen/${head.id}/woonprofiel`;
  if (version === 0) return <p class="nl-paragraph">{texts.nothingToAgree}</p>;
  if (agreedVersion === version)
    return (
      <>
        <p class="nl-paragraph">{fill(texts.agreed, { ...number, dag: agreedOn ?? '' })}</p>
        <Form action={action} wat="intrekken" class="niet-op-papier" {...form}>
          <input type="hidden" name="versie" value={String(version)} />
          <button class="nl-button nl-button--subtle" type="submit">
            {texts.takeBack}
          </button>
        </Form>
      </>
    );
  return (
    <>
      <p class="nl-paragraph">{fill(texts.agreedNot, number)}</p>
      <Form action={action} wat="akkoord" class="niet-op-papier" {...form}>
        <input type="hidden" name="versie" value={String(version)} />
        <ChoiceField
          name="kanaal"
          label={texts.how}
          typed={typed}
          faults={faults}
          choices={Object.entries(texts.hows).map(([value, [label, more]]) => ({ value, label, more }))}
        />
        <Buttons send={fill(texts.agreeButton, number)} />
      </Form>
    </>
  );
}

const Share = ({ view: { head, landlord, may } }: Part): JSX.Element =>
  landlord === undefined ? (
    <p class="nl-paragraph">{texts.nobody}</p>
  ) : (
    <>
      <May lines={may} />
      <p class="knoppen">
        <a
          class="nl-button nl-button--secondary"
          href={`/casussen/${head.id}/delen?partner=${landlord.id}&doel=D01`}
        >
          {fill(texts.share, { wie: landlord.name })}
        </a>
      </p>
    </>
  );

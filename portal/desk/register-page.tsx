import type { JSX } from 'preact';
import type {
  ProcessingActivity,
  ProcessingRegister,
  Side,
} from '../../policies/processing-register/processing-register.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { Figures } from './figures.tsx';
import { dayOf, Faults, Hash, moment, number, type FormFault } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export const REGISTER = '/werk/register';

export interface ShownRegisterVersion {
  readonly number: number;
  readonly validFrom: Date;
  readonly sha256: string;
}

export interface RegisterView {
  readonly viewer: Viewer;
  /** The register as it is made now. */
  readonly now: ProcessingRegister;
  readonly sha256: string;
  readonly adopted: ShownRegisterVersion | undefined;
  readonly versions: readonly ShownRegisterVersion[];
  readonly drift: readonly string[];
  readonly withoutAgreement: readonly string[];
  readonly mayAdopt: boolean;
  readonly faults: readonly FormFault[];
}

/** P8: the register of processing, made from rules and registry; adopted by a person, and watched since. */
export const registerPage = (view: RegisterView): string =>
  asPage(
    <WorkFrame viewer={view.viewer} title="Register" here={REGISTER} hasFaults={view.faults.length > 0}>
      <Faults faults={view.faults} />
      <h1 class="nl-heading nl-heading--level-1">Register van verwerkingen</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Gemaakt uit de regels, de partners en hun systemen (AVG 30). Niemand typt het over.
      </p>
      <Figures
        figures={[
          {
            label: 'Vastgesteld',
            value: view.adopted === undefined ? 'Nog niet' : `Nummer ${String(view.adopted.number)}`,
            ...(view.adopted === undefined ? {} : { note: `geldt vanaf ${dayOf(view.adopted.validFrom)}` }),
          },
          { label: 'Verwerkingen', value: number(view.now.activiteiten.length) },
          { label: 'Verantwoordelijken', value: number(view.now.verantwoordelijken.length) },
          {
            label: 'Anders dan vastgesteld',
            value: view.adopted === undefined ? '–' : number(view.drift.length),
            note: view.drift.length === 0 ? 'het register klopt' : 'zie hieronder',
          },
        ]}
      />
      <Drift view={view} />
      <p class="knoppen">
        <a class="nl-button nl-button--secondary" href={`${REGISTER}/json`} download="register.json">
          JSON
        </a>
        <a class="nl-button nl-button--secondary" href={`${REGISTER}/csv`} download="register.csv">
          Spreadsheet (CSV)
        </a>
        <a class="nl-button nl-button--subtle" href="/verwerkingsactiviteiten">
          Zoals iedereen het ziet
        </a>
      </p>
      <h2 class="nl-heading nl-heading--level-2">Zoals het nu is</h2>
      {view.now.activiteiten.map(activity => (
        <details class="vak">
          <summary>
            {activity.id} {activity.naam}
          </summary>
          <Activity activity={activity} />
        </details>
      ))}
      <DataTable
        caption="Eerder vastgesteld; elk nummer blijft op te vragen"
        columns={[
          { heading: 'Nummer', cell: row => row.number },
          { heading: 'Geldt vanaf', cell: row => moment(row.validFrom) },
          { heading: 'Hash', cell: row => <Hash hex={row.sha256} /> },
        ]}
        rows={view.versions}
        empty="Er is nog geen register vastgesteld."
      />
    </WorkFrame>,
  );

const Drift = ({ view }: { readonly view: RegisterView }): JSX.Element | null => {
  const { drift, adopted, mayAdopt, viewer, sha256, withoutAgreement } = view;
  if (drift.length === 0 && withoutAgreement.length === 0) return null;
  return (
    <section class="kaart" aria-labelledby="anders">
      <h2 class="nl-heading nl-heading--level-2" id="anders">
        {adopted === undefined
          ? 'Stel het register vast'
          : drift.length === 0
            ? 'Let op'
            : 'Het is anders dan vastgesteld'}
      </h2>
      {drift.length === 0 ? null : (
        <ul class="punten">
          {drift.map(each => (
            <li>{each}</li>
          ))}
        </ul>
      )}
      {withoutAgreement.length === 0 ? null : (
        <p class="let-op">Zonder vastgelegde afspraak: {withoutAgreement.join(', ')}.</p>
      )}
      {!mayAdopt || drift.length === 0 ? null : (
        <PostForm viewer={viewer} action={REGISTER}>
          <input type="hidden" name="hash" value={sha256} />
          <button class="nl-button nl-button--primary" type="submit">
            Ik heb het gelezen: stel vast
          </button>
        </PostForm>
      )}
    </section>
  );
};

/** One activity in full; the same for the officer and for everyone. */
export const Activity = ({ activity }: { readonly activity: ProcessingActivity }): JSX.Element => (
  <dl class="feiten">
    <dt>Doel</dt>
    <dd>{activity.doel}</dd>
    <dt>Waarom het nodig is</dt>
    <dd>{activity.noodzaak}</dd>
    <dt>Grondslag</dt>
    <dd>{activity.grondslag}</dd>
    <dt>Van wie</dt>
    <dd>{activity.betrokkenen.join('; ')}</dd>
    <dt>Gegevens</dt>
    <dd>
      <Data activity={activity} />
    </dd>
    <dt>Verstrekt door</dt>
    <dd>
      <Sides sides={activity.verstrekkers} />
    </dd>
    <dt>Ontvangen door</dt>
    <dd>
      <Sides sides={activity.ontvangers} />
    </dd>
    <dt>Bewaard</dt>
    <dd>
      <ul class="punten">
        {activity.bewaartermijn.map(each => (
          <li>{each}</li>
        ))}
      </ul>
    </dd>
    <dt>Buiten de EER</dt>
    <dd>{activity.doorgifteBuitenEer}</dd>
    <dt>Regels</dt>
    <dd>
      <ul class="punten">
        {activity.regels.map(({ regel, wet, zin }) => (
          <li>
            <strong>{regel}</strong> {zin} <span class="stil">{wet}</span>
          </li>
        ))}
      </ul>
    </dd>
  </dl>
);

function Data({ activity: { gegevens } }: { readonly activity: ProcessingActivity }): JSX.Element {
  const groups = [...new Set(gegevens.map(({ rubriek }) => rubriek))].sort();
  return (
    <ul class="punten">
      {groups.map(group => {
        const own = gegevens.filter(({ rubriek }) => rubriek === group);
        return (
          <li>
            <strong>{group}</strong>: {own.map(({ naam }) => naam).join('; ')}{' '}
            {own.some(({ bijzonder }) => bijzonder) ? <Badge tone="let-op">bijzonder</Badge> : null}
          </li>
        );
      })}
    </ul>
  );
}

const Sides = ({ sides }: { readonly sides: readonly Side[] }): JSX.Element => (
  <ul class="punten">
    {sides.map(({ naam, partners }) => (
      <li>
        {naam}
        {partners.length === 0 ? (
          <span class="stil"> (doet hier niemand aan mee)</span>
        ) : (
          `: ${partners.map(partner => partner.naam).join(', ')}`
        )}
      </li>
    ))}
  </ul>
);

export interface PublicRegisterView {
  readonly viewer: Viewer;
  readonly activities: readonly ProcessingActivity[];
  readonly version: ShownRegisterVersion;
  readonly only: ProcessingActivity | undefined;
}

/** The register as everyone may read it; a line of a log points here. */
export const publicRegisterPage = ({ viewer, activities, version, only }: PublicRegisterView): string => {
  const title = only === undefined ? 'Register van verwerkingen' : `${only.id} ${only.naam}`;
  return asPage(
    <WorkFrame
      viewer={viewer}
      title={title}
      here="/verwerkingsactiviteiten"
      {...(only === undefined ? {} : { back: '/verwerkingsactiviteiten' })}
    >
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <p class="stil">
        Nummer {version.number}, geldt vanaf {moment(version.validFrom)}. <Hash hex={version.sha256} />
      </p>
      {only === undefined ? (
        <ul class="lijst">
          {activities.map(({ id, naam, doel }) => (
            <li>
              <a class="nl-link" href={`/verwerkingsactiviteiten/${id}`}>
                {id} {naam}
              </a>
              <p class="stil">{doel}</p>
            </li>
          ))}
        </ul>
      ) : (
        <div class="kaart">
          <Activity activity={only} />
        </div>
      )}
    </WorkFrame>,
  );
};

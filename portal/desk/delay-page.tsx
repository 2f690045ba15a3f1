import { asPage, type Viewer } from '../frame.tsx';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import {
  ChoiceField,
  DayField,
  faultAt,
  Faults,
  LongField,
  TextField,
  type FormFault,
  type Option,
} from './form-parts.tsx';
import { PostForm } from './post-form.tsx';
import { WorkFrame } from './work-frame.tsx';

export interface ShownDelay {
  readonly entry: number;
  readonly ground: string;
  readonly reason: string;
  readonly until: string;
  readonly by: string;
  readonly isOver: boolean;
}

export interface DelayView {
  readonly viewer: Viewer;
  readonly delays: readonly ShownDelay[];
  readonly grounds: readonly Option[];
  readonly latest: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
}

/** P10: what a resident sees later, on what ground, until when, and who decided it. */
export const delayPage = ({ viewer, delays, grounds, latest, typed, faults }: DelayView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title="Later zichtbaar"
      here="/werk/later-zichtbaar"
      hasFaults={faults.length > 0}
    >
      <Faults faults={faults} />
      <h1 class="nl-heading nl-heading--level-1">Later zichtbaar</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Een bewoner ziet alles wat over hem verstrekt is. Soms later, per regel, met een grond en een einde.
        Het eindigt vanzelf.
      </p>
      <DataTable
        caption="Wat bewoners later zien"
        isCaptionHidden
        columns={[
          { heading: 'Regel', cell: each => String(each.entry) },
          { heading: 'Grond', cell: each => each.ground },
          { heading: 'Waarom', cell: each => each.reason },
          { heading: 'Tot', cell: each => each.until },
          { heading: 'Besloten door', cell: each => each.by },
          {
            heading: 'Stand',
            cell: each => (
              <Badge tone={each.isOver ? 'goed' : 'let-op'}>
                {each.isOver ? 'Zichtbaar' : 'Nog verborgen'}
              </Badge>
            ),
          },
        ]}
        rows={delays}
        empty="Niets is verborgen: bewoners zien alles."
      />
      <PostForm viewer={viewer} action="/werk/later-zichtbaar" class="kaart">
        <h2 class="nl-heading nl-heading--level-2">Later laten zien, of verlengen</h2>
        <TextField
          name="regel"
          label="Nummer van de logboekregel"
          value={typed['regel']}
          fault={faultAt(faults, 'regel')}
        />
        <ChoiceField
          name="grond"
          label="Grond"
          none="Kies een grond"
          options={grounds}
          value={typed['grond']}
          fault={faultAt(faults, 'grond')}
        />
        <DayField
          name="tot"
          label="Zichtbaar vanaf"
          hint={`Hoogstens drie maanden: tot ${latest}.`}
          value={typed['tot']}
          fault={faultAt(faults, 'tot')}
        />
        <LongField
          name="reden"
          label="Waarom is dit nodig?"
          hint="Verplicht. Noem geen namen."
          value={typed['reden']}
          fault={faultAt(faults, 'reden')}
        />
        <button class="nl-button nl-button--primary" type="submit">
          Leg vast
        </button>
      </PostForm>
    </WorkFrame>,
  );

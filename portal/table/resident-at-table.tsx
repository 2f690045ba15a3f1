import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { InvitedBadge } from './cases.tsx';
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
import { InvitationField } from './open-case.tsx';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';

const texts = tableTexts.resident;

/** A yes that runs. */
export interface RunningYes {
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly string[];
  readonly until: Date;
  readonly sleeps: boolean;
}

export interface ResidentAtTableView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
  readonly address: string;
  readonly code: { readonly code: string; readonly until: string } | undefined;
  readonly wasAsked: boolean;
  readonly yes: readonly RunningYes[];
  /** For whom a yes to the table can be asked. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly may: readonly MayLine[];
}

/** `/casussen/:id/bewoner`: whether the resident is there, a screen of their own, and what they said yes to. */
export function residentAtTablePage(view: ResidentAtTableView): string {
  const { viewer, head, faults, wasAsked } = view;
  const { asked } = tableTexts.exchange;
  return asPage(
    <TableFrame
      viewer={viewer}
      title={`${texts.title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}`}
      hasFaults={faults.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <FaultSummary faults={faults} />
      {wasAsked ? (
        <div class="gelukt" role="status">
          <p class="nl-paragraph">
            <strong>{asked.title}.</strong> {asked.what}
          </p>
          <p class="nl-paragraph">{asked.next}</p>
        </div>
      ) : null}
      <Code view={view} />
      <Yes yes={view.yes} />
      <AskForTable view={view} />
      <Invited view={view} />
    </TableFrame>,
  );
}

type Part = { readonly view: ResidentAtTableView };

const Code = ({ view: { head, form, code, address } }: Part): JSX.Element => (
  <section class="kaart" aria-labelledby="code">
    <h2 class="nl-heading nl-heading--level-2" id="code">
      {texts.codeTitle}
    </h2>
    <p class="nl-paragraph">{texts.codeLead}</p>
    {code === undefined ? null : (
      <div class="vak" role="status">
        <p class="stil">{fill(texts.codeIs, { tijd: code.until })}</p>
        <p class="grote-code">{code.code}</p>
        <p class="nl-paragraph">{fill(texts.codeHow, { adres: address })}</p>
      </div>
    )}
    <Form action={`/casussen/${head.id}/bewoner`} wat="code" class="niet-op-papier" {...form}>
      <Buttons send={texts.codeButton} />
    </Form>
  </section>
);

const Yes = ({ yes }: Pick<ResidentAtTableView, 'yes'>): JSX.Element => (
  <section aria-labelledby="ja">
    <h2 class="nl-heading nl-heading--level-2" id="ja">
      {texts.yesTitle}
    </h2>
    <p class="nl-paragraph">{texts.yesLead}</p>
    {yes.length === 0 ? (
      <p class="leeg">{texts.yesNone}</p>
    ) : (
      <table class="tabel">
        <thead>
          <tr>
            {texts.columns.map(each => (
              <th scope="col">{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {yes.map(({ sender, recipient, fields, until, sleeps }) => (
            <tr>
              {[sender, recipient, fields.join(' · '), dayOf(until)].map((cell, place) => (
                <td>
                  <span class="kolom">{texts.columns[place]}</span>
                  {cell}
                  {place === 3 && sleeps ? <span class="stil"> {texts.asleep}</span> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

const AskForTable = ({ view: { head, form, others, typed, faults, may } }: Part): JSX.Element | null =>
  others.length === 0 ? null : (
    <section class="kaart niet-op-papier" aria-labelledby="tafelvraag">
      <h2 class="nl-heading nl-heading--level-2" id="tafelvraag">
        {texts.tableTitle}
      </h2>
      <p class="nl-paragraph">{texts.tableLead}</p>
      <Form action={`/casussen/${head.id}/bewoner`} wat="vraag" {...form}>
        <ChoiceField
          name="voor"
          label={texts.tableWho}
          typed={typed}
          faults={faults}
          choices={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <May lines={may} />
        <Buttons send={texts.tableButton} />
      </Form>
    </section>
  );

const Invited = ({ view: { head, form, typed, faults } }: Part): JSX.Element => (
  <section class="kaart niet-op-papier" aria-labelledby="erbij">
    <h2 class="nl-heading nl-heading--level-2" id="erbij">
      {texts.invitedTitle}
    </h2>
    <p class="nl-paragraph">
      Nu: <InvitedBadge invited={head.invited} />
    </p>
    <Form action={`/casussen/${head.id}/bewoner`} wat="uitnodiging" {...form}>
      <InvitationField
        typed={typed}
        faults={faults}
        states={['uitgenodigd', 'aanwezig', 'zonder', 'wil-niet']}
      />
      <Buttons send={texts.save} />
    </Form>
  </section>
);

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import type { CaseHead } from './case-head.ts';
import { InvitedBadge } from './cases.tsx';
import type { ActionLine } from './actions.tsx';
import type { FormKey } from './form-parts.tsx';
import { readAloudTexts } from './read-aloud-texts.ts';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';
import { VuistregelCards } from './vuistregel-cards.tsx';

const texts = tableTexts.page;

export interface CasePageView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  /** The wijkteam keeps the file and the table; others see who sits there and ask for what they may have. */
  readonly keeps: boolean;
  /** What stands in the table's own file; for who keeps it. */
  readonly file: CaseFileView | undefined;
}

export interface CaseFileView {
  readonly question: string | undefined;
  readonly actions: readonly ActionLine[];
  readonly today: string;
  readonly form: FormKey;
}

/** `/casussen/:id` */
export function casePage({ viewer, head, keeps, file }: CasePageView): string {
  const title = fill(texts.title, { naam: head.label ?? head.number });
  return asPage(
    <TableFrame viewer={viewer} title={title} back="/casussen">
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <Opened head={head} />
      {head.closedAt === undefined ? <People head={head} keeps={keeps} /> : null}
      {file === undefined ? null : <File head={head} file={file} />}
    </TableFrame>,
  );
}

const Opened = ({ head: { openedAt, closedAt, purpose } }: { readonly head: CaseHead }): JSX.Element =>
  closedAt === undefined ? (
    <p class="nl-paragraph nl-paragraph--lead">
      {purpose === undefined
        ? fill(texts.openedPlain, { dag: dayOf(openedAt) })
        : fill(texts.opened, { dag: dayOf(openedAt), doel: purpose })}
    </p>
  ) : (
    <p class="let-op">{fill(texts.closed, { dag: dayOf(closedAt) })}</p>
  );

const People = ({ head, keeps }: { readonly head: CaseHead; readonly keeps: boolean }): JSX.Element => (
  <section class="vak wie-aan-tafel" aria-labelledby="aan-tafel">
    <h2 class="nl-heading nl-heading--level-2" id="aan-tafel">
      {texts.members}
    </h2>
    <ul class="stoelen">
      <li>
        <strong>{texts.resident}</strong> <InvitedBadge invited={head.invited} />
      </li>
      {head.members.map(({ name, professional, isYou }) => (
        <li>
          <strong>{name}</strong> <span class="stil">{isYou ? texts.you : professional}</span>
        </li>
      ))}
    </ul>
    {keeps ? (
      <p class="links niet-op-papier">
        <a class="nl-link" href={`/casussen/${head.id}/delen`}>
          {tableTexts.exchange.delen.title}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/opvragen`}>
          {tableTexts.exchange.opvragen.title}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/bewoner`}>
          {texts.residentLink}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/voorlezen`}>
          {readAloudTexts.list.title}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/leden`}>
          {texts.membersLink}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/sluiten`}>
          {texts.close}
        </a>
      </p>
    ) : (
      <p class="knoppen niet-op-papier">
        <a class="nl-button nl-button--primary" href={`/casussen/${head.id}/opvragen`}>
          {tableTexts.exchange.opvragen.title}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/voorlezen`}>
          {readAloudTexts.list.title}
        </a>
      </p>
    )}
  </section>
);

const File = ({
  head: { id },
  file,
}: {
  readonly head: CaseHead;
  readonly file: CaseFileView;
}): JSX.Element => (
  <>
    <section class="vak doorbraak" aria-labelledby="de-vraag">
      <h2 class="nl-heading nl-heading--level-2" id="de-vraag">
        {texts.question}
      </h2>
      {file.question === undefined ? (
        <p class="nl-paragraph">{tableTexts.question.none}</p>
      ) : (
        <blockquote class="doorbraakvraag">{file.question}</blockquote>
      )}
      <p class="links niet-op-papier">
        <a class="nl-link" href={`/casussen/${id}/vraag`}>
          {file.question === undefined ? tableTexts.question.write : tableTexts.question.change}
        </a>
        <a class="nl-link" href={`/casussen/${id}/afspraken`}>
          {tableTexts.actions.title}
        </a>
      </p>
    </section>
    <h2 class="nl-heading nl-heading--level-2">{texts.rules}</h2>
    <VuistregelCards
      caseAddress={`/casussen/${id}`}
      actions={file.actions}
      today={file.today}
      form={file.form}
    />
  </>
);

import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import type { Invited } from './case-head.ts';
import { dayOf, fill, tableTexts } from './texts.ts';
import { TableFrame } from './table-frame.tsx';

const texts = tableTexts.cases;

/** A case as it stands in a list. */
export interface CaseLine {
  readonly id: string;
  readonly number: string;
  readonly label: string | undefined;
  readonly purpose: string | undefined;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  readonly invited: Invited | undefined;
  readonly at: readonly string[];
}

export interface CasesView {
  readonly viewer: Viewer;
  readonly mayOpen: boolean;
  readonly cases: readonly CaseLine[];
}

/** `/casussen`: where a professional begins. */
export function casesPage({ viewer, mayOpen, cases }: CasesView): string {
  const open = cases.filter(({ closedAt }) => closedAt === undefined);
  const closed = cases.filter(({ closedAt }) => closedAt !== undefined);
  return asPage(
    <TableFrame viewer={viewer} title={texts.title}>
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{texts.lead}</p>
      {mayOpen ? (
        <p class="knoppen">
          <a class="nl-button nl-button--primary" href="/casussen/nieuw">
            {texts.open}
          </a>
        </p>
      ) : null}
      <h2 class="nl-heading nl-heading--level-2">{texts.openTitle}</h2>
      {open.length === 0 ? <p class="nl-paragraph">{texts.none}</p> : <CaseList cases={open} />}
      {closed.length === 0 ? null : (
        <>
          <h2 class="nl-heading nl-heading--level-2">{texts.closedTitle}</h2>
          <CaseList cases={closed} />
        </>
      )}
    </TableFrame>,
  );
}

export const invitedText = (invited: Invited | undefined): string =>
  invited === undefined ? tableTexts.invitation.none : tableTexts.invitation.short[invited];

/** Whether somebody may talk at this table at all, at a glance; the words say it, the colour repeats it. */
export const InvitedBadge = ({ invited }: { readonly invited: Invited | undefined }): JSX.Element => (
  <span class={`stand ${invited === undefined || invited === 'wil-niet' ? 'wacht' : 'goed'}`}>
    {invitedText(invited)}
  </span>
);

const CaseList = ({ cases }: Pick<CasesView, 'cases'>): JSX.Element => (
  <ul class="lijst casuslijst">
    {cases.map(({ id, number, label, purpose, openedAt, closedAt, invited, at }) => (
      <li>
        <h3 class="nl-heading nl-heading--level-3">
          <a class="nl-link" href={`/casussen/${id}`}>
            {label ?? fill(texts.number, { nummer: number })}
          </a>
        </h3>
        <p class="casusregel">
          {label === undefined ? null : <span>{fill(texts.number, { nummer: number })}</span>}
          {purpose === undefined ? null : <span>{purpose}</span>}
          <span>
            {closedAt === undefined
              ? fill(texts.since, { dag: dayOf(openedAt) })
              : fill(texts.closed, { dag: dayOf(closedAt) })}
          </span>
        </p>
        {closedAt === undefined ? (
          <p class="casusregel">
            <InvitedBadge invited={invited} />
            <span>{fill(texts.at, { wie: at.join(', ') })}</span>
          </p>
        ) : null}
      </li>
    ))}
  </ul>
);

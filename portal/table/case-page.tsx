import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { InvitedBadge, type Invited } from './cases.tsx';
import { TableFrame } from './table-frame.tsx';
import { dayOf, fill, tableTexts } from './texts.ts';

const texts = tableTexts.page;

/** Somebody at the table. */
export interface Seated {
  readonly name: string;
  readonly professional: string;
  readonly partner: string;
  readonly since: Date;
  readonly isYou: boolean;
}

/** What the head of every page of one case shows. */
export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly label: string | undefined;
  readonly purpose: string | undefined;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  readonly invited: Invited | undefined;
  readonly members: readonly Seated[];
}

export interface CasePageView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  /** The wijkteam keeps the file and the table; others see who sits there and ask for what they may have. */
  readonly keeps: boolean;
}

export const nameOfCase = ({ label, number }: Pick<CaseHead, 'label' | 'number'>): string =>
  label ?? fill(tableTexts.cases.number, { nummer: number });

/** `/casussen/:id` */
export function casePage({ viewer, head, keeps }: CasePageView): string {
  const title = fill(texts.title, { naam: head.label ?? head.number });
  return asPage(
    <TableFrame viewer={viewer} title={title} back="/casussen">
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <Opened head={head} />
      {head.closedAt === undefined ? <People head={head} keeps={keeps} /> : null}
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
        <a class="nl-link" href={`/casussen/${head.id}/bewoner`}>
          {texts.residentLink}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/leden`}>
          {texts.membersLink}
        </a>
        <a class="nl-link" href={`/casussen/${head.id}/sluiten`}>
          {texts.close}
        </a>
      </p>
    ) : null}
  </section>
);

import { asPage, type Viewer } from '../frame.tsx';
import { TableFrame } from './table-frame.tsx';
import { tableTexts } from './texts.ts';

export interface MessageView {
  readonly viewer: Viewer;
  readonly title: string;
  readonly what: string;
  readonly next?: string;
  readonly back?: string;
}

/** One thing to say, and what to do now. */
export const messagePage = ({ viewer, title, what, next, back = '/casussen' }: MessageView): string =>
  asPage(
    <TableFrame viewer={viewer} title={title}>
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{what}</p>
      {next === undefined ? null : <p class="nl-paragraph">{next}</p>}
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href={back}>
          {back === '/casussen' ? tableTexts.home : 'Terug naar de casus'}
        </a>
      </p>
    </TableFrame>,
  );

/** For who does not sit at this table: nothing of it is said, also not whether it exists. */
export const notYoursPage = (viewer: Viewer): string => messagePage({ viewer, ...tableTexts.notYours });

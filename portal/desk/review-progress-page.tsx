import { asPage, type Viewer } from '../frame.tsx';
import { number } from './form-parts.tsx';
import { WorkFrame } from './work-frame.tsx';

export const REVIEWING = '/werk/signalen/nalopen';

export interface ReviewProgressView {
  readonly viewer: Viewer;
  /** How many lines of the log were taken in so far, and of how many. */
  readonly done: number;
  readonly of: number;
  /** Whether the page goes on by itself. */
  readonly goesOn: boolean;
}

/** How far long work is; it goes on by itself, unless who reads asks it not to. */
export const reviewProgressPage = ({ viewer, done, of, goesOn }: ReviewProgressView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title="Het logboek wordt nagelopen"
      here="/werk/signalen"
      back="/werk/signalen"
    >
      <h1 class="nl-heading nl-heading--level-1">Het logboek wordt nagelopen</h1>
      <p class="nl-paragraph nl-paragraph--lead" role="status">
        {number(done)} van {number(of)} regels zijn ingelezen.
      </p>
      <p>
        <label for="voortgang">Hoe ver het is</label>{' '}
        <progress id="voortgang" value={String(done)} max={String(of)} class="voortgang" />
      </p>
      <p class="nl-paragraph">
        Er ligt veel dat nog niemand nakeek.{' '}
        {goesOn
          ? 'Deze pagina gaat vanzelf verder. U mag hem ook sluiten: dan gaat u later verder waar het bleef.'
          : 'Deze pagina wacht op u.'}
      </p>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href={goesOn ? REVIEWING : `${REVIEWING}?vanzelf=nee`}>
          Ga verder
        </a>
        <a class="nl-button nl-button--secondary" href={goesOn ? `${REVIEWING}?vanzelf=nee` : REVIEWING}>
          {goesOn ? 'Niet vanzelf verdergaan' : 'Weer vanzelf verdergaan'}
        </a>
      </p>
    </WorkFrame>,
  );

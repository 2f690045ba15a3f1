import type { JSX } from 'preact';
import type { Viewer } from '../frame.tsx';
import { faultAt, TextField, type FormFault } from './form-parts.tsx';
import { PostForm } from './post-form.tsx';

export interface SavedFilterShown {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** What it filters by, in words. */
  readonly says: string;
  readonly isOwn: boolean;
  readonly isShared: boolean;
  /** Who made it, when that is another. */
  readonly by: string;
}

/** The filters that somebody named before: one's own first. */
export const SavedFilters = ({
  viewer,
  saved,
}: {
  readonly viewer: Viewer;
  readonly saved: readonly SavedFilterShown[];
}): JSX.Element | null =>
  saved.length === 0 ? null : (
    <section class="bewaarde-filters niet-op-papier" aria-labelledby="bewaarde-filters">
      <h2 class="nl-heading nl-heading--level-2" id="bewaarde-filters">
        Bewaarde filters
      </h2>
      <ul>
        {saved.map(each => (
          <li>
            <a class="nl-link" href={each.href}>
              {each.name}
            </a>
            <span class="stil">
              {each.says}
              {each.isOwn ? (each.isShared ? ' · ook voor collega’s' : '') : ` · van ${each.by}`}
            </span>
            {each.isOwn ? <ChangeFilter viewer={viewer} filter={each} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );

const ChangeFilter = ({
  viewer,
  filter: { id, name, isShared },
}: {
  readonly viewer: Viewer;
  readonly filter: SavedFilterShown;
}): JSX.Element => (
  <details>
    <summary>
      Wijzig<span class="alleen-voorlezen"> {name}</span>
    </summary>
    <PostForm viewer={viewer} action={`/werk/logboek/filters/${id}`}>
      <label for={`naam-${id}`}>Nieuwe naam</label>
      <input class="invoer" id={`naam-${id}`} name="naam" value={name} maxLength={60} autoComplete="off" />
      <Shared isChecked={isShared} />
      <p class="knoppen">
        <button class="nl-button nl-button--secondary" type="submit" name="wat" value="wijzig">
          Bewaar
        </button>
        <button class="nl-button nl-button--subtle" type="submit" name="wat" value="verwijder">
          Verwijder dit filter
        </button>
      </p>
    </PostForm>
  </details>
);

const Shared = ({ isChecked }: { readonly isChecked: boolean }): JSX.Element => (
  <label class="keuze">
    <input type="checkbox" name="gedeeld" value="ja" checked={isChecked} />
    <span>Ook voor de andere privacy officers</span>
  </label>
);

export interface KeepFilterProps {
  readonly viewer: Viewer;
  readonly question: Readonly<Record<string, string>>;
  readonly typedName: string | undefined;
  readonly faults: readonly FormFault[];
}

/** Gives the filter of this page a name; of no filter there is nothing to keep. */
export const KeepFilter = ({ viewer, question, typedName, faults }: KeepFilterProps): JSX.Element | null =>
  Object.keys(question).length === 0 ? null : (
    <details class="bewaar-filter niet-op-papier" open={faultAt(faults, 'naam') !== undefined}>
      <summary>Bewaar dit filter onder een naam</summary>
      <PostForm viewer={viewer} action="/werk/logboek/filters">
        {Object.entries(question).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <TextField
          name="naam"
          label="Naam van het filter"
          hint="Bijvoorbeeld: geweigerd bij Zayaz. Noem geen bewoner en geen collega."
          value={typedName}
          fault={faultAt(faults, 'naam')}
        />
        <Shared isChecked={false} />
        <button class="nl-button nl-button--secondary" type="submit">
          Bewaar
        </button>
      </PostForm>
    </details>
  );

import type { JSX } from 'preact';
import { tableTexts } from './texts.ts';
import type { Typed } from './form-parts.tsx';

const texts = tableTexts.standing;

/** Whether a field may go now, and what misses. */
export interface FieldStanding {
  readonly field: string;
  readonly name: string;
  readonly state: keyof typeof texts.state;
  readonly why?: string;
  readonly sentence?: string;
}

const COLOURS: Readonly<Record<FieldStanding['state'], string>> = {
  goes: 'goed',
  'needs-yes': 'wacht',
  'needs-more': 'wacht',
  never: 'klaar',
  'no-rule': 'klaar',
};

export const StandingBadge = ({ state }: Pick<FieldStanding, 'state'>): JSX.Element => (
  <span class={`stand ${COLOURS[state]}`}>{texts.state[state]}</span>
);

/** Every field with a box, nothing ticked beforehand; what may not go now has none, and says why and what may be done instead. */
export const StandingBoxes = ({
  standings,
  typed,
}: {
  readonly standings: readonly FieldStanding[];
  readonly typed: Typed;
}): JSX.Element => (
  <ul class="velden-lijst" id="veld-velden">
    {standings.map(({ field, name, state, why, sentence }) => (
      <li class={state}>
        {state === 'goes' ? (
          <label class="keuze">
            <input
              type="checkbox"
              name={`veld-${field}`}
              value="ja"
              {...(typed[`veld-${field}`] === 'ja' ? { checked: true } : {})}
            />
            <span>
              {name} <StandingBadge state={state} />
              {sentence === undefined ? null : <span class="stil">{sentence}</span>}
            </span>
          </label>
        ) : (
          <div class="dicht">
            <strong>{name}</strong> <StandingBadge state={state} />
            {why === undefined || why === '' ? null : (
              <span class="stil">
                {texts.misses} {why}.
              </span>
            )}
            <span class="stil">{texts.instead[state]}</span>
          </div>
        )}
      </li>
    ))}
  </ul>
);

import type { JSX } from 'preact';
import { groupBy } from '../../policies/group-by.ts';
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

/** Every field that may go, with a box and nothing ticked beforehand; what may not go now has none, and says why and what may be done instead. */
export const StandingBoxes = ({
  standings,
  typed,
}: {
  readonly standings: readonly FieldStanding[];
  readonly typed: Typed;
}): JSX.Element => (
  <div class="velden-lijst" id="veld-velden" tabIndex={-1}>
    <ul class="open-velden">
      {standings
        .filter(({ state }) => state === 'goes')
        .map(each => (
          <li>
            <OpenField standing={each} typed={typed} />
          </li>
        ))}
    </ul>
    {[
      ...groupBy(
        standings.filter(({ state }) => state !== 'goes'),
        reasonOf,
      ).values(),
    ].map(group => (
      <ClosedFields standings={group} />
    ))}
  </div>
);

const reasonOf = ({ state, why = '' }: FieldStanding): string => `${state} ${why}`;

const OpenField = ({
  standing: { field, name, sentence },
  typed,
}: {
  readonly standing: FieldStanding;
  readonly typed: Typed;
}): JSX.Element => (
  <label class="keuze">
    <input
      type="checkbox"
      name={`veld-${field}`}
      value="ja"
      {...(typed[`veld-${field}`] === 'ja' ? { checked: true } : {})}
    />
    <span>
      {name} <StandingBadge state="goes" />
      {sentence === undefined ? null : <span class="stil">{sentence}</span>}
    </span>
  </label>
);

/** Fields that are closed for one and the same reason are told of together. */
const ClosedFields = ({ standings }: { readonly standings: readonly FieldStanding[] }): JSX.Element => {
  const [first] = standings;
  if (first === undefined) return <></>;
  return (
    <section class="dicht">
      <StandingBadge state={first.state} />
      <ul class="dichte-velden">
        {standings.map(({ name }) => (
          <li>{name}</li>
        ))}
      </ul>
      {first.why === undefined || first.why === '' ? null : (
        <span class="stil">
          {texts.misses} {first.why}.
        </span>
      )}
      <span class="stil">{texts.instead[first.state]}</span>
    </section>
  );
};

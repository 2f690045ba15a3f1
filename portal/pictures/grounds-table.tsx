import type { JSX } from 'preact';
import { fieldName, partyName } from '../../policies/in-dutch.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { GroundCell, GroundsMatrix } from '../../policies/matrix/grounds-matrix.ts';

/** A letter for every ground, for who cannot see the colour or has only black ink. */
export const GROUND_LETTERS: Readonly<
  Record<GroundCell['kind'], { readonly letter: string; readonly meaning: string; readonly css: string }>
> = {
  direct: { letter: 'W', meaning: 'mag zonder te vragen: de wet laat het toe', css: 'grond-wet' },
  consent: { letter: 'T', meaning: 'mag met toestemming', css: 'grond-ja' },
  declaration: { letter: 'V', meaning: 'mag door iets wat is vastgelegd', css: 'grond-vast' },
  'consent-and-declaration': {
    letter: 'TV',
    meaning: 'mag met toestemming én iets wat is vastgelegd',
    css: 'grond-beide',
  },
  never: { letter: '✕', meaning: 'mag nooit', css: 'grond-nooit' },
  'no-rule': { letter: '·', meaning: 'geen regel, dus nee', css: 'grond-geen' },
};

/** Who may get what on what ground, for one purpose. */
export function GroundsTable({
  handreiking,
  matrix: { recipients, rows },
  caption,
}: {
  readonly handreiking: Handreiking;
  readonly matrix: GroundsMatrix;
  readonly caption: string;
}): JSX.Element {
  return (
    <div class="schuif" role="region" aria-label={caption} tabIndex={0}>
      <table class="gronden">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">gegeven</th>
            {recipients.map(to => (
              <th scope="col">
                <span>{partyName(handreiking, to)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, cells }) => (
            <tr>
              <th scope="row">{fieldName(handreiking, field)}</th>
              {cells.map(cell => (
                <GroundMark cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroundMark({ cell }: { readonly cell: GroundCell }): JSX.Element {
  const { letter, meaning, css } = GROUND_LETTERS[cell.kind];
  const rules = 'rules' in cell ? cell.rules.join(', ') : '';
  return (
    <td class={css} title={rules === '' ? meaning : `${meaning} (regel ${rules})`}>
      <span aria-hidden="true">{letter}</span>
      <span class="alleen-voorlezen">{rules === '' ? meaning : `${meaning}, regel ${rules}`}</span>
    </td>
  );
}

/** What the letters mean. */
export const GroundsKey = (): JSX.Element => (
  <ul class="gronden-sleutel">
    {Object.values(GROUND_LETTERS).map(({ letter, meaning, css }) => (
      <li>
        <span class={`letter ${css}`} aria-hidden="true">
          {letter}
        </span>{' '}
        {meaning}
      </li>
    ))}
  </ul>
);

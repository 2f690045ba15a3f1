import type { Handreiking } from '../../policies/handreiking.ts';
import { conditionsOf, situationsOf, type Situation } from '../../policies/situations.ts';
import type { CellAddress } from '../../policies/table.ts';

/** Every purpose, sender and recipient there is, whether a rule stands there or not. */
export const everyCell = ({ purposes, roles }: Handreiking): CellAddress[] =>
  [...purposes.keys()].flatMap(purpose =>
    [...roles.keys()].flatMap(from => [...roles.keys()].map(to => ({ purpose, from, to }))),
  );

/** Every combination of the conditions that the rules of a cell mention, and of the resident's yes. */
export const everySituation = (
  { rules }: Handreiking,
  { purpose, from, to }: CellAddress,
): readonly Situation[] =>
  situationsOf(
    conditionsOf(
      rules.filter(rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to)),
    ),
  );

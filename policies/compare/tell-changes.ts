import type { Handreiking } from '../handreiking.ts';
import { factsOfSituation, fieldName, listed, partyName, purposeName } from '../in-dutch.ts';
import { CONSENT } from '../vocabulary.ts';
import type { Situation } from '../situations.ts';
import type { Change, Direction } from './compare.ts';

export const DIRECTION_IN_DUTCH: Readonly<Record<Direction, string>> = {
  wider: 'ruimer',
  stricter: 'strenger',
  mixed: 'gemengd',
  terms: 'andere verplichtingen',
};

/** The changes as sentences: what changes alike, for the same parties and purpose, is told in one. */
export function tellChanges(after: Handreiking, changes: readonly Change[]): readonly string[] {
  const alike = new Map<string, Change[]>();
  for (const change of changes) {
    const { purpose, from, to, opens, closes, differs, openedBefore, opensAfter } = change;
    const key = JSON.stringify([purpose, from, to, opens, closes, differs, openedBefore, opensAfter]);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  return [...alike.values()].flatMap(group => tellGroup(after, group));
}

function tellGroup(handreiking: Handreiking, group: readonly Change[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { from, to, purpose, opens, closes, differs, openedBefore, opensAfter } = first;
  const who = partyName(handreiking, to);
  const what = listed(group.map(({ field }) => inSentence(fieldName(handreiking, field))));
  const road = `van ${partyName(handreiking, from)}, voor ${purposeName(handreiking, purpose)}`;
  const when = (situation: Situation): string => factsOfSituation(handreiking, situation);
  return [
    ...(opens === undefined
      ? []
      : [
          openedBefore
            ? `${who} krijgt nu eerder: ${what}${yes(opens)}, ${road}. Nu al genoeg: ${when(opens)}.`
            : `${who} mag nu óók: ${what}${yes(opens)}, ${road}. Genoeg is: ${when(opens)}.`,
        ]),
    ...(closes === undefined
      ? []
      : [
          opensAfter
            ? `${who} krijgt nu minder snel: ${what}, ${road}. Niet meer genoeg: ${when(closes)}.`
            : `${who} mag niet meer: ${what}, ${road}. Eerst was genoeg: ${when(closes)}.`,
        ]),
    ...(differs === undefined || opens !== undefined || closes !== undefined
      ? []
      : [`${who} krijgt onder andere verplichtingen of een andere soort toestemming: ${what}, ${road}.`]),
  ];
}

const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const yes = (situation: Situation): string =>
  situation.includes(CONSENT) ? ', met toestemming' : ', zonder toestemming';

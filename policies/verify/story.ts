import type { Handreiking } from '../handreiking.ts';
import { factsOfSituation, fieldName, partyName, purposeName, sentence } from '../in-dutch.ts';
import type { OpenField } from './invariant-check.ts';

/** An open field as a short story: who gives what to whom, what is known, and the rule that lets it through. */
export function tellStory(handreiking: Handreiking, open: OpenField): string {
  const { from, to, field, purpose, rule, situation } = open;
  return [
    `Stel: ${partyName(handreiking, from)} wil '${fieldName(handreiking, field)}' geven aan ${partyName(handreiking, to)},`,
    `voor ${purposeName(handreiking, purpose)}. ${sentence(factsOfSituation(handreiking, situation))}.`,
    `Dan gaat dit gegeven open, door regel ${rule.id}.`,
  ].join(' ');
}

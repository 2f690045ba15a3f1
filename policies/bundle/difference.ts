import { compare } from '../compare/compare.ts';
import { tellChanges } from '../compare/tell-changes.ts';
import type { Handreiking } from '../handreiking.ts';

/** What a new version changes, for who has to sign it. */
export interface Difference {
  /** Every change as a sentence, one a line. */
  readonly text: string;
  /** Why both an officer and a partner must sign; empty when the version is nowhere wider. */
  readonly wider: readonly string[];
}

/**
 * Compares two versions for who signs. A version counts as wider not only when a field opens sooner, but also when a guard around
 * it is lowered: a duty, a never-list, an invariant, or the date by which a rule must be looked at again (INV-35, INV-36).
 */
export function differenceBetween(before: Handreiking, after: Handreiking): Difference {
  const changes = compare(before, after);
  const opening = changes.filter(({ direction }) => direction !== 'stricter');
  const wider = [
    ...(opening.length === 0 ? [] : ['een gegeven gaat ergens eerder open, of onder andere plichten']),
    ...loweredGuards(before, after),
  ];
  const sentences = tellChanges(knownWords(before, after), changes);
  const lines = sentences.length === 0 ? ['Geen verschil: elke vraag krijgt hetzelfde antwoord.'] : sentences;
  return { text: [...lines, ...wider.map(reason => `Ruimer: ${reason}.`)].join('\n'), wider };
}

function loweredGuards(before: Handreiking, after: Handreiking): string[] {
  return [
    isSame(before.invariants, after.invariants) ? '' : 'een invariant is gewijzigd of weg',
    isSame([...before.obligations.values()], [...after.obligations.values()])
      ? ''
      : 'een verplichting is gewijzigd of weg',
    losesNever(before, after) ? 'een nooit-lijst is korter' : '',
    isWatchedLess(before, after) ? 'een regel hoeft later te worden nagekeken, of geldt eerder' : '',
  ].filter(reason => reason !== '');
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const losesNever = (before: Handreiking, after: Handreiking): boolean =>
  [...before.never].some(([role, fields]) =>
    [...fields].some(field => after.fields.has(field) && after.never.get(role)?.has(field) !== true),
  );

function isWatchedLess(before: Handreiking, after: Handreiking): boolean {
  const old = new Map(before.rules.map(rule => [`${rule.purpose} ${rule.id}`, rule]));
  return after.rules.some(rule => {
    const known = old.get(`${rule.purpose} ${rule.id}`);
    return known !== undefined && (rule.reviewBy > known.reviewBy || rule.inForceFrom < known.inForceFrom);
  });
}

/** The words of both, so that what is gone still has a name. */
const knownWords = (before: Handreiking, after: Handreiking): Handreiking => ({
  ...after,
  roles: new Map([...before.roles, ...after.roles]),
  fields: new Map([...before.fields, ...after.fields]),
  purposes: new Map([...before.purposes, ...after.purposes]),
  conditions: new Map([...before.conditions, ...after.conditions]),
});

/** SHA-256 of a text, in hexadecimal. */
export async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

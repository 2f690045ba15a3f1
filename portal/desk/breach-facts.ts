import type { Field, Handreiking } from '../../policies/handreiking.ts';
import { classesOf, isSpecial } from '../../policies/sensitivity.ts';
import type { FieldId } from '../../policies/vocabulary.ts';

/** What left, in numbers and names of fields; nobody is in it. */
export interface BreachFacts {
  readonly entries: number;
  /** Who were erased since are not counted. */
  readonly residents: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly fields: readonly {
    readonly field: FieldId;
    readonly entries: number;
    readonly residents: number;
  }[];
  readonly purposes: readonly Counted[];
  readonly senders: readonly Counted[];
  readonly recipients: readonly Counted[];
}

export interface Counted {
  readonly name: string;
  readonly entries: number;
}

/** How bad it may be for the people it is about, and why; a person decides, this only points. */
export interface BreachRisk {
  readonly level: 'geen' | 'laag' | 'mogelijk' | 'hoog';
  readonly reasons: readonly string[];
}

const MANY = 100;

/** Health, offences, police data, a BSN, and where somebody lives: assume high (handreiking 8.4). */
export function riskOf(facts: BreachFacts, handreiking: Handreiking): BreachRisk {
  if (facts.entries === 0) return { level: 'geen', reasons: ['Er is in deze tijd niets verstrekt.'] };
  const high = highReasons(facts, handreiking);
  const many = facts.residents >= MANY ? [`Het gaat om ${facts.residents} bewoners.`] : [];
  if (high.length > 0) return { level: 'hoog', reasons: [...high, ...many] };
  const some = facts.fields.some(({ field }) => !isOrdinary(handreiking.fields.get(field)))
    ? ['Er zijn gegevens bij over geld of over hoe het met iemand gaat.']
    : [];
  const reasons = [...some, ...many];
  return reasons.length > 0
    ? { level: 'mogelijk', reasons }
    : { level: 'laag', reasons: ['Het gaat om gewone gegevens van weinig bewoners.'] };
}

const isOrdinary = (about: Field | undefined): boolean =>
  about !== undefined && classesOf(about).every(each => each === 'G');

function highReasons({ fields }: BreachFacts, { fields: known }: Handreiking): readonly string[] {
  const left = fields.map(({ field }) => ({ field, about: known.get(field) }));
  const any = (test: (about: Field) => boolean): boolean =>
    left.some(({ about }) => about !== undefined && test(about));
  const reasons: readonly (readonly [boolean, string])[] = [
    [any(isSpecial), 'Er zijn gegevens bij over gezondheid, strafbare feiten of van de politie.'],
    [
      any(about => classesOf(about).includes('BSN')),
      'Er is een BSN bij: daarmee kan iemand zich voordoen als een ander.',
    ],
    [
      left.some(({ field }) => field === 'contact.adres'),
      'Er is een adres bij: voor wie bedreigd wordt is dat gevaarlijk.',
    ],
    [
      left.some(({ about }) => about === undefined),
      'Er is een gegeven bij dat de handreiking niet meer kent: reken op het ergste.',
    ],
  ];
  return reasons.flatMap(([isSo, reason]) => (isSo ? [reason] : []));
}

const REPORT_WITHIN_MS = 72 * 3_600_000;

/** Until when the supervisor must hear of it (AVG 33(1)). */
export const reportBy = (discoveredAt: Date): Date => new Date(discoveredAt.getTime() + REPORT_WITHIN_MS);

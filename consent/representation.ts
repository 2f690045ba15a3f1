import type { FieldId } from '../policies/vocabulary.ts';

/** Who may speak for a resident: BW 1:378 (curator), 1:450 (mentor), 1:431 (bewindvoerder), 7:465 (gemachtigde), UAVG 5. */
export type RepresentativeKind = 'curator' | 'mentor' | 'bewindvoerder' | 'gemachtigde' | 'ouder';
export type Reach = 'money' | 'care' | 'both';

export interface Representation {
  readonly id: string;
  readonly kind: RepresentativeKind;
  readonly reach: Reach;
  readonly fromMs: number;
  readonly untilMs: number | undefined;
}

const REACHES: Readonly<Record<RepresentativeKind, readonly Reach[]>> = {
  curator: ['both'],
  mentor: ['care'],
  bewindvoerder: ['money'],
  gemachtigde: ['money', 'care', 'both'],
  ouder: ['both'],
};

/** Whether the law gives this kind of representative that reach. */
export const mayReach = (kind: RepresentativeKind, reach: Reach): boolean => REACHES[kind].includes(reach);

type Subject = 'money' | 'care' | 'neutral';
const MONEY =
  /^(inkomen|schulden)\.|^wonen\.(huurprijs|huurachterstand|betalingsregeling|ontruiming_aangezegd)$|^casus\.budget$/;
const NEUTRAL = /^(identiteit|contact)\./;

/** What a field is about. Whatever is neither money nor a mere name or address counts as care: the stricter side. */
export function subjectOf(field: FieldId): Subject {
  if (MONEY.test(field)) return 'money';
  return NEUTRAL.test(field) ? 'neutral' : 'care';
}

export const isInForce = ({ fromMs, untilMs }: Representation, nowMs: number): boolean =>
  fromMs <= nowMs && (untilMs === undefined || untilMs > nowMs);

/** Whether every one of these fields is within reach. Names and addresses travel along, but never alone. */
export function reaches({ reach }: Representation, fields: readonly FieldId[]): boolean {
  if (reach === 'both') return true;
  const subjects = new Set(fields.map(subjectOf));
  subjects.delete('neutral');
  return subjects.size === 1 && subjects.has(reach);
}

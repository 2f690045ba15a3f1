import { daysBetween } from '../../policies/calendar-day.ts';
import type { Rule } from '../../policies/handreiking.ts';
import { DAYS_OF_GRACE } from '../../policies/in-force.ts';
import type { Chore } from './waiting-work.ts';

const SOON_DAYS = 30;
const MOST_NAMED = 10;

/**
 * Rules of the handreiking that have to be reviewed within a month or should have been: ninety days later they switch off, and what
 * rested on them stops. One row a date; today is an ISO date.
 */
export function ruleChores(rules: readonly Pick<Rule, 'id' | 'reviewBy'>[], today: string): readonly Chore[] {
  const due = new Map<string, string[]>();
  for (const { id, reviewBy } of rules) {
    if (daysBetween(today, reviewBy) <= SOON_DAYS) due.set(reviewBy, [...(due.get(reviewBy) ?? []), id]);
  }
  return [...due].sort(([one], [other]) => (one < other ? -1 : 1)).map(each => rulesDue(...each, today));
}

function rulesDue(reviewBy: string, ids: readonly string[], today: string): Chore {
  const left = DAYS_OF_GRACE - daysBetween(reviewBy, today);
  const isLate = daysBetween(reviewBy, today) > 0;
  const more = ids.length > MOST_NAMED ? ` en nog ${String(ids.length - MOST_NAMED)}` : '';
  const count = ids.length === 1 ? '1 regel' : `${String(ids.length)} regels`;
  return {
    kind: 'Handreiking',
    sentence: isLate
      ? `${count} van de handreiking had u vóór ${reviewBy} moeten herzien.`
      : `Herzie vóór ${reviewBy} ${count} van de handreiking.`,
    reasons: [
      `Over ${String(left)} dagen gaan zij vanzelf uit; wat erop rust kan dan niet meer.`,
      `Regel ${ids.slice(0, MOST_NAMED).join(', ')}${more}.`,
    ],
    isSerious: isLate && left <= SOON_DAYS,
    href: '/werk/beleid',
  };
}

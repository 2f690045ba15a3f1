import { daysBetween } from './calendar-day.ts';
import type { Handreiking, Rule } from './handreiking.ts';

/** A rule whose review is this many days late no longer counts (INV-36). */
export const DAYS_OF_GRACE = 90;

const isInForce = (rule: Rule, today: string): boolean =>
  daysBetween(rule.inForceFrom, today) >= 0 && daysBetween(rule.reviewBy, today) <= DAYS_OF_GRACE;

/** The handreiking as it counts on this day (ISO date): without the rules that are not in force yet, or long overdue. */
export const inForceOn = (handreiking: Handreiking, today: string): Handreiking => ({
  ...handreiking,
  rules: handreiking.rules.filter(rule => isInForce(rule, today)),
});

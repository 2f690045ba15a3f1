/** Moments are milliseconds since 1970, so that nothing here needs a clock or a calendar. */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Twelve months: what a yes lasts at most, and when nobody chose. */
export const LONGEST_VALIDITY_MS = 365 * DAY_MS;
/** A yes in a crisis lapses unless it is confirmed. */
export const PROVISIONAL_VALIDITY_MS = 14 * DAY_MS;
/** Ten months: then an advance choice is looked at again, in good time. */
export const REMINDER_AFTER_MS = 304 * DAY_MS;
/** Six months: after a no the same is not asked again. */
export const ASKING_PAUSE_MS = 183 * DAY_MS;

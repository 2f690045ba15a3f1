const DAY_MS = 86_400_000;

/** The working day after this moment, at the same hour; holidays are not known here, so it is never later than it should be by them. */
export function nextWorkingDay(after: Date): Date {
  const next = new Date(after.getTime() + DAY_MS);
  return isWeekend(next) ? nextWorkingDay(next) : next;
}

/** In the Netherlands. */
const isWeekend = (day: Date): boolean => ['Sat', 'Sun'].includes(WEEKDAY.format(day));

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'Europe/Amsterdam' });

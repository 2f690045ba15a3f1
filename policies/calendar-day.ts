/**
 * The number of a day, counted from 1 March of the year 0, for an ISO date that exists: enough to subtract two dates without
 * a clock. Of a date with a time only the day counts.
 */
export function dayNumber(isoDate: string): number {
  const [year = 0, month = 1, day = 1] = isoDate.slice(0, 10).split('-').map(Number);
  // Counting from March puts the leap day last, so that no month has to know about it.
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((months * 306 + 5) / 10) + day - 1;
}

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

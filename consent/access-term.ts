/** A day as the calendar has it, `2026-11-22`. */
export type Day = string;

/** What a request to see may be answered by: one month after it came in, three when it was extended in time (AVG 12(3)). */
export const answerBy = (receivedOn: Day, isExtended: boolean): Day =>
  monthsAfter(receivedOn, isExtended ? 3 : 1);

/** The same day so many months later, or the last day of that month when it has no such day. */
export function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const last = daysIn(inYear, inMonth);
  return [String(inYear).padStart(4, '0'), two(inMonth), two(Math.min(date, last))].join('-');
}

const two = (number: number): string => String(number).padStart(2, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

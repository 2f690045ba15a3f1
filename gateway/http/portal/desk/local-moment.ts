const PLACE = 'Europe/Amsterdam';

/** A moment as a date and time field has it, in the time of the place. */
export const asLocal = (moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: PLACE, dateStyle: 'short', timeStyle: 'short' })
    .format(moment)
    .replace(' ', 'T');

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/**
 * The moment that a date and time field means; none when it is none. The hour that comes twice in October is the first of the
 * two, and the hour that is not there in March is the one after.
 */
export function momentIn(local: string | undefined): Date | undefined {
  if (local === undefined || !LOCAL.test(local)) return undefined;
  const asUtc = new Date(`${local}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  for (const hours of [2, 1]) {
    const moment = new Date(asUtc.getTime() - hours * 3_600_000);
    if (asLocal(moment) === local) return moment;
  }
  return new Date(asUtc.getTime() - 3_600_000);
}

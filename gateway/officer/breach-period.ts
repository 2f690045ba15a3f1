import { DAY_MS } from '../../consent/duration.ts';

/** Before this there was no log: of one certificate no beginning has to be said. */
export const BEFORE_THE_LOG = new Date('2020-01-01T00:00:00Z');

/** Whether a period ends later than anything can have been released; tomorrow still passes, for who means all of today. */
export const endsTooLate = (until: Date, now: Date): boolean => until.getTime() > now.getTime() + DAY_MS;

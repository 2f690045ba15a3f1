import { createHmac } from 'node:crypto';

/** Somebody invented, who can be chosen instead of logging in. */
export interface StandInAccount {
  readonly id: string;
  /** What the choosing page says. */
  readonly label: string;
  readonly story?: string;
  /** The account this one stands for. */
  readonly represents?: string;
}

/** What the gateway is called at its own stand-ins. */
export const STAND_IN_CLIENT = 'wijkpoort';
export const STAND_IN_SUBJECT_TYPE = 'urn:nl-eid-gdi:1.0:id:pseudonym';

/** What the stand-in calls somebody: another word for every client, and the same word in every run. */
export const standInSubject = (cookieKey: string, account: string): string =>
  createHmac('sha256', cookieKey).update(`nabootsing ${account}`).digest('base64url');

/** A level that proves too little, to see what happens then. */
export const LOW_LEVEL = 'http://eidas.europa.eu/LoA/low';

import { DAY_MS, LONGEST_VALIDITY_MS, PROVISIONAL_VALIDITY_MS } from './duration.ts';
import type { RefusalCode } from './refusal.ts';

export type Channel = 'portal' | 'at-the-table' | 'paper' | 'telephone' | 'by-representative';
export type EvidenceKind = 'signature' | 'witness' | 'own-login' | 'recording';
/** A crisis makes a yes provisional; an advance choice is made in good time and sleeps until it is called. */
export type Circumstance = 'ordinary' | 'crisis' | 'advance';

/** The text that was shown or read aloud, as the recorder says. */
export interface TextShown {
  readonly version: string;
  readonly language: string;
  readonly sha256: string;
}

/** A text as it was published; never changed afterwards. */
export interface PublishedText extends TextShown {
  readonly publishedAtMs: number;
}

/** The form in which the resident's word was taken. */
export interface Form {
  readonly text: TextShown;
  readonly channel: Channel;
  readonly evidence: EvidenceKind;
  readonly circumstance: Circumstance;
  readonly decidedAtMs: number;
  readonly validUntilMs: number | undefined;
}

const CLOCKS_DIFFER_MS = 60_000;
const RECORD_WITHIN_MS = {
  portal: DAY_MS,
  'at-the-table': DAY_MS,
  paper: 14 * DAY_MS,
  telephone: DAY_MS,
  'by-representative': 14 * DAY_MS,
} as const satisfies Readonly<Record<Channel, number>>;

/** The resident's own hand or keyboard. A voice is not writing, whoever heard it. */
export const isWritten = ({ channel, evidence }: Pick<Form, 'channel' | 'evidence'>): boolean =>
  channel === 'portal' || (channel !== 'telephone' && evidence === 'signature');

/** Until when a yes holds when nobody chose otherwise. */
export const validUntilOf = ({ circumstance, decidedAtMs, validUntilMs }: Form): number => {
  const latest = decidedAtMs + (circumstance === 'crisis' ? PROVISIONAL_VALIDITY_MS : LONGEST_VALIDITY_MS);
  return Math.min(validUntilMs ?? latest, latest);
};

/** What is wrong with the form; the published text with that version and language is looked up by the caller. */
export function formFaults(
  form: Form,
  published: PublishedText | undefined,
  nowMs: number,
): readonly RefusalCode[] {
  const { text, channel, decidedAtMs, validUntilMs } = form;
  const faults: RefusalCode[] = [];
  if (published === undefined || published.sha256 !== text.sha256) faults.push('text-not-published');
  else if (decidedAtMs < published.publishedAtMs) faults.push('text-was-newer');
  if (decidedAtMs > nowMs + CLOCKS_DIFFER_MS) faults.push('in-the-future');
  if (decidedAtMs < nowMs - RECORD_WITHIN_MS[channel]) faults.push('backdated');
  if (validUntilMs !== undefined && validUntilMs > decidedAtMs + LONGEST_VALIDITY_MS) faults.push('too-long');
  if (validUntilMs !== undefined && validUntilMs <= nowMs) faults.push('ends-before-it-starts');
  return faults;
}

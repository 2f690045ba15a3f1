import { isYes } from '../../consent/states.ts';
import type { DecidedPart } from '../../portal/resident/receipt.tsx';
import type { StoredConsent } from '../consent/consent-store.ts';

const KINDS: Readonly<Partial<Record<StoredConsent['state'], DecidedPart['kind']>>> = {
  Refused: 'no',
  Withdrawn: 'stopped',
  RequestDeferred: 'waits',
  Expired: 'ended',
};

/** What a record is now, for the resident; nothing of a question that was not decided. */
export const decidedKind = (
  { state, validUntil }: StoredConsent,
  now: Date,
): DecidedPart['kind'] | undefined => (isYes(state) ? (validUntil > now ? 'yes' : 'ended') : KINDS[state]);

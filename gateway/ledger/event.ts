import type { Canonical } from './canonical-json.ts';

/** What happened. A refusal is as much an event as a release. */
export type LedgerEvent =
  | 'released'
  | 'refused'
  | 'source-failed'
  | 'not-delivered'
  | 'turned-away'
  /** Somebody else's enforcement point asked for a decision: nothing was obtained, nothing left. */
  | 'evaluated'
  /** A resident was erased from the log; the entry does not say who. */
  | 'erased'
  /** Entries whose term had passed went. */
  | 'expired'
  /** A recipient says what it received, and that is what we recorded; or it is not; or it should have and said nothing. */
  | 'acknowledged'
  | 'acknowledgement-differs'
  | 'not-acknowledged'
  /** Somebody who watches over it looked in the log, or took something out of it. */
  | 'viewed'
  /** Somebody switched something on or off, or changed what a partner may: what stands in the reason. */
  | 'switched'
  /** A key of this installation was taken into use, taken back, or sealed with anew: which stands in the reason. */
  | 'keys-changed'
  /** A partner got another system, or none: whose and what stands in the reason. */
  | 'systems-changed'
  /** Somebody changed the emergency journal. */
  | 'journal-tampered'
  /** Something in the register changed. What and about whom is in the personal part alone: that there was a no is nobody's business. */
  | 'register-changed';

/** What changed in the register. */
export type RegisterEvent =
  | 'consent-requested'
  | 'consent-not-asked'
  | 'consent-deferred'
  | 'consent-refused'
  | 'consent-given'
  | 'consent-renewed'
  | 'consent-withdrawn'
  | 'consent-expired'
  | 'consent-terminated'
  | 'consent-invalidated'
  | 'withdrawal-without-consent'
  | 'advance-choice-called'
  | 'advance-choice-reminded'
  | 'objection-raised'
  | 'objection-decided'
  | 'objection-withdrawn'
  /** AVG 18: something may not be used for a while; the resident was told that it will be again; it is. */
  | 'restriction-started'
  | 'restriction-announced'
  | 'restriction-lifted'
  | 'representation-recorded'
  | 'representation-ended'
  | 'minority-noted'
  | 'minority-enabled'
  | 'minority-closed'
  | 'minority-ended'
  | 'information-given'
  | 'declaration-made'
  | 'declaration-ended'
  | 'case-opened'
  | 'case-closed'
  | 'member-joined'
  | 'member-left'
  /** How the resident stands towards the table. */
  | 'invitation-noted'
  /** Somebody who does not sit at a case wanted to see it. */
  | 'case-turned-away'
  /** Somebody wanted to read a question aloud who would receive the answer, or does not tell anything in it. */
  | 'reading-turned-away'
  /** The waakvlam was woken; what was done about it. */
  | 'waakvlam-called'
  | 'waakvlam-changed'
  | 'link-made'
  | 'resident-introduced'
  /** The table's own file: that a version was written, that the resident agreed, that it all went. */
  | 'document-written'
  | 'document-agreed'
  | 'agreement-taken-back'
  | 'file-viewed'
  | 'file-shredded'
  /** The resident took the woonprofiel along (AVG 20). */
  | 'profile-taken-along'
  | 'question-viewed'
  | 'recipients-asked'
  /** That a resident wrote something with an objection or a request, and that the officer read it; never what. */
  | 'resident-wrote'
  | 'resident-words-read'
  | 'look-along-given'
  | 'look-along-used'
  | 'table-code-given'
  | 'table-code-used'
  | 'notice-queued'
  | 'notice-sent'
  | 'notice-received'
  | 'notice-answered'
  | 'notice-answer-unusable'
  | 'notice-escalated'
  /** Somebody asked what is known about the resident (AVG 15). */
  | 'access-requested'
  | 'access-refused'
  | 'access-extended'
  | 'access-answered'
  /** The officer looked. */
  | 'worklist-viewed'
  | 'item-settled'
  | 'log-reviewed'
  | 'finding-opened'
  | 'finding-judged'
  | 'review-policy-proposed'
  | 'review-policy-adopted'
  | 'visibility-delayed'
  | 'uses-viewed'
  | 'notices-viewed';

/** A change with its details: ids, field names, codes and moments; never a value or free text. */
export interface RegisterChange {
  readonly what: RegisterEvent;
  readonly [detail: string]: Canonical;
}

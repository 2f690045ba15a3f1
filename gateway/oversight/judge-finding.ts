export const VERDICTS = ['in-orde', 'vraag-uitleg', 'onderzoek'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judged {
  readonly verdict: Verdict;
  readonly officer: string;
}

/** What one more verdict comes to. */
export type Outcome =
  | { readonly kind: 'open' }
  /** It is serious: another officer has to find the same. */
  | { readonly kind: 'waits-for-second' }
  | { readonly kind: 'closed' }
  /** The two pairs of eyes were one. */
  | { readonly kind: 'same-officer' };

/** Four eyes close what is serious: two officers, after the last time that somebody asked more. */
export function judge(
  severity: 'ernstig' | 'let-op',
  before: readonly Judged[],
  { verdict, officer }: Judged,
): Outcome {
  if (verdict !== 'in-orde') return { kind: 'open' };
  if (severity === 'let-op') return { kind: 'closed' };
  const asked = before.findLastIndex(each => each.verdict !== 'in-orde');
  const agreed = before.slice(asked + 1);
  if (agreed.some(each => each.officer === officer)) return { kind: 'same-officer' };
  return agreed.length > 0 ? { kind: 'closed' } : { kind: 'waits-for-second' };
}

/** A few words are no reason. */
export const isReason = (text: string): boolean => text.trim().length >= 15;

import type { JSX } from 'preact';

export type Tone = 'rustig' | 'goed' | 'let-op' | 'ernstig';

/** A word with a colour and a sign; the word says it all. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: string;
}): JSX.Element => <span class={`merkje merkje--${tone}`}>{children}</span>;

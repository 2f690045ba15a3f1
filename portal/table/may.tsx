import type { JSX } from 'preact';
import { tableTexts } from './texts.ts';

/** One road, or what is closed to everyone. */
export interface MayLine {
  readonly how: keyof (typeof tableTexts)['mayHow'];
  readonly fields: readonly string[];
  /** The rule as the resident reads it; none where there is no rule. */
  readonly sentence?: string;
  readonly law?: string;
  /** What has to be so, in words. */
  readonly facts?: readonly string[];
}

export interface MayView {
  readonly title?: string;
  readonly lines: readonly MayLine[];
}

/** "Wat mag wél", beside a choice: folded in, so that it is there and never in the way. */
export const May = ({ title = tableTexts.may, lines }: MayView): JSX.Element | null =>
  lines.length === 0 ? null : (
    <details class="mag">
      <summary>{title}</summary>
      <ul class="mag-lijst">
        {lines.map(({ how, fields, sentence, law, facts = [] }) => (
          <li class={how === 'never' ? 'nooit' : 'wel'}>
            <strong>{tableTexts.mayHow[how]}</strong>
            <span class="mag-velden">{fields.join(' · ')}</span>
            {sentence === undefined ? null : <q>{sentence}</q>}
            {facts.length === 0 ? null : <span class="stil">Als: {facts.join('; ')}.</span>}
            {law === undefined ? null : <span class="stil">{law}</span>}
          </li>
        ))}
      </ul>
    </details>
  );

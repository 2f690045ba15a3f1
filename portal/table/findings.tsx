import type { JSX } from 'preact';
import type { Advice } from '../../policies/free-text/check.ts';
import { tableTexts } from './texts.ts';

/** A text that tells too much, as it was typed. */
export interface TextFinding {
  readonly field: string;
  readonly text: string;
  readonly advice: readonly Advice[];
}

/** What the check found: where, why, and what to write instead. */
export const Findings = ({ findings }: { readonly findings: readonly TextFinding[] }): JSX.Element | null =>
  findings.length === 0 ? null : (
    <div class="let-op gevonden" role="alert">
      <h2 class="nl-heading nl-heading--level-3">{tableTexts.findings.title}</h2>
      <p class="nl-paragraph">{tableTexts.findings.lead}</p>
      {findings.map(({ field, text, advice }) => (
        <>
          <blockquote>
            <Marked text={text} advice={advice} />
          </blockquote>
          <ul class="punten">
            {advice.map(({ leaveOut, rewrite }) => (
              <li>
                <strong>{leaveOut}</strong> {rewrite}
              </li>
            ))}
          </ul>
          <p class="nl-paragraph">
            <a class="nl-link" href={`#veld-${field}`}>
              {tableTexts.findings.go}
            </a>
          </p>
        </>
      ))}
    </div>
  );

/** The typed text, with what it is about marked in it. */
function Marked({ text, advice }: Pick<TextFinding, 'text' | 'advice'>): JSX.Element {
  const places = advice.flatMap(each => each.places).toSorted((one, other) => one.start - other.start);
  const pieces: (string | JSX.Element)[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), <mark>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}

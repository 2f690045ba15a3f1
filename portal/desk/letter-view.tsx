import type { JSX } from 'preact';
import type { Letter, LetterPart } from './letter.ts';

/** A letter as it looks on paper. */
export const LetterView = ({
  letter: { subject, parts },
  id,
}: {
  readonly letter: Letter;
  readonly id: string;
}): JSX.Element => (
  <article class="brief" aria-labelledby={id}>
    <h3 class="nl-heading nl-heading--level-3" id={id}>
      {subject}
    </h3>
    {parts.map(part => (
      <Part {...part} />
    ))}
  </article>
);

function Part(part: LetterPart): JSX.Element {
  if (part.kind === 'heading') return <h4 class="nl-heading nl-heading--level-4">{part.text}</h4>;
  if (part.kind === 'text') return <p class="nl-paragraph">{part.text}</p>;
  return (
    <ul class="punten">
      {part.items.map(item => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

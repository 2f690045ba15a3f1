import type { JSX } from 'preact';

export interface PagerProps {
  /** Where the newest stand; none on that page itself. */
  readonly first?: string | undefined;
  readonly next?: string | undefined;
}

/** Forward, and back to the start: a page has no number when new lines come in on top. */
export function Pager({ first, next }: PagerProps): JSX.Element | null {
  if (first === undefined && next === undefined) return null;
  return (
    <nav class="bladeren" aria-label="Bladeren">
      {first === undefined ? null : (
        <a class="nl-button nl-button--secondary" href={first}>
          Naar het begin
        </a>
      )}
      {next === undefined ? null : (
        <a class="nl-button nl-button--secondary" href={next} rel="next">
          Volgende
        </a>
      )}
    </nav>
  );
}

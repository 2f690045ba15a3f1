import type { JSX } from 'preact';

export interface PagerProps {
  /** Where the newest stand; none on that page itself. */
  readonly first?: string | undefined;
  readonly next?: string | undefined;
  /** Of two on one page: which. */
  readonly where?: 'boven' | 'onder';
}

/** Forward, and back to the start: a page has no number when new lines come in on top. */
export function Pager({ first, next, where }: PagerProps): JSX.Element | null {
  if (first === undefined && next === undefined) return null;
  return (
    <nav class="bladeren" aria-label={where === undefined ? 'Bladeren' : `Bladeren, ${where} de lijst`}>
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

import type { PageProblemCode } from '../../../portal/problem-pages.tsx';

/** Thrown to answer a person with a kind page. It has a code from a closed list and no text, so nothing can leak in it. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly code: PageProblemCode;

  constructor(code: PageProblemCode) {
    super(code);
    this.code = code;
  }
}

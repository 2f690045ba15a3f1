import { html } from './html.ts';
import { page } from './page.ts';

/** A kind of problem, as the registry holds it. */
export interface ProblemText {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Where the `type` of a problem leads. */
export const problemPage = ({ code, status, title, detail }: ProblemText): string =>
  page(
    title,
    html`<p><a href="/docs/problemen">Problemen</a> / <code>${code}</code> (${status})</p>
      <h1>${title}</h1>
      <p>${detail}</p>`,
  );

/** Every problem there is. */
export const problemsPage = (problems: readonly ProblemText[]): string =>
  page(
    'Problemen',
    html`<h1>Problemen</h1>
      <p>Elk antwoord dat niet lukt is een van deze. Er staat nooit iets over een bewoner in.</p>
      <dl>
        ${problems.map(
          ({ code, status, title }) =>
            html`<dt><a href="/docs/problemen/${code}">${title}</a></dt>
              <dd><code>${code}</code>, ${status}</dd> `,
        )}
      </dl>`,
  );

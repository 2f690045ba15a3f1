import { html, type Html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import { provocations } from './provocations.ts';
import type { DocsSite, ProblemText } from './site.ts';

/** Every problem that can be provoked, with how; and what to do about those that cannot. */
export const errorsPage = ({ url, problems }: DocsSite): string =>
  docsPage(
    '/docs/fouten',
    'Als het niet lukt',
    html`<h1>Lok elke fout een keer uit</h1>
      <p class="inleiding">
        Een fout die u hebt gezien, herkent u. Elk antwoord dat niet lukt is een probleemdocument
        (<code>application/problem+json</code>, RFC 9457). Er staat nooit iets over een bewoner in, en nooit
        wat u stuurde.
      </p>
      ${code('json', JSON.stringify(EXAMPLE, undefined, 2))}
      <ul>
        <li><code>type</code> brengt u naar de bladzijde over dit probleem.</li>
        <li><code>fouten</code> noemt alles wat er mis is tegelijk, met de plek (JSON Pointer).</li>
        <li><code>instance</code> is het nummer om te noemen als u ons belt.</li>
      </ul>
      <p>
        Doe dit in de map van <a href="/docs/beginnen">Beginnen</a>, met
        <code>token=$(sh token.sh)</code> vooraf.
      </p>
      ${problems.map(problem => provoked(problem, url))}`,
  );

const EXAMPLE = {
  type: '/docs/problemen/ongeldig-verzoek',
  title: 'Het verzoek klopt niet',
  status: 400,
  detail: 'Bekijk de lijst met fouten, herstel ze en probeer het opnieuw. Er is niets verstrekt.',
  instance: 'urn:uuid:5d2c…',
  fouten: [{ waar: '/doel', wat: 'dit doel kennen wij niet' }],
};

function provoked({ code: name, status, title, detail }: ProblemText, url: string): Html {
  const how = provocations(url).get(name);
  return html`<h3 id="${name}"><a href="/docs/problemen/${name}">${title}</a></h3>
    <p><code>${name}</code>, ${status}. ${detail}</p>
    ${how === undefined ? html`` : code('sh', how)}`;
}

const HOW_OFTEN: Readonly<Record<string, string>> = {
  '4': 'Herstel eerst uw verzoek. Hetzelfde nog eens sturen geeft hetzelfde antwoord.',
  '5': 'Dit ligt niet aan u. Probeer het later opnieuw en wacht elke keer langer: na 1, 2, 4, 8 minuten.',
};

/** Where the `type` of a problem leads. */
export const problemPage = ({ url }: Pick<DocsSite, 'url'>, problem: ProblemText): string =>
  docsPage(
    '/docs/fouten',
    problem.title,
    html`<p><a href="/docs/problemen">Alle problemen</a></p>
      <h1>${problem.title}</h1>
      <p><code>${problem.code}</code>, status ${problem.status}</p>
      <h2>Wat u doet</h2>
      <p class="inleiding">${problem.detail}</p>
      <p>
        ${problem.status === 429 ? 'Wacht zo lang als Retry-After zegt.' : (HOW_OFTEN[String(problem.status)[0] ?? ''] ?? '')}
      </p>
      ${howToProvoke(problem.code, url)}`,
  );

function howToProvoke(name: string, url: string): Html {
  const how = provocations(url).get(name);
  if (how === undefined) return html``;
  return html`<h2>Zo ziet u hem zelf</h2>
    ${code('sh', how)}`;
}

/** Every problem there is. */
export const problemsPage = ({ problems }: Pick<DocsSite, 'problems'>): string =>
  docsPage(
    '/docs/fouten',
    'Problemen',
    html`<h1>Problemen</h1>
      <p class="inleiding">Elk antwoord dat niet lukt is een van deze.</p>
      <ul class="stappen">
        ${problems.map(
          ({ code: name, status, title }) =>
            html`<li>
              <a href="/docs/problemen/${name}"
                >${title} <span><code>${name}</code> ${status}</span></a
              >
            </li>`,
        )}
      </ul>`,
  );

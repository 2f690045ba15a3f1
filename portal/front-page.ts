import { html, type Html } from './html.ts';
import { page } from './page.ts';

/** Where somebody ends up who opens the gateway in a browser: what it is, and which doors it has. */
export const frontPage = (handreikingVersion: string): string =>
  page(
    'De handreiking als code',
    html`<h1>Wijkpoort</h1>
      <p>
        Wijkpoort geeft tussen partners in de wijk precies de gegevens door die mogen, voor precies het doel
        waarvoor het mag. De bewoner heeft er iets over te zeggen, en elke verstrekking staat in het logboek.
      </p>
      <dl>${DOORS.map(door)}</dl>
      <p>De handreiking die nu geldt heeft versie <code>${handreikingVersion}</code>.</p>`,
  );

const DOORS: readonly (readonly [address: string, name: string, what: string])[] = [
  ['/v1/handreiking', 'De handreiking', 'De doelen en de regels, elk met de wet en een zin in gewone taal.'],
  [
    '/docs',
    'Voor ontwikkelaars',
    'Sluit het systeem van een partner aan: van lege map naar eerste antwoord.',
  ],
  ['/v1/openapi.json', 'De API', 'Het document zelf, voor programma’s.'],
  ['/docs/problemen', 'Problemen', 'Wat de poort kan antwoorden als iets niet lukt, en wat u dan doet.'],
  ['/readyz', 'Gereed?', 'Of het logboek nu kan schrijven. Zonder logboek geeft de poort niets.'],
];

const door = ([address, name, what]: readonly [string, string, string]): Html =>
  html`<dt><a href="${address}">${name}</a></dt>
    <dd>${what}</dd> `;

import { html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';

const example = (url: string): string => `import express from 'express';
import { enforceSharing } from 'wijkpoort/enforce-sharing';

const app = express();

app.post(
  '/woonprofielen',
  express.json(),
  uwEigenAanmelding, // u weet wie de ontvanger is; die zegt dat niet zelf
  enforceSharing({
    poort: '${url}',
    partner: 'wijkteam-zuidoost',
    sleutel: process.env.SLEUTEL,
    sharing: request => ({
      doel: 'D01',
      ontvanger: request.ontvanger, // uit uw aanmelding
      betrokkene: koppelsleutelVan(request.body.dossier),
      velden: ['woonprofiel.woonwens', 'woonprofiel.akkoord'],
      medewerker: request.medewerker,
    }),
    // wordt alleen gevraagd om wat mag
    obtain: async (velden, request) => await uwDossiers.lees(request.body.dossier, velden),
  }),
);`;

/** The gateway as a line in a partner's own application. */
export const middlewarePage = ({ url }: DocsSite): string =>
  docsPage(
    '/docs/middleware',
    'In uw eigen Express',
    html`<h1>In uw eigen Express</h1>
      <p class="inleiding">
        Houdt u de gegevens liever in uw eigen toepassing? Zet dan <code>enforceSharing</code> voor uw adres.
        De volgorde is dezelfde als in de poort: beslissen, ophalen wat mag, vastleggen, en dan pas geven.
      </p>
      ${code('ts', example(url))}
      <ol>
        <li>De poort beslist per veld.</li>
        <li><code>obtain</code> krijgt alleen de velden die mogen. Wat u meer teruggeeft, valt weg.</li>
        <li>Vrije tekst gaat langs de woordenlijst: staat er een ziekte in, dan gaat zij niet mee.</li>
        <li>De poort beslist nog eens en legt vast. Trok de bewoner intussen zijn ja in, dan wint dat.</li>
        <li>Pas daarna gaat het antwoord weg, in dezelfde vorm als het onze.</li>
      </ol>
      <div class="noot">
        <p>
          Is de poort er niet, dan antwoordt uw adres <code>503</code> en gaat er niets uit. Er is geen stand
          waarin het zonder besluit doorgaat.
        </p>
      </div>`,
  );

import { html, type Html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';
import { askScript, installScript, keyScript, program, runScript, tokenScript } from './start-scripts.ts';

const step = (number: number, title: string, minutes: string): Html =>
  html`<h2 class="stap" id="stap-${number}">
    <b>${number}</b> <span>${title} <small>${minutes}</small></span>
  </h2>`;

/** From an empty folder to the first answer, in five steps. */
export const tutorialPage = ({ url, isSandbox }: DocsSite): string =>
  docsPage(
    '/docs/beginnen',
    'Beginnen',
    html`<h1>Van lege map naar eerste antwoord</h1>
      <p class="inleiding">
        U maakt een sleutel, wordt partner van de zandbak en vraagt iets op over Anja, die niet bestaat. Reken
        op een kwartier.
      </p>
      ${isSandbox ? html`` : elsewhere}
      <p>
        Nodig: <code>curl</code>, <code>openssl</code> en Node.js 20.19 of nieuwer. Alles hieronder doet u in
        één lege map. Op Windows werkt het in Git Bash of WSL.
      </p>

      ${firstAnswer(url)} ${inTypescript(url)} ${afterwards(isSandbox)}`,
  );

const elsewhere = html`<div class="noot">
  <p>
    Deze poort is geen zandbak: hier gaan echte verzoeken doorheen. Start de zandbak op uw eigen computer
    (<code>npm ci &amp;&amp; npm start</code> in de broncode) of vraag het adres aan uw contactpersoon.
  </p>
</div>`;

const firstAnswer = (url: string): Html =>
  html`${step(1, 'Een sleutel, en een plaats in de zandbak', '1 minuut')}
    <p>
      Uw geheime sleutel maakt u zelf, en u stuurt hem nooit op. Wat u stuurt is een aanvraag die bewijst dat
      u hem hebt. U krijgt er een certificaat voor terug, en van elke verzonnen bewoner uw eigen
      <em>koppelsleutel</em>: zo noemt u iemand, zonder naam en zonder BSN.
    </p>
    ${code('sh', keyScript(url), 'sleutel')}
    <p>
      Hoort u niet bij een corporatie? Kies bij <code>rol</code> een andere soort partner; wat die mag staat
      bij <a href="/docs/wat-mag">Wat mag u?</a>.
    </p>

    ${step(2, 'Bewijs wie u bent', '2 minuten')}
    <p>
      U ondertekent een briefje met uw sleutel (<code>private_key_jwt</code>, PS256) en ruilt het voor een
      token dat vijf minuten geldt. Elk briefje werkt één keer. In een programma doet de client van stap 4 dit
      voor u; hier staat het uitgeschreven.
    </p>
    ${code('sh', tokenScript(url), 'token')} ${step(3, 'Stel uw eerste vraag', '1 minuut')}
    <p>
      Zayaz en u zoeken een huis voor Anja. U noemt het doel, de bewoner, van wie, welke velden en wie er bij
      u vraagt. Drie velden, drie antwoorden:
    </p>
    ${code('sh', askScript(url), 'vraag')}
    <ul>
      <li><code>gegevens</code>: haar woonwens. Anja zei daar ja op.</li>
      <li>
        <code>nietBeschikbaar</code>: haar woonafspraken. Zonder reden, want de reden zou iets over Anja
        zeggen. Uw programma doet hier niets mee: niet blijven vragen, geen foutmelding.
      </li>
      <li>
        <code>nietToegestaan</code>: een diagnose krijgt een corporatie nooit, van niemand, met wat voor
        handtekening ook. Met de reden, en de weg die er wel is.
      </li>
    </ul>
    <p>
      Onder <code>bewijs</code> staat waar dit in het logboek staat. Het stond er al, voordat u het antwoord
      kreeg.
    </p>`;

const inTypescript = (url: string): Html =>
  html`${step(4, 'Hetzelfde in TypeScript', '5 minuten')}
    <p>
      De client is één bestand dat u kunt lezen, met twee bestanden typen. Het doel is een verplicht argument,
      en een veld dat niet bij dat doel hoort compileert niet.
    </p>
    ${code('sh', installScript(url), 'installeer')}
    <p>Zet dit in <code>vraag.ts</code>:</p>
    ${code('ts', program(url), 'programma')} ${code('sh', runScript, 'draai')}
    <p>
      Probeer eens <code>'zorg.diagnose'</code> bij de velden. Uw editor zegt het meteen. Gebruikt u een
      andere taal? Alles staat in <a href="/v1/openapi.json">het API-document</a> (OpenAPI 3.1).
    </p>`;

const afterwards = (isSandbox: boolean): Html =>
  html`${step(5, 'En nu', 'zo lang u wilt')}
    <ul>
      <li>Vraag iets over de andere bewoners: elk laat één regel zien. Piet trok zijn ja in.</li>
      <li><a href="/docs/fouten">Lok elke fout een keer uit</a>, dan kent u ze.</li>
      ${isSandbox ? html`<li><a href="/docs/probeer">Klik door de aanroepen</a> in uw browser.</li>` : html``}
      <li><a href="/docs/toets">Doe de toets</a>: klopt uw kant?</li>
    </ul>`;

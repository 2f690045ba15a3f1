import { html } from '../html.ts';
import { docsPage } from './layout.ts';

/** What it takes to go from invented residents to real ones. */
export const productionPage = (): string =>
  docsPage(
    '/docs/productie',
    'Naar productie',
    html`<h1>Naar productie</h1>
      <p class="inleiding">
        Van verzonnen bewoners naar echte is geen technische stap maar een afspraak. Dit hebt u nodig; stuur
        het in één keer aan de beheerder van de poort.
      </p>
      <ol>
        <li>
          <b>Het rapport van de toets</b> (<code>toetsrapport.jws</code>), niet ouder dan drie maanden. Wij
          controleren de handtekening.
        </li>
        <li>
          <b>Wie u bent</b>: organisatie, onderdeel, OIN, en één rol uit de handreiking. Hebt u twee rollen?
          Dan vraagt u twee keer aan, met twee sleutels. Daartussen stroomt niets.
        </li>
        <li><b>Uw doelen</b>, alleen die u gebruikt, elk met een zin waarom.</li>
        <li>
          <b>De afspraak</b>: een regeling tussen gezamenlijke verantwoordelijken (AVG 26) of een
          verwerkersovereenkomst (AVG 28), met kenmerk en dagen. Loopt zij af, dan stopt de toegang vanzelf.
        </li>
        <li><b>Twee contacten</b>: een voor techniek, een voor privacy. Die bellen wij als er iets is.</li>
        <li>
          <b>Een certificaatverzoek</b> voor een nieuwe sleutel. Gebruik nooit de sleutel van de zandbak. In
          productie hoort een PKIoverheid-certificaat met uw OIN in <code>subject.serialNumber</code>.
        </li>
        <li>
          <b>Hoe u het logt</b>: wie bij u waarvoor vroeg, en nooit wat u kreeg. Uw eigen logboek vraagt daar
          zelf ook om.
        </li>
      </ol>
      ${afterwards}`,
  );

const afterwards = html`<h2>Wat de beheerder doet</h2>
  <p>
    Hij zet u in het register (<code>wijkpoort partner nieuw</code>), neemt uw certificaat op (<code
      >wijkpoort partner certificaat</code
    >) en koppelt uw eerste bewoners met u. De privacy officer ziet uw rapport en uw doelen voordat u aan
    staat.
  </p>
  <h2>Daarna</h2>
  <ul>
    <li>
      Is uw sleutel weg, of ziet u iets vreemds? Bel. U wordt meteen geschorst, en net zo snel hersteld.
    </li>
    <li>Vervang uw sleutel elk jaar. Wie hem in de zandbak oefende, doet het zonder storing.</li>
    <li>Een verandering van de API die iets breekt, krijgt een nieuw hoofdnummer en een half jaar tijd.</li>
  </ul>`;

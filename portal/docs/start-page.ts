import { html } from '../html.ts';
import { docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';

const STEPS = [
  ['/docs/wat-mag', 'Zie wat uw soort partner mag', '5 minuten'],
  ['/docs/beginnen#stap-1', 'Maak een sleutel en kom in de zandbak', '1 minuut'],
  ['/docs/beginnen#stap-3', 'Stel een vraag met curl', '3 minuten'],
  ['/docs/beginnen#stap-4', 'Doe hetzelfde in TypeScript', '5 minuten'],
  ['/docs/fouten', 'Lok elke fout een keer uit', '10 minuten'],
  ['/docs/toets', 'Laat uw kant toetsen', 'een uur'],
  ['/docs/productie', 'Vraag productie aan', 'een formulier'],
] as const;

/** Where a developer of a partner begins. */
export const startPage = ({ handreiking, version, api }: DocsSite): string =>
  docsPage(
    '/docs',
    'Welkom',
    html`<h1>Sluit uw systeem aan</h1>
      <p class="inleiding">
        Achter elke aanroep zit iemand die hulp zoekt en niet wil dat iedereen alles weet. Wijkpoort geeft u
        precies de velden die u voor uw doel mag hebben, en zegt eerlijk wat niet kan. In een middag bent u
        aangesloten.
      </p>
      <ol class="stappen">
        ${STEPS.map(
          ([path, name, minutes]) =>
            html`<li>
              <a href="${path}">${name} <span>${minutes}</span></a>
            </li>`,
        )}
      </ol>
      <h2>Vier dingen die anders zijn dan u gewend bent</h2>
      <dl>
        <dt>U noemt een doel, geen rechten</dt>
        <dd>
          Uw rol staat in het register. U zegt waarvóór u iets vraagt (<code>D01</code>, woonprofiel
          opstellen) en welke velden u daarvoor nodig hebt. Vraag alleen wat u nodig hebt.
        </dd>
        <dt>Niets mogen is geen fout</dt>
        <dd>
          Een vraag die klopt krijgt <code>200</code>, met twee lijsten. <code>nietToegestaan</code> kan
          nooit, met de reden. <code>nietBeschikbaar</code> hangt van de bewoner af en heeft geen reden.
        </dd>
        <dt>Een bewoner heeft bij u een eigen naam</dt>
        <dd>
          De koppelsleutel van een bewoner is van u alleen. Bij een andere partner betekent zij niets; een BSN
          hebt u niet nodig.
        </dd>
        <dt>Ja kan nee worden</dt>
        <dd>
          Trekt een bewoner zijn ja in, dan krijgt u daar bericht van. U stopt, en zegt ondertekend wat u
          deed. Daar gaat <a href="/docs/toets">de toets</a> over.
        </dd>
      </dl>
      <p>
        Op deze poort geldt de handreiking met versie
        <code>${version.slice(0, 12)}</code> (${handreiking.rules.length} regels) en versie
        <code>${api.info.version}</code> van de API. Wat er verandert, staat in het <code>CHANGELOG</code> bij
        de broncode; een oude hoofdversie blijft een halfjaar.
      </p>`,
  );

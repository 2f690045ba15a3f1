import { ASKING_PAUSE_MS, DAY_MS } from '../consent/duration.ts';
import type { ConsentReceipt, ReceiptDecision } from '../consent/receipt.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';

/** What goes on paper: the receipt, as it was signed, and the words in which the resident was asked, if we still have them. */
export interface ReceiptOnPaper {
  readonly receipt: ConsentReceipt;
  readonly jws: string;
  readonly question: string | undefined;
}

const SAID: Readonly<Record<ReceiptDecision, string>> = {
  ja: 'U zei ja.',
  nee: 'U zei nee.',
  gestopt: 'U bent gestopt.',
  verlengd: 'U zei opnieuw ja. Het geldt nu langer.',
  later: 'U heeft nog niets besloten. Er gaat nu niets door.',
};

const DAY = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' });
const dayOf = (moment: string): string => DAY.format(new Date(moment));
const PAUSE_MONTHS = Math.floor(ASKING_PAUSE_MS / (30 * DAY_MS));

/** A receipt for the resident to take home: on one sheet, and readable for anyone without us. */
export const receiptPage = ({ receipt, jws, question }: ReceiptOnPaper): string =>
  page(
    'Bewijs van uw besluit',
    html`<h1>Bewijs van uw besluit</h1>
      <p><strong>${SAID[receipt.besluit]}</strong> Dat was op ${dayOf(receipt.op)}.</p>
      <dl>
        ${fact('Wie vertelt iets?', receipt.van)} ${fact('Aan wie?', receipt.naar)}
        ${fact('Waarvoor?', receipt.doel.waarvoor)}
        <dt>Wat?</dt>
        <dd>
          <ul>
            ${receipt.gegevens.map(({ naam }) => html`<li>${naam}</li>`)}
          </ul>
        </dd>
        ${ending(receipt)}
      </dl>
      ${asked(question)}
      <h2>Stoppen</h2>
      <p>${receipt.stoppen}</p>
      <h2>Dit bewijs nakijken</h2>
      <p>
        Op dit papier staat niet wie u bent. Raakt u het kwijt, dan weet de vinder niets over u. Iedereen kan
        nakijken dat het echt is, ook zonder internet. Uw besluit staat in het logboek op nummer
        ${receipt.logboek.nummer}.
      </p>
      <details open>
        <summary>Voor wie het nakijkt</summary>
        <p>${receipt.soorten.map(({ soort, wetten }) => html`${soort}: ${wetten.join('; ')}. `)}</p>
        <p>
          Tekst ${receipt.tekst.versie} (${receipt.tekst.taal}). Bewijs ${receipt.bewijs}. Nakijken:
          <code>wijkpoort toestemming controleer</code>
        </p>
        <p class="klein"><code>${jws}</code></p>
      </details>`,
  );

const fact = (name: string, value: string): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd> `;

function ending({ besluit, geldigTot }: ConsentReceipt): Html {
  if (besluit === 'ja' || besluit === 'verlengd') return fact('Tot wanneer?', dayOf(geldigTot));
  if (besluit === 'later') return html``;
  return fact('En nu?', `Er gaat niets door. Wij vragen u dit ${PAUSE_MONTHS} maanden niet opnieuw.`);
}

const asked = (question: string | undefined): Html =>
  question === undefined
    ? html``
    : html`<h2>Dit is u gevraagd</h2>
        <p>${question}</p>`;

/** Where a receipt is made ready for paper: it goes in as it was given, and nothing of it is kept. */
export const receiptForm = (fault: string | undefined): string =>
  page(
    'Een bewijs afdrukken',
    html`<h1>Een bewijs afdrukken</h1>
      <p>Plak hier het bewijs dat u kreeg toen de bewoner besloot. U krijgt een blad om af te drukken.</p>
      ${fault === undefined ? html`` : html`<p role="alert"><strong>${fault}</strong></p>`}
      <form method="post" action="/bewijs">
        <p>
          <label for="bewijs">Het bewijs</label><br />
          <textarea id="bewijs" name="bewijs" rows="6" cols="40" required></textarea>
        </p>
        <p><button type="submit">Maak het blad</button></p>
      </form>
      <p>Wij bewaren niets van wat u hier plakt.</p>`,
  );

import type { NoticeRequest, NoticeState } from '../consent/notice.ts';
import type { ConsentState } from '../consent/states.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';

/** What a resident decided, whom it was told, and what came of it. */
export interface MySay {
  readonly decisions: readonly {
    readonly state: ConsentState;
    readonly from: string;
    readonly to: string;
    readonly why: string;
    readonly what: readonly string[];
    readonly at: Date;
    readonly until: Date;
    readonly officerSaid: string | undefined;
  }[];
  readonly notices: readonly {
    readonly to: string;
    readonly request: NoticeRequest;
    readonly state: NoticeState;
    readonly what: readonly string[];
    readonly answer: string | undefined;
  }[];
  readonly objections: readonly {
    readonly why: string;
    readonly at: Date;
    readonly state: 'open' | 'upheld' | 'dismissed' | 'withdrawn';
    readonly decideBy: Date | undefined;
    readonly officerSaid: string | undefined;
  }[];
}

const DAY = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' });

const DECIDED: Readonly<Record<ConsentState, (at: string, until: string) => string>> = {
  Requested: at => `Dit is u gevraagd op ${at}. U heeft nog niets gezegd. Er gaat niets door.`,
  RequestDeferred: () => 'Dit wacht nog. Er gaat niets door.',
  Refused: at => `U zei nee op ${at}. Er gaat niets door.`,
  ConsentGiven: (at, until) => `U zei ja op ${at}. Dat geldt tot ${until}.`,
  RenewedConsentGiven: (at, until) => `U zei opnieuw ja op ${at}. Dat geldt tot ${until}.`,
  Withdrawn: at => `U bent gestopt op ${at}. Er gaat niets meer door.`,
  Expired: at => `Dit is afgelopen op ${at}. Er gaat niets meer door.`,
  Terminated: at => `Dit is beëindigd op ${at}. Er gaat niets door.`,
  Invalidated: () => 'Dit telt niet. Er gaat niets door.',
};

const ASKED: Readonly<Record<NoticeRequest, string>> = {
  stop: 'moet stoppen met gebruiken',
  correct: 'moet verbeteren',
  restrict: 'moet even niet gebruiken',
  erase: 'moet weghalen',
};
const ANSWERED: Readonly<Record<NoticeState, string>> = {
  queued: 'Het bericht is onderweg.',
  sent: 'Het bericht is aangekomen. Er is nog geen antwoord.',
  received: 'Het bericht is gelezen. Er is nog geen antwoord.',
  done: 'Gedaan. Daar is voor getekend.',
  refused: 'Niet gedaan.',
  unconfirmed: 'Wij weten niet of het is gedaan. De privacy officer zoekt het uit.',
};
const REFUSED: Readonly<Record<string, string>> = {
  wettelijke_bewaarplicht: 'De wet zegt dat het bewaard moet blijven.',
  rechtsvordering: 'Het is nodig voor een rechtszaak.',
  nooit_ontvangen: 'Daar zeggen ze dat ze het nooit kregen.',
  niet_meer_aanwezig: 'Het was al weg.',
};
const OBJECTED: Readonly<Record<MySay['objections'][number]['state'], string>> = {
  open: 'Wij kijken ernaar. Zolang gaat er niets door op grond van een taak of belang.',
  upheld: 'U kreeg gelijk. Het blijft dicht.',
  dismissed: 'U kreeg geen gelijk. Het gaat weer door.',
  withdrawn: 'U heeft het ingetrokken.',
};

/** For one resident, once: nothing on it links on, and it is not kept. */
export const mySayPage = ({ decisions, notices, objections }: MySay, hasStopped: boolean): string =>
  page(
    'Wat u besloot',
    html`<h1>Wat u besloot</h1>
      ${hasStopped ? html`<p role="status"><strong>U bent met alles gestopt.</strong></p>` : html``}
      ${decisions.length === 0 ? html`<p>Er staat nog niets.</p>` : html``}
      ${decisions.map(
        each =>
          html`<h2>${each.from} vertelt aan ${each.to}</h2>
            <p>${DECIDED[each.state](DAY.format(each.at), DAY.format(each.until))}</p>
            <p>Het gaat om: ${each.what.join(', ')}.</p>
            <p>Waarvoor: ${each.why}</p>
            ${saidBy(each.officerSaid)}`,
      )}
      ${notices.length === 0 ? html`` : html`<h2>Wie hoorde dat het anders moet</h2>`}
      ${notices.map(
        each =>
          html`<p>
            ${each.to} ${ASKED[each.request]}: ${each.what.join(', ')}. ${ANSWERED[each.state]}
            ${each.state === 'refused' ? (REFUSED[each.answer ?? ''] ?? '') : ''}
          </p>`,
      )}
      ${objections.length === 0 ? html`` : html`<h2>Uw bezwaren</h2>`}
      ${objections.map(
        each =>
          html`<p>
              Bezwaar van ${DAY.format(each.at)}: ${each.why} ${OBJECTED[each.state]} ${deadline(each)}
            </p>
            ${saidBy(each.officerSaid)}`,
      )}
      <p>U kunt dit blad afdrukken. Uw code werkt nu niet meer.</p>`,
  );

const saidBy = (reasons: string | undefined): Html =>
  reasons === undefined ? html`` : html`<blockquote>De privacy officer zegt: ${reasons}</blockquote>`;

const deadline = ({ state, decideBy }: MySay['objections'][number]): string =>
  state === 'open' && decideBy !== undefined ? `U hoort het voor ${DAY.format(decideBy)}.` : '';

/** Where a resident types the code that was given at the table. Stopping takes as many steps as looking. */
export const tableCodeForm = (fault: string | undefined): string =>
  page(
    'Uw code',
    html`<h1>Uw code</h1>
      <p>Typ de code die u aan tafel kreeg. De code werkt één keer, een kwartier lang.</p>
      ${fault === undefined ? html`` : html`<p role="alert"><strong>${fault}</strong></p>`}
      <form method="post" action="/tafel" autocomplete="off">
        <p>
          <label for="code">Code (8 tekens)</label><br />
          <input id="code" name="code" required maxlength="12" autocapitalize="characters" />
        </p>
        <p><button type="submit" name="wat" value="zien">Laat zien wat ik besloot</button></p>
        <p><button type="submit" name="wat" value="stop">Ik stop met alles</button></p>
      </form>
      <p>Stoppen heeft geen gevolgen voor uw hulp, uw uitkering of uw woning.</p>`,
  );

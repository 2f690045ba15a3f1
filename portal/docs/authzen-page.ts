import { html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';

const QUESTION = {
  subject: { type: 'partner', id: 'zayaz' },
  action: { name: 'melden', properties: { doel: 'D01' } },
  resource: { type: 'veld', id: 'woonprofiel.woonwens', properties: { betrokkene: 'uw koppelsleutel' } },
  context: { medewerker: 'wt-031' },
};

const YES = {
  decision: true,
  context: {
    regel: '1.7',
    wet: '…',
    reason_user: { nl: '…' },
    verplichtingen: [],
    logboek: 4711,
    handreiking: 'a3f1…',
  },
};

/** AuthZEN: our decision at somebody else's door. */
export const authzenPage = ({ url }: DocsSite): string =>
  docsPage(
    '/docs/authzen',
    'Ons besluit, uw deur',
    html`<h1>Ons besluit, uw deur</h1>
      <p class="inleiding">
        Gaan de gegevens niet door de poort maar door uw eigen systeem? Vraag dan aan ons of het mag, en doe
        wat wij zeggen. Wij spreken <b>AuthZEN</b> (NLgov-profiel 1.0.0).
      </p>
      <p>
        U hebt de gegevens (u bent de aanroeper), <code>subject</code> zou ze krijgen. De bewoner noemt u met
        uw eigen koppelsleutel.
      </p>
      ${code('http', `POST ${url}/access/v1/evaluation\n\n${JSON.stringify(QUESTION, undefined, 2)}`)}
      ${code('json', JSON.stringify(YES, undefined, 2))}
      <h2>Nee is ook een antwoord</h2>
      <p>Altijd status <code>200</code>, met <code>decision: false</code> en een <code>reden</code>:</p>
      <dl>
        <dt><code>nooit</code></dt>
        <dd>Dit veld gaat nooit naar deze ontvanger, wat er ook is getekend.</dd>
        <dt><code>geen_regel</code></dt>
        <dd>Geen regel laat dit voor dit doel van u naar deze ontvanger gaan.</dd>
        <dt><code>niet_beschikbaar</code></dt>
        <dd>Het hangt van de bewoner af. Waarom zeggen wij niet: dat zou iets over hem vertellen.</dd>
        <dt><code>doel_niet_van_u</code>, <code>niet_begrepen</code></dt>
        <dd>Dit doel staat niet in uw register, of dit is geen vraag over een verstrekking.</dd>
      </dl>
      <h2>Twee handelingen</h2>
      <dl>
        <dt><code>melden</code>: mag het?</dt>
        <dd>Een besluit. In het logboek staat dat u het vroeg, niet dat u iets gaf.</dd>
        <dt><code>verstrekken</code>: ik geef het nu</dt>
        <dd>
          Een besluit én een verstrekking: bij een ja staat in het logboek dat de ontvanger het veld kreeg.
          Trekt de bewoner later zijn ja in, dan krijgt die ontvanger bericht. Geef pas iets als u dit
          antwoord hebt.
        </dd>
      </dl>
      <h2>Veel vragen tegelijk</h2>
      <p>
        <code>POST /access/v1/evaluations</code> neemt hooguit honderd vragen, met <code>execute_all</code>,
        <code>deny_on_first_deny</code> of <code>permit_on_first_permit</code>. Zoeken (<code>/search</code>)
        bieden wij niet: dat zou een lijst van bewoners zijn. De adressen staan in
        <a href="/.well-known/authzen-configuration">de metadata</a>.
      </p>
      <p>Hebt u Express? Dan doet <a href="/docs/middleware">één regel</a> dit voor u.</p>`,
  );

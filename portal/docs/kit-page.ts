import { html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';

/** What the conformance kit looks at; in the order in which it does. */
export const KIT_CHECKS: readonly (readonly [id: string, name: string, how: string])[] = [
  [
    'niet-te-veel',
    'Vraagt niet meer dan bij het doel hoort',
    'Geen enkel veld dat uw soort partner voor dat doel nooit kan krijgen.',
  ],
  [
    'niet-beschikbaar',
    'Kan tegen “niet beschikbaar”',
    'Uw programma loopt goed af, en vraagt niet meteen opnieuw.',
  ],
  [
    'op-tijd',
    'Handelt een intrekking op tijd af',
    'Een bewoner trekt zijn ja in; binnen vijf minuten hebt u het bericht beantwoord.',
  ],
  [
    'ondertekend',
    'Ondertekent wat het deed',
    'Het antwoord draagt de handtekening van de sleutel in uw eigen certificaat.',
  ],
  [
    'nieuwe-sleutel',
    'Kan van sleutel wisselen',
    'U vraagt een certificaat voor een nieuwe sleutel, en werkt daarmee verder.',
  ],
  [
    'geen-waarden',
    'Houdt gegevens uit zijn logs',
    'In de logs die u aanwijst staat niets van wat u ontving, ook niet als base64 of in een adres.',
  ],
];

/** How to have one's own side tested. */
export const kitPage = ({ url }: DocsSite): string =>
  docsPage(
    '/docs/toets',
    'De toets',
    html`<h1>Klopt uw kant?</h1>
      <p class="inleiding">
        De poort bewaakt wat eruit gaat. Wat er daarna gebeurt, ligt bij u. De toets kijkt naar zes dingen,
        alleen met verzonnen bewoners, en geeft een ondertekend rapport.
      </p>
      <dl>
        ${KIT_CHECKS.map(
          ([, name, how]) =>
            html`<dt>${name}</dt>
              <dd>${how}</dd> `,
        )}
      </dl>
      <h2>Wat uw programma kan</h2>
      <p>
        De toets start uw programma met één woord erachter, en zegt in de omgeving waar de poort is
        (<code>TOETS_POORT</code>), wie u bent (<code>TOETS_PARTNER</code>) en over wie het gaat
        (<code>TOETS_BEWONER</code>, uw koppelsleutel).
      </p>
      <dl>
        <dt><code>vraag</code></dt>
        <dd>Vraag voor D01 wat u nodig hebt van deze bewoner, en doe ermee wat uw systeem doet.</dd>
        <dt><code>berichten</code></dt>
        <dd>Haal uw berichten op, handel ze af en beantwoord ze ondertekend.</dd>
        <dt><code>sleutel</code></dt>
        <dd>Maak een nieuwe sleutel, vraag er een certificaat voor en werk daarmee verder.</dd>
      </dl>
      <p>Dit is een programma dat slaagt. Zet het in <code>partner.ts</code>, of begin met het uwe:</p>
      ${code('ts', exampleProgram(), 'partner')}
      <h2>De toets doen</h2>
      <p>
        De toets hoort bij de poort. Draait u de zandbak zelf, geef dan in de map van de broncode (waar ook
        <code>npm start</code> loopt):
      </p>
      ${code(
        'sh',
        `npm run -s wijkpoort -- partner toets proef-klein-wonen \\\n  --map ~/wijkpoort-proef --programma 'npx tsx partner.ts' --logs ~/wijkpoort-proef/logs`,
      )}
      <p>Draait iemand anders de zandbak op <code>${url}</code>? Vraag die om de toets voor u te starten.</p>
      <p>
        U krijgt <code>toetsrapport.json</code> om te lezen, <code>toetsrapport.jws</code> met de handtekening
        van de poort (na te rekenen met <a href="/v1/bewijssleutel">de sleutel</a>) en
        <code>toetsrapport.xml</code>
        (JUnit) voor uw bouwstraat. De uitgangscode is 1 als er iets is gevonden.
      </p>`,
  );

export const exampleProgram = (): string => `import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { partnerClient } from './partner-client.ts';

const { TOETS_POORT: adres = '', TOETS_PARTNER: partner = '', TOETS_BEWONER: bewoner = '' } = process.env;
const poort = partnerClient({ poort: adres, partner, sleutel: readFileSync('sleutel.pem', 'utf8') });

// Namen van velden mogen in een log; wat erin staat nooit.
mkdirSync('logs', { recursive: true });
const log = (regel: string) => appendFileSync('logs/partner.log', \`\${new Date().toISOString()} \${regel}\\n\`);

async function vraag() {
  const uitkomst = await poort.vraagOp('D01', {
    betrokkene: bewoner,
    van: 'wijkteam-zuidoost',
    velden: ['woonprofiel.woonwens', 'woonprofiel.woonafspraken'],
    namens: { medewerker: 'mw-417' },
  });
  if (!uitkomst.gelukt) return log(\`probleem \${uitkomst.probleem.type}\`);
  const { gegevens, nietBeschikbaar } = uitkomst.antwoord;
  log(\`gekregen: \${Object.keys(gegevens).join(' ')}; niet beschikbaar: \${nietBeschikbaar.join(' ')}\`);
}

async function berichten() {
  const uitkomst = await poort.haalBerichtenOp('mw-417');
  if (!uitkomst.gelukt) return log(\`probleem \${uitkomst.probleem.type}\`);
  for (const { bericht, verzoek } of uitkomst.antwoord.berichten) {
    // Hier stopt uw systeem met gebruiken, of verbetert of wist het.
    await poort.beantwoord(bericht, GEDAAN[verzoek], 'mw-417');
    log(\`bericht \${bericht} afgehandeld\`);
  }
}

const GEDAAN = { stop: 'gestopt', corrigeer: 'verbeterd', beperk: 'beperkt', wis: 'gewist' };

async function sleutel() {
  const maak = 'req -new -newkey rsa:2048 -nodes -keyout nieuw.pem -out aanvraag.pem -subj /CN=proef';
  execFileSync('openssl', maak.split(' '), { stdio: 'ignore' });
  const naam = partner.replace('proef-', '');
  const antwoord = await fetch(\`\${adres}/proef/partners?naam=\${naam}&rol=corporatie\`, {
    method: 'POST',
    body: readFileSync('aanvraag.pem'),
  });
  if (!antwoord.ok) throw new Error(\`geen certificaat: \${antwoord.status}\`);
  writeFileSync('proef.json', await antwoord.text());
  renameSync('nieuw.pem', 'sleutel.pem');
}

const stappen: Record<string, () => Promise<unknown>> = { vraag, berichten, sleutel };
await stappen[process.argv[2] ?? '']?.();
`;

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Koppelsleutels } from '../../../adapters/sandbox/files.ts';
import type { PracticeInstallation } from './practice-installation.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** What somebody who sits down before it must know, as Markdown. */
export function instructionsFor(
  { address, folder, ports, moods, postgres }: PracticeInstallation,
  { anja }: Koppelsleutels,
): string {
  const at = (...names: string[]): string => join(folder, ...names);
  const controls = `http://127.0.0.1:${ports.controls}`;
  const start = (name: string): string =>
    `npm run -s wijkpoort -- serve --configuratie ${at(`${name}.yaml`)}`;
  return `# Oefeninstallatie van Wijkpoort

LET OP: om te oefenen, met verzonnen mensen. Nooit voor echte gegevens: alle sleutels en wachtwoorden liggen hier in de map.

Zet dit in elke terminal, in ${PROJECT}:

    export WIJKPOORT_CONFIGURATIE=${at('poort-1.yaml')} NODE_EXTRA_CA_CERTS=${at('uitgevers.pem')}

Start de twee poorten, elk in een eigen terminal; Ctrl-C of SIGTERM stopt er een:

    ${start('poort-1')}
    ${start('poort-2')}

| wat | waar |
| --- | --- |
| de poort, achter HAProxy | ${address}/readyz (curl --cacert ${at('uitgevers.pem')}) |
| elke poort zelf | http://127.0.0.1:${ports.gateways.join(' en http://127.0.0.1:')} |
| standen voor Prometheus | http://127.0.0.1:${ports.metrics.join('/metrics en http://127.0.0.1:')}/metrics |
| inloggen | ${address}/inloggen; de nabootsing van de aanbieder vraagt wie u wilt zijn |
| proceslog | ${at('poort-1.log')} en ${at('poort-2.log')} |
| partners: certificaat en sleutel | ${at('partners')} |
| PostgreSQL (eigenaar) | ${postgres.ownerUrl} |
| haar gegevensmap en WAL-archief | ${postgres.data} en ${postgres.archive} (leeg tot het eerste bestand vol is, of na \`SELECT pg_switch_wal()\`) |

Iets stukmaken en weer heel maken:

    curl -X PUT ${controls}/systemen/zayaz -d kapot       # of stil, of goed
    curl -X PUT ${controls}/database -d uit               # of aan
    curl ${controls}/systemen                             # hoe het met alles gaat

    curl -X PUT ${controls}/aangemeld/kees -d 1950-05-05  # iemand anders dan zayaz kent; 1970-05-19 is weer goed

Systemen en postbussen: ${[...moods.keys()].join(', ')}.

Dat Kees iemand anders lijkt, merkt wie naar hem vraagt: wt-031 van wijkteam-zuidoost, voor D07, bij zayaz (identiteit.naam, contact.adres).

Een partner zijn: vraag een token en hoe deze partner de bewoners kent, en stel dan een vraag.

    TOKEN=$(curl -s ${controls}/token/zayaz)
    curl -s ${controls}/bewoners/zayaz
    curl -s --cacert ${at('uitgevers.pem')} --cert ${at('partners', 'zayaz.pem')} --key ${at('partners', 'zayaz.sleutel')} \\
      -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${address}/v1/verstrekkingen \\
      -d '{"doel":"D01","betrokkene":"${anja}","van":"wijkteam-zuidoost","velden":["identiteit.naam"],"namens":{"medewerker":"mw-417"}}'

Wat hier anders is dan in het echt: alles staat op één machine, één eigen uitgever tekent elk certificaat, wie wil mag iedereen zijn, en de
getuige draait in ditzelfde proces. Na \`sleutels wissel tokens\` gaat inloggen pas weer als u opnieuw begint, in een lege map.
`;
}

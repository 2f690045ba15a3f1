import { randomUUID } from 'node:crypto';
import { readConfig } from '../config.ts';
import { CAST } from '../demo/cast.ts';
import { accessTokenFor, partnerClient } from '../demo/client.ts';
import { narrate, paintFor, type Paint } from '../demo/narrate.ts';
import { narratePiet, wentWell } from '../demo/narrate-piet.ts';
import { pietWithdraws, type Stage } from '../demo/piet-withdraws.ts';
import { koppelsleutelsOf } from '../demo/seed.ts';
import { startDemo, type Demo } from '../demo/start-demo.ts';
import { EXCHANGES, type DemoExchange } from '../demo/three-disclosures.ts';
import type { Schemas } from '../http/openapi-document.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { EXIT, print, type Command, type ExitCode, type Terminal } from './command.ts';
import { parseWords } from './words.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary:
    'Start alles wat nodig is en laat de poort zijn werk doen: drie verstrekkingen, en een bewoner die stopt.',
  usage: `Gebruik: npm start [-- --once]   of   wijkpoort demo [--once]

Start een eigen PostgreSQL, drie partnersystemen met verzonnen bewoners en de poort, doet drie verstrekkingen, en laat Piet stoppen.
  --once   stop daarna; anders blijft de poort openstaan tot Ctrl-C.
Instellingen: zie .env.example.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, { once: { type: 'boolean', default: false } });
    const stopped = interruption();
    const startedAt = performance.now();
    const paint = paintFor(terminal.forPeople);
    print(terminal.stdout, paint.bold('Wijkpoort') + ' – de handreiking als code\n');
    const demo = await startDemo(readConfig(), done => {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1).replace('.', ',');
      print(terminal.stdout, `  ${paint.green('✓')} ${done} ${paint.dim(`${seconds} s`)}`);
    });
    try {
      const verdict = await tellStories(demo, terminal, paint);
      if (values.once || verdict !== EXIT.yes) return verdict;
      print(terminal.stdout, await invitation(demo, paint));
      await stopped;
      print(terminal.stdout, '\nDe poort sluit: wat loopt, wordt afgemaakt.');
      return EXIT.yes;
    } finally {
      await demo.close();
    }
  },
};

/**
 * Resolves at Ctrl-C, when asked to end or when the terminal closes; from the first moment on, and however often, so that
 * nothing started is left behind: npm passes a Ctrl-C on that we have already had, and people press it twice.
 */
const interruption = async (): Promise<void> =>
  await new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

async function tellStories(demo: Demo, terminal: Terminal, paint: Paint): Promise<ExitCode> {
  for (const [index, exchange] of EXCHANGES.entries()) {
    const answer = await perform(exchange, demo);
    print(terminal.stdout, narrate(index + 1, exchange, answer, demo.handreiking, partnerName, paint));
  }
  const story = await pietWithdraws(stageOf(demo));
  print(terminal.stdout, narratePiet(EXCHANGES.length + 1, story, partnerName, paint));
  const { entries, root, fault } = await verifyLedger(demo.gateway.database);
  const verdict =
    fault === undefined
      ? paint.green(`✓ Het logboek klopt: ${entries} regels, wortel ${root.slice(0, 16)}…`)
      : paint.red(`✗ Het logboek klopt niet: regel ${fault.index} (${fault.kind})`);
  print(terminal.stdout, `\n${verdict}`);
  return fault === undefined && wentWell(story) ? EXIT.yes : EXIT.no;
}

const stageOf = ({ gateway, secrets, handreiking }: Demo): Stage => ({
  sql: gateway.database,
  handreiking,
  clientOf: async partner => {
    const token = await accessTokenFor(partner, gateway.issuer, secrets, randomUUID(), new Date());
    return partnerClient(gateway.url, token);
  },
});

async function perform(
  exchange: DemoExchange,
  demo: Demo,
): Promise<Schemas['Verstrekking'] | Schemas['Melding']> {
  const { gateway, secrets } = demo;
  const known = await koppelsleutelsOf(gateway.database, exchange.caller);
  const token = await accessTokenFor(exchange.caller, gateway.issuer, secrets, randomUUID(), new Date());
  const client = partnerClient(gateway.url, token);
  const betrokkene = known[exchange.resident];
  return exchange.kind === 'ask'
    ? await client.ask({ ...exchange.body, betrokkene })
    : await client.bring({ ...exchange.body, betrokkene });
}

const partnerName = (id: string): string => CAST.find(partner => partner.id === id)?.name ?? id;

async function invitation({ gateway, sandbox }: Demo, paint: Paint): Promise<string> {
  const { anja } = await koppelsleutelsOf(gateway.database, 'zayaz');
  const body = {
    doel: 'D01',
    betrokkene: anja,
    van: 'wijkteam-zuidoost',
    velden: ['woonprofiel.woonwens', 'woonprofiel.woonafspraken', 'zorg.diagnose'],
    namens: { medewerker: 'mw-417' },
  };
  return [
    '',
    paint.bold('Nu u.'),
    `  Zelf aansluiten ${gateway.url}/docs`,
    `  API-document    ${gateway.url}/v1/openapi.json`,
    `  Handreiking     ${gateway.url}/v1/handreiking`,
    `  Gereed?         ${gateway.url}/readyz`,
    ...Object.entries(sandbox.systems).map(
      ([partner, { baseUrl }]) => `  Proefsysteem    ${baseUrl}  (${partnerName(partner)})`,
    ),
    '',
    '  Vraag zelf iets op als Zayaz (plak dit in een andere terminal, in deze map):',
    '',
    `  curl -s ${gateway.url}/v1/verstrekkingen \\`,
    `    -H "Authorization: Bearer $(npm run -s wijkpoort -- token zayaz)" \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '${JSON.stringify(body)}'`,
    '',
    '  Ctrl-C stopt alles.',
  ].join('\n');
}

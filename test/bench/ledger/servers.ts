import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { Pool } from 'pg';
import type { Source } from '../../../adapters/source.ts';
import { readWordList } from '../../../gateway/handreiking-folder.ts';
import { keyEncryptionKey, openKeyVault } from '../../../gateway/ledger/key-vault.ts';
import { keysOfSecrets } from '../../../gateway/keys/keys-of-secrets.ts';
import { createProcessLog } from '../../../gateway/process-log.ts';
import type { Secrets } from '../../../gateway/secrets.ts';
import { servingUrl } from '../../../gateway/serving-login.ts';
import { startGateway } from '../../../gateway/wiring.ts';
import type { FieldId, FieldValue } from '../../../policies/vocabulary.ts';
import { shippedFiles } from '../../policies/handreiking.ts';

// A child process of the bench: one server, of the kind it is told, with its own processor time.

export interface ServerStart {
  readonly kind: 'bare' | 'naive' | 'full';
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly keyFolder: string;
}

const VALUES = {
  'identiteit.naam': 'Bewoner van het meetpark',
  'contact.telefoon_email': '06 00000000',
  'woonprofiel.woonwens': 'benedenwoning, bij voorkeur met tuin, in de eigen wijk',
};

/** The ceiling: reads a body and answers as much as the others do. */
function bareApp(): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.post('/v1/verstrekkingen', express.json(), (_request, response) => {
    response.json({ gegevens: VALUES, nietToegestaan: [], nietBeschikbaar: [] });
  });
  return app;
}

/** A team's first version: look the consent up, write a line, answer. No token, no rules, no proof. */
function naiveApp(databaseUrl: string): Express {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  pool.on('error', () => undefined);
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.post('/v1/verstrekkingen', express.json(), answerNaively(pool));
  return app;
}

const answerNaively =
  (pool: Pool): RequestHandler =>
  async (request, response) => {
    const gegevens = await logged(pool, request.body as Asked);
    response.json({ gegevens, nietToegestaan: [], nietBeschikbaar: [] });
  };

interface Asked {
  readonly betrokkene: string;
  readonly doel: string;
  readonly van: string;
  readonly velden: readonly string[];
  readonly namens: object;
}

async function logged(pool: Pool, { betrokkene, doel, van, velden, namens }: Asked): Promise<object> {
  const { rows } = await pool.query<{ resident: string; fields: string[] }>({
    name: 'consent',
    text: 'SELECT resident, fields FROM naive_consent WHERE koppelsleutel = $1 AND purpose = $2',
    values: [betrokkene, doel],
  });
  const [consent] = rows;
  const verstrekt = velden.filter(field => consent?.fields.includes(field) === true);
  const line = {
    van,
    naar: 'zayaz',
    doel,
    verzoek: randomUUID(),
    namens,
    gevraagd: velden,
    verstrekt,
    grondslag: 'toestemming',
    versie: 'a'.repeat(64),
  };
  await pool.query({
    name: 'log',
    text: 'INSERT INTO naive_log (at, line, resident) VALUES ($1, $2, $3) RETURNING id',
    values: [new Date(), JSON.stringify(line), consent?.resident],
  });
  return Object.fromEntries(Object.entries(VALUES).filter(([field]) => verstrekt.includes(field)));
}

const values: ReadonlyMap<FieldId, FieldValue> = new Map(Object.entries(VALUES) as [FieldId, FieldValue][]);

const source: Source = async ({ fields }) =>
  await Promise.resolve({
    values: new Map([...values].filter(([field]) => fields.includes(field))),
    failed: new Map(),
  });

/** The gateway as it is, but for the partner's system: that answers within this process. */
async function startFull({ databaseUrl, secrets, keyFolder }: ServerStart): Promise<string> {
  const gateway = await startGateway({
    databaseUrl: (await servingUrl(databaseUrl, secrets.databasePassword)) ?? databaseUrl,
    secrets,
    keys: keysOfSecrets(secrets),
    host: '127.0.0.1',
    port: 0,
    wordList: await readWordList(),
    vault: openKeyVault(keyFolder, keyEncryptionKey(secrets.subjectKey), randomBytes),
    start: { number: 0, version: 'a'.repeat(64), files: shippedFiles },
    systems: {},
    sources: new Map([['wijkteam-zuidoost', source]]),
    log: createProcessLog(createWriteStream('/dev/null'), () => new Date()),
  });
  return gateway.url;
}

async function startPlain(app: Express): Promise<string> {
  const server = createServer(app as RequestListener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function urlOf(start: ServerStart): Promise<string> {
  switch (start.kind) {
    case 'bare':
      return await startPlain(bareApp());
    case 'naive':
      return await startPlain(naiveApp(start.databaseUrl));
    case 'full':
      return await startFull(start);
  }
}

/** Microseconds of processor time so far, and bytes in use. */
export interface Usage {
  readonly cpuMicros: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  return { cpuMicros: user + system, heapBytes: heapUsed, rssBytes: rss };
}

process.on('message', (message: ServerStart | 'usage' | 'collect') => {
  if (message === 'collect') globalThis.gc?.();
  if (typeof message === 'string') return void process.send?.(usage());
  void urlOf(message).then(url => process.send?.({ url }));
});
process.on('disconnect', () => process.exit(0));

import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import express, { type Express } from 'express';
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
import { naiveApp } from '../naive-app.ts';
import { usage } from '../usage.ts';

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
      return await startPlain(naiveApp(start.databaseUrl, async () => await Promise.resolve(VALUES)));
    case 'full':
      return await startFull(start);
  }
}

process.on('message', (message: ServerStart | 'usage' | 'collect') => {
  if (typeof message === 'string') return void process.send?.(usage(message));
  void urlOf(message).then(url => process.send?.({ url }));
});
process.on('disconnect', () => process.exit(0));

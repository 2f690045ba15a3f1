import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../adapters/read-json.ts';

const PRISM = new URL('../referees/node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url);

export const isPrismInstalled = existsSync(PRISM);

/** Stands before a partner's system, and answers 4xx or 500 to whatever differs from the document. */
export interface Referee {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const LISTENING = 'Prism is listening';

export async function startReferee(document: JsonObject, upstream: string): Promise<Referee> {
  const folder = mkdtempSync(join(tmpdir(), 'wijkpoort-referee-'));
  const file = join(folder, 'document.json');
  writeFileSync(file, JSON.stringify(document));
  const port = await freePort();
  const words = ['proxy', '--errors', file, upstream, '--host', '127.0.0.1', '--port', String(port)];
  const prism = spawn(process.execPath, [fileURLToPath(PRISM), ...words], { stdio: 'pipe' });
  const gone = new Promise<void>(resolve => {
    prism.once('exit', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      if (said.includes(LISTENING)) resolve();
    };
    prism.stdout.on('data', hear);
    prism.stderr.on('data', hear);
    void gone.then(() => reject(new Error(`Prism did not start: ${said.slice(-400)}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      prism.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

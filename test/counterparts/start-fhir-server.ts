import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FhirServerStart } from './fhir-server.ts';

/** Whether the counterparts were installed; they are not part of `npm ci`, for they are large and only this test needs them. */
export const hasFhirServer = existsSync(fileURLToPath(new URL('node_modules/@medplum', import.meta.url)));
if (!hasFhirServer) {
  process.stderr.write(
    'OVERGESLAGEN: de echte FHIR-server is er niet. Installeer hem met: npm ci --prefix test/counterparts\n',
  );
}

export interface FhirServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startFhirServer(start: FhirServerStart): Promise<FhirServer> {
  const child = fork(fileURLToPath(new URL('fhir-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the FHIR server stopped')));
    child.once('message', message => resolve((message as { readonly url: string }).url));
    child.send(start);
  });
  return {
    url,
    stop: async () =>
      await new Promise(resolve => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}

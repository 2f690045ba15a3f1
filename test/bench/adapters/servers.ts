// The partner systems, in a process of their own, so that what they cost is not counted with the adapters.
import type { SeenRequest } from '../../../adapters/sandbox/sandbox-server.ts';
import { API_KEY } from '../../adapters/dialects.ts';
import { MEASURED } from './measured.ts';

/** Where each partner listens, and what it was asked since the last time that was said. */
export interface Answers {
  readonly urls?: readonly string[];
  readonly stalled?: string;
  readonly seen?: readonly SeenRequest[];
}

let seen: SeenRequest[] = [];

const onRequest = (request: SeenRequest): void => void seen.push(request);

async function start(): Promise<Answers> {
  const servers = await Promise.all(
    MEASURED.map(
      async dialect => await dialect.start({ apiKey: API_KEY, residents: dialect.files, onRequest }),
    ),
  );
  const [first] = MEASURED;
  if (first === undefined) throw new Error('there are no dialects');
  const stalled = await first.start({ apiKey: API_KEY, residents: first.files, misbehaviour: 'slow' });
  return { urls: servers.map(({ url }) => url), stalled: stalled.url };
}

process.on('message', (message: 'start' | 'seen') => {
  if (message === 'start') void start().then(answers => process.send?.(answers));
  else process.send?.({ seen });
  seen = [];
});
process.on('disconnect', () => process.exit(0));

import { connect, type Socket } from 'node:net';

/** What one burst of load brought about. */
export interface Burst {
  readonly answers: number;
  readonly faults: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Sends ready-made requests over this many connections, each the next one as soon as it has its answer; for a time, or for a
 * number of answers. As lean as can be: it shares the cores with what it measures.
 */
export async function burst(
  url: string,
  connections: number,
  requests: readonly Buffer[],
  until: { readonly ms: number } | { readonly answers: number },
): Promise<Burst> {
  const start = performance.now();
  const end = 'ms' in until ? start + until.ms : Infinity;
  let left = 'answers' in until ? until.answers : Infinity;
  let next = Math.floor(Math.random() * requests.length);
  const tally = { answers: 0, faults: 0, latenciesMs: [] as number[] };
  const take = (): Buffer | undefined =>
    performance.now() < end && left-- > 0 ? requests[next++ % requests.length] : undefined;
  await Promise.all(Array.from({ length: connections }, async () => await converse(url, take, tally)));
  return { ...tally, seconds: (performance.now() - start) / 1_000 };
}

async function converse(
  url: string,
  take: () => Buffer | undefined,
  tally: { answers: number; faults: number; latenciesMs: number[] },
): Promise<void> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', noDelay: true });
  try {
    await new Promise<void>((resolve, reject) => {
      let sentAt = 0;
      const send = (): void => {
        const request = take();
        if (request === undefined) return resolve();
        sentAt = performance.now();
        socket.write(request);
      };
      socket
        .once('connect', send)
        .once('error', reject)
        .once('close', () => reject(new Error('closed')));
      onAnswers(socket, status => {
        tally.answers++;
        if (status !== 200) tally.faults++;
        tally.latenciesMs.push(performance.now() - sentAt);
        send();
      });
    });
  } finally {
    socket.destroy();
  }
}

/** Finds the answers in the stream; each must have a Content-Length. */
function onAnswers(socket: Socket, answered: (status: number) => void): void {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    for (;;) {
      const head = text.indexOf('\r\n\r\n');
      const length = /^content-length: (\d+)/im.exec(text.slice(0, head))?.[1];
      if (head < 0 || length === undefined || text.length < head + 4 + Number(length)) return;
      const status = Number(text.slice(9, 12));
      text = text.slice(head + 4 + Number(length));
      answered(status);
    }
  });
}

export function requestTo(path: string, body: unknown, token: string): Buffer {
  const json = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: poort\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\n` +
      `accept: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { ledgerExportCommand } from '../../gateway/command-line/ledger-export.ts';
import type { Export } from '../../gateway/ledger/exports/export-ledger.ts';
import { NotConfirmed, otlpReceiver, sendLdv } from '../../gateway/ledger/exports/send-otlp.ts';
import { ask } from '../world/exchange.ts';
import { REGISTER, startExportedWorld, type ExportedWorld } from '../world/exported-world.ts';

interface Span {
  readonly spanId: string;
  readonly attributes: readonly { readonly key: string }[];
}

/** A collector that takes OTLP/HTTP in JSON, and answers what the test tells it to. */
let answers: (readonly [status: number, body?: object, headers?: Record<string, string>])[] = [];
const received: Span[][] = [];
let server: Server;
let target: string;
let open: ExportedWorld;
beforeAll(async () => {
  open = await startExportedWorld();
  server = createServer((request, response) => {
    void request.toArray().then(chunks => {
      const [status, body = {}, headers = {}] = answers.shift() ?? [200];
      const sent = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      if (status === 200)
        received.push(sent.resourceSpans.flatMap(each => each.scopeSpans.flatMap(({ spans }) => spans)));
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
});
afterEach(() => {
  answers = [];
  received.length = 0;
});
afterAll(async () => {
  server.close();
  await open.close();
});

async function send(...words: readonly string[]): Promise<{ readonly exit: number; readonly said: unknown }> {
  const stdout = new PassThrough();
  const exit = await ledgerExportCommand.run(
    ['--vorm', 'ldv', '--partner', 'zayaz', '--register', REGISTER, '--naar', target, ...words],
    { stdin: new PassThrough(), stdout, stderr: new PassThrough(), forPeople: false },
  );
  return { exit, said: JSON.parse(String(stdout.read())) };
}

const ids = (): string[] => received.flatMap(spans => spans.map(({ spanId }) => spanId));

describe('one controller’s log that is sent to a collector', () => {
  it('arrives as the export has it, and the next time only what came since', async () => {
    const lines = await open.exported('--vorm', 'ldv', '--partner', 'zayaz');
    expect(await send()).toMatchObject({ exit: 0, said: { verstuurd: lines.length, geweigerd: 0 } });
    expect(ids()).toEqual(lines.map(({ span_id }) => span_id));
    received.length = 0;
    expect(await send()).toMatchObject({ exit: 0, said: { verstuurd: 0 } });
    await ask(open.world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    expect(await send()).toMatchObject({ exit: 0, said: { verstuurd: 1 } });
    expect(ids()).toHaveLength(1);
  });

  it('arrives when the collector is busy for a while, once', async () => {
    answers = [[503], [429, {}, { 'retry-after': '0' }]];
    const { exit, said } = await send('--vanaf', '0');
    expect({ exit, said }).toMatchObject({ exit: 0 });
    expect(new Set(ids()).size).toBe(ids().length);
  });

  it('is not said to have arrived when it did not: it stops, and goes on there the next time', async () => {
    answers = [[200], [400]];
    await send('--vanaf', '0');
    answers = [[400]];
    const refused = await send('--vanaf', '2');
    expect(refused).toMatchObject({ exit: 1, said: { verstuurd: 0, volgende: 2, gestopt: 400 } });
  });

  it('is told of lines that the collector threw away', async () => {
    answers = [[200, { partialSuccess: { rejectedSpans: '2' } }]];
    expect(await send('--vanaf', '0')).toMatchObject({ exit: 1, said: { geweigerd: 2 } });
  });

  it('stands in the log itself, each time', async () => {
    await send('--door', 'po-7');
    const last = (await open.world.ledger()).at(-1);
    expect(last).toMatchObject({ leaf: { event: 'viewed', reason: 'export-ldv' } });
    expect(last?.personal['assertedActor']).toBe('officer: po-7');
  });

  it.each([
    [['--naar', 'http://elders.example.nl/v1/traces'], /https/],
    [['--naar', 'https://wie:wat@elders.example.nl/'], /wachtwoord/],
    [['--vanaf', 'begin'], /nummer/],
  ])('goes nowhere unsafe: %j', async (words, said) => {
    await expect(send(...words)).rejects.toThrow(said);
  });
});

describe('a collector that stays away', () => {
  it('is asked seven times, each time after a longer wait, and what came before stays confirmed', async () => {
    const waits: number[] = [];
    const post = otlpReceiver('http://127.0.0.1:9/v1/traces');
    const wait = async (ms: number): Promise<void> => await Promise.resolve(void waits.push(ms));
    const order: Export = {
      form: 'ldv',
      partner: 'zayaz',
      openAbout: async () => await Promise.resolve(undefined),
      naming: { pseudonymOf: () => 'a'.repeat(32), register: REGISTER, service: 'wijkpoort' },
    };
    const sending = sendLdv(open.world.database, order, { post, wait });
    await expect(sending.next()).rejects.toBeInstanceOf(NotConfirmed);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000]);
  });
});

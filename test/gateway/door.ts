import { expect } from '@jest/globals';
import { connect } from 'node:net';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import type { LedgerLine } from '../world/read-ledger.ts';
import { expectProblem, type WireAnswer, type World } from '../world/world.ts';

/** A word that a caller sends where it does not belong; nobody may ever say it back or write it down. */
export const SENT = 'Anja-Verzonnen-999995005';

export const ASKING = {
  doel: 'D01',
  van: 'wijkteam-zuidoost',
  velden: ['woonprofiel.woonwens'],
  namens: { medewerker: 'mw-417' },
} as const;

/** What happened at the door: the problem, and what the ledger and the process log got to say. */
export interface TurnedAway {
  readonly problem: Schemas['Probleem'];
  readonly answer: WireAnswer;
  readonly lines: readonly LedgerLine[];
  readonly logged: string;
}

/** Sends, and expects this problem with nothing of what was sent in it, in a header, in the ledger or in the log. */
export async function turnedAway(
  world: World,
  code: string,
  send: () => Promise<WireAnswer>,
): Promise<TurnedAway> {
  const [before, logBefore] = [(await world.ledger()).length, world.logged.length];
  const answer = await send();
  const problem = expectProblem(answer, code);
  const lines = (await world.ledger()).slice(before);
  const logged = world.logged.slice(logBefore).join('');
  const said = [answer.text, JSON.stringify([...answer.headers]), JSON.stringify(lines), logged].join('\n');
  expect(said).not.toContain(SENT);
  expect(said).not.toContain('node_modules');
  return { problem, answer, lines, logged };
}

/** Expects one line in the ledger that says who was turned away and why, and nothing about anyone. */
export function expectOneLine({ lines }: TurnedAway, reason: string): void {
  expect(lines.map(({ leaf }) => [leaf.event, leaf.reason, leaf.fields])).toEqual([
    ['turned-away', reason, {}],
  ]);
  expect(lines[0]?.personal['subject']).toBe('not-looked-up');
}

/** Sends bytes as they are, for what no HTTP client will send; resolves to what came back until the connection closed. */
export async function sendBytes(url: string, bytes: string | Buffer): Promise<WireAnswer> {
  const { hostname, port } = new URL(url);
  const received = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', chunk => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  const [head = '', text = ''] = received.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map(line => line.split(': ', 2) as [string, string]));
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return {
    status: Number(first.split(' ')[1]),
    headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

import type { RequestHandler, Response } from 'express';
import { isObject, objectsAt, type JsonObject } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import type { ResidentKey } from './resident.ts';

/** What can be wrong with a partner's system, whatever it was asked. */
const ANSWERS = {
  down: response => response.socket?.destroy(),
  overloaded: response => response.status(503).json({ code: '503', omschrijving: 'Te druk' }),
  slow: () => undefined,
  redirect: response => response.redirect(302, 'http://127.0.0.1:9/elders'),
  nonsense: response => response.type('json').send('[{"dit is geen json'),
  'error-in-200': response => response.json({ code: '500', omschrijving: 'Fout in het systeem' }),
  'web-page': response => response.type('html').send('<p>Onderhoud</p>'),
  'too-much': response => response.json(Array.from({ length: 40_000 }, () => ({ id: 'x'.repeat(20) }))),
  'too-deep': response => response.type('json').send('['.repeat(5_000) + ']'.repeat(5_000)),
  'never-ending': dripForever,
} satisfies Record<string, (response: Response) => unknown>;

type BadAnswer = keyof typeof ANSWERS;

/**
 * Beside the bad answers: `other-person` tells of someone else, `stranger-beside` adds someone else to the first answer,
 * `stranger-in-file` to every later one, `shuffled` turns records and objects around, `talkative` ignores minimisation,
 * `more-pages` says there is more to come.
 */
export type Misbehaviour =
  | BadAnswer
  | 'other-person'
  | 'stranger-beside'
  | 'stranger-in-file'
  | 'shuffled'
  | 'talkative'
  | 'more-pages';

export function misbehave(kind: Misbehaviour): RequestHandler {
  return (_request, response, next) => {
    if (isBadAnswer(kind)) ANSWERS[kind](response);
    else next();
  };
}

function isBadAnswer(kind: Misbehaviour): kind is BadAnswer {
  return Object.hasOwn(ANSWERS, kind);
}

function dripForever(response: Response): void {
  response.type('json').write('[');
  const drip = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drip));
}

/** The records of one kind in the file of the asked resident, or what a system that mixes up people makes of it. */
export function recordsOf(
  system: SandboxFiles,
  resident: ResidentKey | undefined,
  kind: string,
  misbehaviour: Misbehaviour | undefined,
  isFirstAnswer: boolean,
): readonly JsonObject[] {
  if (resident === undefined) return [];
  const own = objectsAt(system.files.get(resident), kind);
  if (misbehaviour === 'other-person') return recordsOfStranger(system, resident, kind);
  const mixesUp = misbehaviour === (isFirstAnswer ? 'stranger-beside' : 'stranger-in-file');
  return mixesUp ? [...own, ...recordsOfStranger(system, resident, kind)] : own;
}

function recordsOfStranger(system: SandboxFiles, resident: ResidentKey, kind: string): readonly JsonObject[] {
  const others = [...system.files]
    .filter(([key]) => key !== resident)
    .map(([, file]) => objectsAt(file, kind));
  return others.find(records => records.length > 0) ?? [];
}

/** The same data with every list of records and every object the other way around; a list of words keeps its order. */
export function turnedAround(value: unknown): unknown {
  if (Array.isArray(value)) return value.every(isObject) ? value.toReversed().map(turnedAround) : value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, turnedAround(inner)] as const);
  return Object.fromEntries(entries.toReversed());
}

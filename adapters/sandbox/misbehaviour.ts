import type { RequestHandler, Response } from 'express';
import { isObject, objectsAt, type JsonObject } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import type { ResidentKey } from './resident.ts';

/** What can be wrong with a partner's system, whatever it was asked; said in the language in which it was asked. */
const ANSWERS = {
  down: response => response.socket?.destroy(),
  overloaded: response => response.status(503).json({ code: '503', omschrijving: 'Te druk' }),
  'asked-too-often': response => response.status(429).set('retry-after', '30').end(),
  slow: () => undefined,
  redirect: response => response.redirect(302, '/elders'),
  nonsense: (response, { type, broken }) => response.type(type).send(broken),
  'error-in-200': (response, { type, error }) => response.type(type).send(error),
  'web-page': response => response.type('html').send('<p>Onderhoud</p>'),
  'too-much': (response, { type, item }) => response.type(type).send(item.repeat(TOO_MANY)),
  'too-deep': (response, { type, open }) => response.type(type).send(open.repeat(5_000)),
  'never-ending': dripForever,
} satisfies Record<string, (response: Response, language: Language) => unknown>;

interface Language {
  readonly type: string;
  readonly broken: string;
  readonly error: string;
  /** Ten million characters of these are too much for anybody. */
  readonly item: string;
  readonly open: string;
}

const JSON_ANSWER: Language = {
  type: 'application/json',
  broken: '[{"dit is geen json',
  error: '{"code":"500","omschrijving":"Fout in het systeem"}',
  item: '[{"id":"xxxxxxxxxxxxxxxxxxxx"}],'.padEnd(100),
  open: '[',
};
const XML_ANSWER: Language = {
  type: 'text/xml',
  broken: '<a><b></a></b>',
  error: '<Envelope><Body><Fault><faultstring>Fout in het systeem</faultstring></Fault></Body></Envelope>',
  item: '<a>xxxxxxxxxxxxxxxxxxxx</a>'.padEnd(100),
  open: '<a>',
};
const TOO_MANY = 100_000;

type BadAnswer = keyof typeof ANSWERS;

/**
 * Beside the bad answers: `other-person` tells of someone else, `stranger-beside` adds someone else to the first answer,
 * `stranger-in-file` to every later one, `shuffled` turns records and objects around, `talkative` ignores minimisation,
 * `more-pages` says there is more to come, `repeated` says everything twice, `nameless` does not say whose anything is.
 */
export type Misbehaviour =
  | BadAnswer
  | 'other-person'
  | 'stranger-beside'
  | 'stranger-in-file'
  | 'shuffled'
  | 'talkative'
  | 'more-pages'
  | 'repeated'
  | 'nameless';

export function misbehave(kind: Misbehaviour): RequestHandler {
  return (request, response, next) => {
    const language = request.is('text/xml') === 'text/xml' ? XML_ANSWER : JSON_ANSWER;
    if (isBadAnswer(kind)) ANSWERS[kind](response, language);
    else next();
  };
}

function isBadAnswer(kind: Misbehaviour): kind is BadAnswer {
  return Object.hasOwn(ANSWERS, kind);
}

function dripForever(response: Response, { type, open }: Language): void {
  response.type(type).write(open);
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
  if (misbehaviour === 'repeated') return [...own, ...own.toReversed()];
  if (misbehaviour === 'nameless') return own.map(withoutName);
  if (misbehaviour === 'other-person') return recordsOfStranger(system, resident, kind);
  const mixesUp = misbehaviour === (isFirstAnswer ? 'stranger-beside' : 'stranger-in-file');
  return mixesUp ? [...own, ...recordsOfStranger(system, resident, kind)] : own;
}

/** Where each dialect says about whom a record is. */
const NAMES = new Set(
  'subject patient relatie relaties rollen debiteur idExtern koppelsleutel kenmerken partijIdentificatoren zaak'.split(
    ' ',
  ),
);

const withoutName = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name]) => !NAMES.has(name) && !(name === 'identifier' && isPatient(record)),
    ),
  );

const isPatient = ({ resourceType }: JsonObject): boolean => resourceType === 'Patient';

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

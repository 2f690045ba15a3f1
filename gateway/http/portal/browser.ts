import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { LANGUAGES, type Language } from '../../../portal/texts/translation.ts';
import { may, type Permission } from '../../identity/people/person-ability.ts';
import type { People } from '../../identity/people/people.ts';
import { actorOf, type Person } from '../../identity/people/person.ts';
import {
  endSession,
  findSession,
  startSession,
  type Session,
  type SessionMemory,
} from '../../identity/people/person-session.ts';
import { dropCookie, readCookie, setCookie } from './cookies.ts';
import { PageProblem } from './page-problem.ts';

const SESSION = 'wijkpoort';
const LANGUAGE = 'taal';
const SESSION_ID = /^[\w-]{43}$/;

/** What we know of the browser that sends this. */
interface Browser {
  readonly session: Session | undefined;
  /** Whose session it was, when it is over. */
  readonly was: Person | undefined;
}

/** Looks the browser up; never refuses. */
export const knowBrowser =
  (people: People): RequestHandler =>
  async (request, response, next) => {
    const id = readCookie(request, SESSION, people.isSecure);
    const found = id !== undefined && SESSION_ID.test(id) ? await findSession(id, people) : undefined;
    const browser: Browser = {
      session: found?.isOpen === true ? found.session : undefined,
      was: found?.isOpen === false ? found.person : undefined,
    };
    response.locals['browser'] = browser;
    next();
  };

const browserIn = (response: Response): Browser => response.locals['browser'] as Browser;
export const sessionIn = (response: Response): Session | undefined => browserIn(response).session;

/** The person, when a guard came before. Throws when a route forgot it. */
export function personIn(response: Response): Person {
  const person = sessionIn(response)?.person;
  if (person === undefined) throw new Error('this page has no guard before it');
  return person;
}

/** The session of a logged-in person. */
export function ownSession(response: Response): Session {
  const session = sessionIn(response);
  if (session === undefined) throw new Error('this page has no guard before it');
  return session;
}

/** Begins anew under another id; what the browser showed before is worth nothing any more. */
export async function renewSession(
  response: Response,
  person: Person | undefined,
  memory: SessionMemory,
  people: People,
): Promise<Session> {
  const before = sessionIn(response);
  if (before !== undefined) await endSession(before.id, people);
  const session = await startSession(person, memory, people);
  setCookie(response, SESSION, session.id, people.isSecure);
  return session;
}

/** Forgets the browser here and there. */
export async function forgetBrowser(response: Response, people: People): Promise<void> {
  const session = sessionIn(response);
  if (session !== undefined) await endSession(session.id, people);
  dropCookie(response, SESSION, people.isSecure);
}

export function languageOf(request: Request, { isSecure }: Pick<People, 'isSecure'>): Language {
  const chosen = readCookie(request, LANGUAGE, isSecure);
  return LANGUAGES.find(each => each === chosen) ?? 'nl';
}

export const setLanguage = (response: Response, language: Language, { isSecure }: People): void =>
  setCookie(response, LANGUAGE, language, isSecure);

/** What a form carries to show that our own page made it, for this session. */
export const formTokenOf = ({ id }: Session): string =>
  createHmac('sha256', id).update('wijkpoort formulier').digest('base64url');

/** Refuses a form that another site sent, or that was made for another session. */
export const requireOwnForm: RequestHandler = (request, response, next) => {
  const session = sessionIn(response);
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new PageProblem('formulier-van-elders');
  const given = (request.body as Readonly<Record<string, unknown>> | undefined)?.['bewijs'];
  if (session === undefined || typeof given !== 'string' || !isSame(given, formTokenOf(session)))
    throw new PageProblem('formulier-verlopen');
  next();
};

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Lets through who may do this. Who is not logged in may do so first, and loses nothing of what was typed. */
export const requireMay =
  (people: People, permission: Permission): RequestHandler =>
  async (request, response, next) => {
    const person = sessionIn(response)?.person;
    if (person === undefined) return await letLogIn(request, response, people);
    if (!may(person, permission)) throw new PageProblem('niet-voor-u');
    next();
  };

/** Open to everyone, on purpose. */
export const openToAll: RequestHandler = (_request, _response, next) => next();

async function letLogIn(request: Request, response: Response, people: People): Promise<void> {
  const { was, session } = browserIn(response);
  const goOn = request.originalUrl;
  const typed = request.method === 'POST' ? draftFrom(request.body) : undefined;
  await renewSession(
    response,
    undefined,
    {
      ...session?.memory,
      goOn,
      ...(typed === undefined ? {} : { drafts: { [request.path]: typed } }),
      ...(was === undefined ? {} : { draftsOf: whoseDrafts(was) }),
    },
    people,
  );
  response.redirect(303, was === undefined ? '/inloggen' : '/inloggen?weg=tijd');
}

/** Whose what was typed is: a resident's, also for who speaks for them, or one professional's. */
export const whoseDrafts = (person: Person): string =>
  'resident' in person ? person.resident : actorOf(person);

/** What somebody typed, without what our own page put in the form. */
export const draftFrom = (body: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'bewijs' && name !== 'formulier' ? [[name, value]] : [],
    ),
  );

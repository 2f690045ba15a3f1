import type { Request, RequestHandler, Response } from 'express';
import { residentFrontPage } from '../../../portal/front.tsx';
import { loggedOutPage, loginPage, type LoginPageFault } from '../../../portal/login.tsx';
import { LANGUAGES } from '../../../portal/texts/translation.ts';
import { useLookAlongCode } from '../../consent/look-along.ts';
import { useTableCode } from '../../consent/table-codes.ts';
import type { LoginAttempt, LoginProvider } from '../../identity/people/login-provider.ts';
import { CAME_BACK } from '../../identity/people/people.ts';
import type { Person } from '../../identity/people/person.ts';
import type { SessionMemory } from '../../identity/people/person-session.ts';
import { traceIn } from '../caller.ts';
import { forgetBrowser, formTokenOf, renewSession, sessionIn, setLanguage, whoseDrafts } from './browser.ts';
import { homeOf, ownAddress, viewerOf, type PortalContext } from './portal-context.ts';
import { PageProblem } from './page-problem.ts';

/** `GET /`: where everyone comes in. */
export const frontRoute =
  (context: PortalContext): RequestHandler =>
  (request, response) =>
    void response.send(residentFrontPage(viewerOf(request, response, context)));

/** `GET /inloggen` */
export const loginPageRoute =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    await showLogin(request, response, context, undefined);
  };

async function showLogin(
  request: Request,
  response: Response,
  context: PortalContext,
  fault: LoginPageFault | undefined,
): Promise<void> {
  const session = sessionIn(response) ?? (await renewSession(response, undefined, {}, context.people));
  response.status(fault === undefined ? 200 : 422).send(
    loginPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(session),
      fault,
      wasTooLong: request.query['weg'] === 'tijd',
    }),
  );
}

/** `GET /inloggen/digid` and `/inloggen/werk`: a link, because a form may not lead to another site. */
export const beginLoginRoute =
  (context: PortalContext, provider: LoginProvider | undefined): RequestHandler =>
  async (request, response) => {
    if (provider === undefined) throw new PageProblem('niet-gevonden');
    const begun = await provider.begin();
    if (begun === 'unreachable') return await showLogin(request, response, context, 'unreachable');
    const { login: _before, ...memory } = sessionIn(response)?.memory ?? {};
    await renewSession(response, undefined, { ...memory, login: begun.attempt }, context.people);
    response.redirect(303, begun.url);
  };

/** `GET /inloggen/terug`: what the provider sends back. Every failure is a kind page, and none tells who is known here. */
export const cameBackRoute =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { people } = context;
    const attempt = sessionIn(response)?.memory.login;
    const provider = attempt === undefined ? undefined : providerOf(attempt, context);
    if (attempt === undefined || provider === undefined)
      return await showLogin(request, response, context, 'not-believed');
    const query = request.originalUrl.slice(request.path.length);
    const login = await provider.finish(new URL(people.publicUrl + CAME_BACK + query), attempt);
    if (typeof login === 'string') return await showLogin(request, response, context, login);
    const person = await people.personBehind(login);
    if (person === undefined) return await showLogin(request, response, context, 'unknown');
    await welcome(person, response, context);
  };

const providerOf = ({ provider }: LoginAttempt, { people }: PortalContext): LoginProvider | undefined =>
  [people.residents, ...people.staff].find(({ name }) => name === provider);

/** Under a new id, with what was typed before for this same resident, and on to where they wanted to be. */
async function welcome(person: Person, response: Response, { people }: PortalContext): Promise<void> {
  const { goOn, drafts, draftsOf } = sessionIn(response)?.memory ?? {};
  const isTheirs = draftsOf !== undefined && whoseDrafts(person) === draftsOf;
  const memory: SessionMemory = isTheirs && drafts !== undefined ? { drafts } : {};
  await renewSession(response, person, memory, people);
  response.redirect(303, ownAddress(goOn) ?? homeOf(person));
}

/** `GET /tafel`: the address on the paper from the table; the code is filled in where everyone logs in. */
export const tableAddressRoute: RequestHandler = (_request, response) =>
  response.redirect(303, '/inloggen#code');

/** `POST /inloggen`: the code from the table. */
export const tableCodeLoginRoute =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { code } = request.body as { readonly code?: unknown };
    const acting = { actor: 'resident', trace: traceIn(response) };
    const typed = typeof code === 'string' ? code.slice(0, 40) : '';
    const resident = await useTableCode(typed, acting, context.register);
    if (resident !== undefined) return await welcome({ role: 'resident', resident }, response, context);
    const looksAlong = await useLookAlongCode(typed, { ...acting, actor: 'helper' }, context.register);
    if (looksAlong === undefined) return await showLogin(request, response, context, 'code');
    await welcome({ role: 'helper', resident: looksAlong }, response, context);
  };

/** `POST /uitloggen` */
export const logOutRoute =
  ({ people }: PortalContext): RequestHandler =>
  async (_request, response) => {
    await forgetBrowser(response, people);
    response.redirect(303, '/uitgelogd');
  };

/** `GET /uitgelogd` */
export const loggedOutRoute =
  (context: PortalContext): RequestHandler =>
  (request, response) =>
    void response.send(loggedOutPage(viewerOf(request, response, context)));

const SOMEWHERE_ELSE = 'https://www.weer.nl/';

/** `GET /weg`: gone at once, to a page that tells nothing. A link, for a form may not lead there. */
export const leaveRoute =
  ({ people }: PortalContext): RequestHandler =>
  async (_request, response) => {
    await forgetBrowser(response, people);
    response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
    response.redirect(303, SOMEWHERE_ELSE);
  };

/** `GET /taal/:taal`: from here on in this language, on the page where one was. */
export const languageRoute =
  ({ people }: PortalContext): RequestHandler =>
  (request, response) => {
    const language = LANGUAGES.find(each => each === request.params['taal']);
    if (language === undefined) throw new PageProblem('niet-gevonden');
    setLanguage(response, language, people);
    response.redirect(303, ownAddress(request.query['terug']) ?? '/');
  };

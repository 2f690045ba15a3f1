import type { Request, RequestHandler, Response } from 'express';
import { DECIDE_WITHIN_MS } from '../../../consent/objection.ts';
import {
  objectionDonePage,
  objectionPage,
  type ObjectionFault,
  type OpenObjection,
  type WordKind,
} from '../../../portal/resident/objection.tsx';
import { helpPage } from '../../../portal/resident/help.tsx';
import { askRecipients } from '../../consent/ask-recipients.ts';
import { giveLookAlongCode } from '../../consent/look-along.ts';
import { raiseObjection, withdrawObjection } from '../../consent/objections.ts';
import { actorOf } from '../../identity/people/person.ts';
import { traceIn } from '../caller.ts';
import { formTokenOf, ownSession, personIn, sessionIn } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';
import { lookingIn } from './asked-question.ts';

const KINDS: readonly WordKind[] = ['bezwaar', 'klopt-niet', 'weg'];
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

interface Said {
  readonly kind: WordKind | undefined;
  readonly purpose: string | undefined;
}

const saidIn = (words: Readonly<Record<string, unknown>>, { register }: PortalContext): Said => ({
  kind: KINDS.find(each => each === words['soort']),
  purpose: [...register.policies.latest().handreiking.purposes.keys()].find(each => each === words['doel']),
});

async function openObjections(
  resident: string,
  { register }: PortalContext,
): Promise<readonly OpenObjection[]> {
  const rows = await register.database.query<{
    id: string;
    purpose: string;
    raised_at: Date;
    decide_by: Date | null;
  }>(
    `SELECT id, purpose, raised_at, decide_by FROM objection
      WHERE resident = $1 AND dismissed_at IS NULL AND upheld_at IS NULL AND withdrawn_at IS NULL ORDER BY raised_at DESC`,
    [resident],
  );
  return rows.map(({ id, purpose, raised_at, decide_by }) => ({
    id,
    purpose,
    at: raised_at,
    decideBy: decide_by ?? new Date(raised_at.getTime() + DECIDE_WITHIN_MS),
  }));
}

async function sendForm(
  request: Request,
  response: Response,
  context: PortalContext,
  said: Said,
  faults: readonly ObjectionFault[],
): Promise<void> {
  response.status(faults.length === 0 ? 200 : 422).send(
    objectionPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      ...said,
      purposes: [...context.register.policies.latest().handreiking.purposes.keys()],
      faults,
      open: await openObjections(lookingIn(response).resident, context),
    }),
  );
}

/** Does what was said, by the function of the API, and resolves to how many recipients were asked. Saying it twice is saying it once. */
async function act(
  kind: WordKind,
  purpose: string,
  response: Response,
  context: PortalContext,
): Promise<number | undefined> {
  const { register } = context;
  const person = lookingIn(response);
  const { resident } = person;
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  if (kind !== 'bezwaar')
    return await askRecipients(
      { resident, purpose, request: kind === 'weg' ? 'erase' : 'correct' },
      acting,
      register,
    );
  const open = await openObjections(resident, context);
  if (!open.some(each => each.purpose === purpose))
    await raiseObjection({ resident, purpose, channel: 'portaal' }, acting, register);
  return undefined;
}

type PageHandler = (context: PortalContext) => RequestHandler;

/** `GET /bezwaar` */
const showSay: PageHandler = context => async (request, response) => {
  const said = saidIn(request.query, context);
  const kind = said.kind ?? (said.purpose === undefined ? undefined : 'bezwaar');
  await sendForm(request, response, context, { ...said, kind }, []);
};

/** `POST /bezwaar` */
const say: PageHandler = context => async (request, response) => {
  const said = saidIn(request.body as Readonly<Record<string, unknown>>, context);
  const { kind, purpose } = said;
  if (kind === undefined || purpose === undefined) {
    const faults: ObjectionFault[] = [];
    if (kind === undefined) faults.push('faultKind');
    if (purpose === undefined) faults.push('faultPurpose');
    return await sendForm(request, response, context, said, faults);
  }
  const told = await act(kind, purpose, response, context);
  response.redirect(303, `/bezwaar/klaar?soort=${kind}${told === undefined ? '' : `&aantal=${told}`}`);
};

/** `GET /bezwaar/klaar` */
const showSaid: PageHandler = context => (request, response) => {
  const { soort, aantal } = request.query;
  response.send(
    objectionDonePage({
      viewer: viewerOf(request, response, context),
      kind: KINDS.find(each => each === soort) ?? 'ingetrokken',
      decideBy: new Date(context.register.clock().getTime() + DECIDE_WITHIN_MS),
      told: typeof aantal === 'string' && /^\d{1,3}$/.test(aantal) ? Number(aantal) : undefined,
    }),
  );
};

/** `POST /bezwaar/intrekken` */
const takeBack: PageHandler = context => async (request, response) => {
  const { bezwaar } = request.body as Readonly<Record<string, unknown>>;
  const person = lookingIn(response);
  if (typeof bezwaar !== 'string' || !UUID.test(bezwaar)) throw new PageProblem('niet-gevonden');
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  await withdrawObjection(person.resident, bezwaar, acting, context.register);
  response.redirect(303, '/bezwaar/klaar');
};

/** `GET /hulp` */
const showHelp: PageHandler = context => (request, response) => {
  const session = sessionIn(response);
  const formToken = session?.person?.role === 'resident' ? formTokenOf(session) : undefined;
  response.send(helpPage({ viewer: viewerOf(request, response, context), formToken, code: undefined }));
};

/** `POST /hulp`: a code for somebody the resident trusts. */
const inviteHelper: PageHandler = context => async (request, response) => {
  const acting = { actor: actorOf(personIn(response)), trace: traceIn(response) };
  const code = await giveLookAlongCode(lookingIn(response).resident, acting, context.register);
  const formToken = formTokenOf(ownSession(response));
  response.send(helpPage({ viewer: viewerOf(request, response, context), formToken, code }));
};

/** What residents say to us, and where they find help. */
export const sayRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/bezwaar', method: 'get', guard: ['maken', 'bezwaar'], handler: showSay(context) },
  { path: '/bezwaar', method: 'post', guard: ['maken', 'bezwaar'], handler: say(context) },
  { path: '/bezwaar/klaar', method: 'get', guard: ['inzien', 'bezwaar'], handler: showSaid(context) },
  { path: '/bezwaar/intrekken', method: 'post', guard: ['maken', 'bezwaar'], handler: takeBack(context) },
  { path: '/hulp', method: 'get', guard: 'iedereen', handler: showHelp(context) },
  { path: '/hulp', method: 'post', guard: ['uitnodigen', 'meekijker'], handler: inviteHelper(context) },
];

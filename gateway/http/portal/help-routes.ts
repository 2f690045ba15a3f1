import { helpPage } from '../../../portal/resident/help.tsx';
import { giveLookAlongCode } from '../../consent/look-along.ts';
import { actorOf } from '../../identity/people/person.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession, personIn, sessionIn } from './browser.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

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

/** Where a resident finds help, and lets somebody look along. */
export const helpRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/hulp', method: 'get', guard: 'iedereen', handler: showHelp(context) },
  { path: '/hulp', method: 'post', guard: ['uitnodigen', 'meekijker'], handler: inviteHelper(context) },
];

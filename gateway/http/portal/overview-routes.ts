import { overviewPage } from '../../../portal/resident/overview.tsx';
import { whatIsSeen } from '../../resident/reach.ts';
import { readOverview } from '../../resident/read-overview.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { confirmYes } from './confirm-yes.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /overzicht` */
const showOverview: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const seen = await whatIsSeen(context.register.database, person);
  const overview = await readOverview(seen, context.register);
  response.send(
    overviewPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      role: person.role,
      ...overview,
    }),
  );
};

/** Where a resident starts. */
export const overviewRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/overzicht', method: 'get', guard: ['inzien', 'eigen-gegevens'], handler: showOverview(context) },
  { path: '/bevestig/:id', method: 'post', guard: ['beantwoorden', 'vraag'], handler: confirmYes(context) },
];

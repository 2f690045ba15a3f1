import type { RequestHandler } from 'express';
import { advancePage } from '../../../portal/resident/advance.tsx';
import { whatIsSeen } from '../../resident/reach.ts';
import { readOverview } from '../../resident/read-overview.ts';
import { lookingIn } from './asked-question.ts';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

type PageHandler = (context: PortalContext) => RequestHandler;

/** `GET /als-het-slecht-gaat` */
const showAdvance: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const { yes } = await readOverview(await whatIsSeen(context.register.database, person), context.register);
  response.send(
    advancePage({
      viewer: viewerOf(request, response, context),
      choices: yes.filter(({ sleeps }) => sleeps),
      mayStop: person.role !== 'helper',
    }),
  );
};

/** What was agreed in good time for bad times. */
export const advanceRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/als-het-slecht-gaat',
    method: 'get',
    guard: ['inzien', 'vooraf-keuze'],
    handler: showAdvance(context),
  },
];

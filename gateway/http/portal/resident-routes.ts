import { overviewPage } from '../../../portal/resident/overview.tsx';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** The pages on which a resident sees and decides. */
export const residentRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/overzicht',
    method: 'get',
    guard: ['inzien', 'eigen-gegevens'],
    handler: (request, response) => void response.send(overviewPage(viewerOf(request, response, context))),
  },
];

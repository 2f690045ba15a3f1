import type { PageRoute } from '../page-route.ts';
import type { PortalContext } from '../portal-context.ts';
import { caseRoutes } from './case-routes.ts';
import { openCaseRoutes } from './open-case-routes.ts';
import { peopleRoutes } from './people-routes.ts';

/** Everything professionals see of the doorbraaktafel. */
export const tablePageRoutes = (context: PortalContext): readonly PageRoute[] => [
  ...openCaseRoutes(context),
  ...caseRoutes(context),
  ...peopleRoutes(context),
];

import type { PageRoute } from '../page-route.ts';
import type { PortalContext } from '../portal-context.ts';
import { actionRoutes } from './action-routes.ts';
import { benefitRoutes } from './benefit-routes.ts';
import { budgetRoutes } from './budget-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { openCaseRoutes } from './open-case-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { questionAtTableRoutes } from './question-at-table-routes.ts';
import { readAloudRoutes } from './read-aloud-routes.ts';
import { residentAtTableRoutes } from './resident-at-table-routes.ts';
import { waakvlamRoutes } from './waakvlam-routes.ts';
import { woonprofielRoutes } from './woonprofiel-routes.ts';

/** Everything professionals see of the doorbraaktafel. */
export const tablePageRoutes = (context: PortalContext): readonly PageRoute[] => [
  ...openCaseRoutes(context),
  ...caseRoutes(context),
  ...peopleRoutes(context),
  ...questionAtTableRoutes(context),
  ...actionRoutes(context),
  ...exchangeRoutes(context),
  ...residentAtTableRoutes(context),
  ...readAloudRoutes(context),
  ...woonprofielRoutes(context),
  ...waakvlamRoutes(context),
  ...benefitRoutes(context),
  ...budgetRoutes(context),
];

import { accessibilityPage } from '../../../portal/resident/accessibility.tsx';
import { leaveHelpPage } from '../../../portal/resident/leave-help.tsx';
import { privacyPage } from '../../../portal/resident/privacy.tsx';
import type { Viewer } from '../../../portal/frame.tsx';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

const plain = (path: string, page: (viewer: Viewer) => string, context: PortalContext): PageRoute => ({
  path,
  method: 'get',
  guard: 'iedereen',
  handler: (request, response) => void response.send(page(viewerOf(request, response, context))),
});

/** What anyone may read; nothing about anyone is on them. */
export const plainRoutes = (context: PortalContext): readonly PageRoute[] => [
  plain('/privacy', privacyPage, context),
  plain('/toegankelijkheid', accessibilityPage, context),
  plain('/snel-weg-uitleg', leaveHelpPage, context),
];

import type { Request, Response } from 'express';
import { reviewProgressPage, REVIEWING } from '../../../../portal/desk/review-progress-page.tsx';
import { followSome } from '../../../ledger/queries.ts';
import { reviewLog } from '../../../oversight/review-log.ts';
import { keepDraft } from '../asked-question.ts';
import { ownSession } from '../browser.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, officerOf } from './officer-page.ts';

/** `POST /werk/signalen/nalopen`: what nobody took in yet is taken in step by step; then the log is gone through. */
const reviewNow: PageHandler = context => async (_request, response) => {
  const { behind } = await followSome(context.register.database);
  if (behind === 0) return await review(response, context);
  await keepDraft(response, context, REVIEWING, { begonnen: 'ja' });
  response.redirect(303, REVIEWING);
};

async function review(response: Response, context: PortalContext): Promise<void> {
  await reviewLog(actingIn(response), officerOf(context));
  response.redirect(303, '/werk');
}

/** `GET /werk/signalen/nalopen`: one step of what was begun; of what nobody began it does nothing. */
const goOn: PageHandler = context => async (request: Request, response) => {
  if (ownSession(response).memory.drafts?.[REVIEWING] === undefined)
    return response.redirect(303, '/werk/signalen');
  const { behind, size } = await followSome(context.register.database);
  if (behind === 0) {
    await keepDraft(response, context, REVIEWING, undefined);
    return await review(response, context);
  }
  const goesOn = request.query['vanzelf'] !== 'nee';
  if (goesOn) response.setHeader('Refresh', `1; url=${REVIEWING}`);
  const viewer = viewerOf(request, response, context);
  response.send(reviewProgressPage({ viewer, done: Math.max(0, size - behind), of: size, goesOn }));
};

/** Going through the log, also when there is much of it. */
export const reviewRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: REVIEWING, method: 'post', guard: ['behandelen', 'wachtrij'], handler: reviewNow(context) },
  { path: REVIEWING, method: 'get', guard: ['behandelen', 'wachtrij'], handler: goOn(context) },
];

import type { Request, RequestHandler, Response } from 'express';
import { explainPage } from '../../../portal/resident/explain.tsx';
import { readParties } from '../../resident/parties.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import type { OpenQuestion } from '../../resident/read-question.ts';
import { askedIn, keepDraft } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /vraag/:id/uitleg` */
export const showExplain =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { question } = await askedIn(request, response, context);
    response.send(await explained(request, response, context, question, undefined));
  };

async function explained(
  request: Request,
  response: Response,
  context: PortalContext,
  { consent }: OpenQuestion,
  again: readonly ('who' | 'regret')[] | undefined,
): Promise<string> {
  return explainPage({
    viewer: viewerOf(request, response, context),
    formToken: formTokenOf(ownSession(response)),
    exchange: shownExchange(consent, await readParties(context.register.database)),
    again,
  });
}

/** `POST /vraag/:id/uitleg`: what was not understood is explained again, once; nothing here stops anyone. */
export const answerExplain =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { question, address, draft } = await askedIn(request, response, context);
    const { wie, spijt, actie } = request.body as Readonly<Record<string, unknown>>;
    const wasAsked = actie === 'verder' && (wie !== undefined || spijt !== undefined);
    const again = [
      ...(wie === 'ontvanger' ? [] : (['who'] as const)),
      ...(spijt === 'stoppen' ? [] : (['regret'] as const)),
    ];
    const isFirst = draft['terugvraag'] === undefined;
    if (wasAsked)
      await keepDraft(response, context, address, {
        ...draft,
        terugvraag: again.length === 0 ? 'goed' : 'nog-eens',
      });
    if (wasAsked && again.length > 0 && isFirst)
      return void response.send(await explained(request, response, context, question, again));
    response.redirect(303, `${address}/klopt`);
  };

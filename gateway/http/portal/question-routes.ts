import type { Request, RequestHandler, Response } from 'express';
import type { FieldId } from '../../../policies/vocabulary.ts';
import type { QuestionView } from '../../../portal/resident/question-view.ts';
import { questionPage } from '../../../portal/resident/question.tsx';
import { speak } from '../../../portal/texts/texts.ts';
import type { StoredConsent } from '../../consent/consent-store.ts';
import type { Preview } from '../../disclosure/preview.ts';
import { actorOf } from '../../identity/people/person.ts';
import type { Draft } from '../../identity/people/person-session.ts';
import { readParties } from '../../resident/parties.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { askedText, previewQuestion, versionFor } from '../../resident/read-question.ts';
import { traceIn } from '../caller.ts';
import { askedIn, choicesIn, keepDraft, reachesAll, type Asked } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { decideQuestion, showCheck } from './check-routes.ts';
import { answerExplain, showExplain } from './explain-routes.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /vraag/:id` */
const showQuestion =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const asked = await askedIn(request, response, context);
    await sendQuestion(request, response, context, asked, asked.draft, []);
  };

async function sendQuestion(
  request: Request,
  response: Response,
  context: PortalContext,
  asked: Asked,
  draft: Draft,
  missing: readonly FieldId[],
): Promise<void> {
  const { register, disclosure } = context;
  const { question, person } = asked;
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  const preview = await previewQuestion(question, acting, register, disclosure, AbortSignal.timeout(10_000));
  const viewer = viewerOf(request, response, context);
  const { translation } = speak(viewer.language, 'question');
  response.status(missing.length === 0 ? 200 : 422).send(
    questionPage({
      viewer,
      formToken: formTokenOf(ownSession(response)),
      exchange: shownExchange(question.consent, await readParties(register.database)),
      text: await askedText(register.database, translation.language, versionFor(question.consent)),
      until: question.until,
      laws: question.laws,
      values: valuesIn(preview, question.consent),
      choices: choicesIn(draft, question.consent.fields),
      missing,
      mayAnswer: person.role === 'helper' ? 'helper' : reachesAll(asked) ? 'yes' : 'out-of-reach',
    }),
  );
}

/** What would be told now. Of an agreement for later what stands there then counts, so a source that is silent now is no reason to wait. */
function valuesIn(
  preview: Preview,
  { circumstance }: Pick<StoredConsent, 'circumstance'>,
): QuestionView['values'] {
  if (preview.kind === 'shown') return preview.values;
  return circumstance === 'advance' ? new Map() : undefined;
}

/** `POST /vraag/:id`: what was chosen is kept for this browser alone; nothing is decided yet. */
const chooseOnQuestion =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const asked = await askedIn(request, response, context);
    if (!reachesAll(asked)) throw new PageProblem('niet-uw-onderwerp');
    const body = request.body as Readonly<Record<string, unknown>>;
    const { fields } = asked.question.consent;
    const draft = Object.fromEntries(
      fields.flatMap(field => {
        const said = body[`keuze-${field}`];
        return said === 'ja' || said === 'nee' ? [[`keuze-${field}`, said]] : [];
      }),
    );
    await keepDraft(response, context, asked.address, draft);
    if (body['actie'] === 'later') return response.redirect(303, '/overzicht');
    const missing = fields.filter(field => draft[`keuze-${field}`] === undefined);
    if (missing.length > 0) return await sendQuestion(request, response, context, asked, draft, missing);
    const hasYes = Object.values(draft).includes('ja');
    response.redirect(303, hasYes ? `${asked.address}/uitleg` : `${asked.address}/klopt`);
  };

/** A question from beginning to end. */
export const questionRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/vraag/:id', method: 'get', guard: ['inzien', 'vraag'], handler: showQuestion(context) },
  {
    path: '/vraag/:id',
    method: 'post',
    guard: ['beantwoorden', 'vraag'],
    handler: chooseOnQuestion(context),
  },
  {
    path: '/vraag/:id/uitleg',
    method: 'get',
    guard: ['beantwoorden', 'vraag'],
    handler: showExplain(context),
  },
  {
    path: '/vraag/:id/uitleg',
    method: 'post',
    guard: ['beantwoorden', 'vraag'],
    handler: answerExplain(context),
  },
  { path: '/vraag/:id/klopt', method: 'get', guard: ['beantwoorden', 'vraag'], handler: showCheck(context) },
  {
    path: '/vraag/:id/klopt',
    method: 'post',
    guard: ['beantwoorden', 'vraag'],
    handler: decideQuestion(context),
  },
];

import type { Request, RequestHandler, Response } from 'express';
import type { Opinion } from '../../../consent/competence.ts';
import { REFUSALS } from '../../../consent/refusal.ts';
import { checkPage } from '../../../portal/resident/check.tsx';
import type { Choices } from '../../../portal/resident/question-view.ts';
import { speak } from '../../../portal/texts/texts.ts';
import { answerQuestion, answersTo } from '../../consent/answer-question.ts';
import { actorOf } from '../../identity/people/person.ts';
import { readParties } from '../../resident/parties.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { askedText, versionFor } from '../../resident/read-question.ts';
import { traceIn } from '../caller.ts';
import { askedIn, choicesIn, idIn, keepDraft, lookingIn, reachesAll, type Asked } from './asked-question.ts';
import { formTokenOf, languageOf, ownSession } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

const OPINIONS: readonly Opinion[] = ['agrees', 'opposes', 'could-not-say'];

interface Shown {
  readonly opinion?: string;
  readonly isOpinionMissing?: boolean;
  readonly refused?: readonly string[];
}

/** `GET /vraag/:id/klopt` */
export const showCheck =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    await sendCheck(request, response, context, await askedIn(request, response, context), {});
  };

async function sendCheck(
  request: Request,
  response: Response,
  context: PortalContext,
  { question: { consent }, person, draft, address }: Asked,
  { opinion, isOpinionMissing = false, refused = [] }: Shown,
): Promise<void> {
  const choices = choicesIn(draft, consent.fields);
  if (consent.fields.some(field => choices[field] === undefined)) return response.redirect(303, address);
  response.status(isOpinionMissing || refused.length > 0 ? 422 : 200).send(
    checkPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      exchange: shownExchange(consent, await readParties(context.register.database)),
      yes: consent.fields.filter(field => choices[field] === 'ja'),
      no: consent.fields.filter(field => choices[field] === 'nee'),
      asksOpinion: person.role === 'representative',
      opinion,
      isOpinionMissing,
      refused,
    }),
  );
}

/** `POST /vraag/:id/klopt`: now it is decided. A second time finds it answered, and leads to the same proof. */
export const decideQuestion =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { register } = context;
    const id = idIn(request);
    const person = lookingIn(response);
    const receipt = `/bewijs/${id}`;
    if ((await answersTo(register.database, person.resident, id)).length > 0)
      return response.redirect(303, receipt);
    const asked = await askedIn(request, response, context);
    if (!reachesAll(asked)) throw new PageProblem('niet-uw-onderwerp');
    const choices = choicesIn(asked.draft, asked.question.consent.fields);
    if (asked.question.consent.fields.some(field => choices[field] === undefined))
      return response.redirect(303, asked.address);
    const { mening } = request.body as Readonly<Record<string, unknown>>;
    const opinion = OPINIONS.find(each => each === mening);
    if (person.role === 'representative' && opinion === undefined)
      return await sendCheck(request, response, context, asked, { isOpinionMissing: true });
    const outcome = await record(request, response, context, asked, choices, opinion);
    if (outcome.kind === 'not-open') throw new PageProblem('vraag-vervallen');
    if (outcome.kind === 'refused') {
      const refused = outcome.refusals.map(code => REFUSALS[code].sentence);
      return await sendCheck(request, response, context, asked, {
        refused,
        ...(opinion === undefined ? {} : { opinion }),
      });
    }
    await keepDraft(response, context, asked.address, undefined);
    response.redirect(303, receipt);
  };

async function record(
  request: Request,
  response: Response,
  context: PortalContext,
  { question: { consent, sender, recipient }, person, draft }: Asked,
  choices: Choices,
  opinion: Opinion | undefined,
) {
  const { register, people } = context;
  const { translation } = speak(languageOf(request, people), 'question');
  const text = await askedText(register.database, translation.language, versionFor(consent));
  const representation = person.role === 'representative' ? person.representation : undefined;
  return await answerQuestion(
    {
      resident: consent.resident,
      question: consent.id,
      yes: consent.fields.filter(field => choices[field] === 'ja'),
      no: consent.fields.filter(field => choices[field] === 'nee'),
      decided: {
        sender,
        recipients: [recipient],
        form: {
          text: { version: text.version, language: text.language, sha256: text.sha256 },
          channel: representation === undefined ? 'portal' : 'by-representative',
          evidence: 'own-login',
          circumstance: consent.circumstance,
          decidedAtMs: register.clock().getTime(),
          validUntilMs: undefined,
        },
        capacity: representation === undefined ? 'able' : 'not-able',
        representation,
        opinion,
        helper: undefined,
        teachBack: draft['terugvraag'] === undefined ? undefined : draft['terugvraag'] === 'goed',
      },
    },
    { actor: actorOf(person), trace: traceIn(response) },
    register,
  );
}

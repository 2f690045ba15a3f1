import type { Request, RequestHandler, Response } from 'express';
import { REFUSALS } from '../../../consent/refusal.ts';
import type { Opinion } from '../../../consent/competence.ts';
import type { FieldId } from '../../../policies/vocabulary.ts';
import { checkPage, explainPage } from '../../../portal/resident/explain-and-check.tsx';
import { questionPage, type Choices } from '../../../portal/resident/question.tsx';
import { speak } from '../../../portal/texts/texts.ts';
import { answerQuestion, answersTo } from '../../consent/answer-question.ts';
import { actorOf } from '../../identity/people/person.ts';
import { remember, type Draft } from '../../identity/people/person-session.ts';
import { readParties } from '../../resident/parties.ts';
import { whatIsSeen, type Looking, type Seen } from '../../resident/reach.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { askedText, findQuestion, previewQuestion, type OpenQuestion } from '../../resident/read-question.ts';
import { traceIn } from '../caller.ts';
import { formTokenOf, languageOf, ownSession, personIn } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An id from an address; somebody else's, or none at all, is a page that is not there. */
export function idIn(request: Request): string {
  const id = String(request.params['id']);
  if (!UUID.test(id)) throw new PageProblem('niet-gevonden');
  return id;
}

/** Who looks: the guard let in only people who look at one resident. */
export const lookingIn = (response: Response): Looking => personIn(response) as Looking;

interface Asked {
  readonly question: OpenQuestion;
  readonly seen: Seen;
  readonly person: Looking;
  readonly draft: Draft;
  /** Where drafts of this question are kept. */
  readonly address: string;
}

async function askedIn(request: Request, response: Response, { register }: PortalContext): Promise<Asked> {
  const id = idIn(request);
  const person = lookingIn(response);
  const seen = await whatIsSeen(register.database, person);
  const question = await findQuestion(seen.resident, id, register);
  if (question === undefined) throw new PageProblem('vraag-vervallen');
  const address = `/vraag/${id}`;
  return { question, seen, person, address, draft: ownSession(response).memory.drafts?.[address] ?? {} };
}

const reachesAll = ({ seen, question: { consent } }: Asked): boolean =>
  seen.reaching(consent.fields).length === consent.fields.length;

const choicesIn = (draft: Draft, fields: readonly FieldId[]): Choices =>
  Object.fromEntries(
    fields.map(field => {
      const said = draft[`keuze-${field}`];
      return [field, said === 'ja' || said === 'nee' ? said : undefined];
    }),
  );

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
      text: await askedText(register.database, translation.language),
      until: question.until,
      laws: question.laws,
      values: preview.kind === 'shown' ? preview.values : undefined,
      choices: choicesIn(draft, question.consent.fields),
      missing,
      mayAnswer: person.role === 'helper' ? 'helper' : reachesAll(asked) ? 'yes' : 'out-of-reach',
    }),
  );
}

const keepDraft = async (
  response: Response,
  { people }: PortalContext,
  address: string,
  draft: Draft | undefined,
): Promise<void> => {
  const session = ownSession(response);
  const { [address]: _before, ...drafts } = session.memory.drafts ?? {};
  await remember(
    session,
    { ...session.memory, drafts: draft === undefined ? drafts : { ...drafts, [address]: draft } },
    people,
  );
};

/** `POST /vraag/:id`: what was chosen is kept for this browser alone; nothing is decided yet. */
const chooseOnQuestion =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const asked = await askedIn(request, response, context);
    if (!reachesAll(asked)) throw new PageProblem('niet-voor-u');
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

/** `GET /vraag/:id/uitleg` */
const showExplain =
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
const answerExplain =
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

const OPINIONS: readonly Opinion[] = ['agrees', 'opposes', 'could-not-say'];

interface Shown {
  readonly opinion?: string;
  readonly isOpinionMissing?: boolean;
  readonly refused?: readonly string[];
}

/** `GET /vraag/:id/klopt` */
const showCheck =
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
const decideQuestion =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { register } = context;
    const id = idIn(request);
    const person = lookingIn(response);
    const receipt = `/bewijs/${id}`;
    if ((await answersTo(register.database, person.resident, id)).length > 0)
      return response.redirect(303, receipt);
    const asked = await askedIn(request, response, context);
    if (!reachesAll(asked)) throw new PageProblem('niet-voor-u');
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
  const text = await askedText(register.database, translation.language);
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

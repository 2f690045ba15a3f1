import type { RequestHandler, Response } from 'express';
import type { DisclosureContext } from '../disclosure/context.ts';
import { evaluate, recordNotEvaluated, type Evaluation } from '../disclosure/evaluate.ts';
import type { DisclosureRequest } from '../disclosure/request.ts';
import { disclosureAsked, type NotOurs } from './authzen-request.ts';
import {
  areAccessQuestions,
  isAccessQuestion,
  type AccessQuestion,
  type AccessQuestions,
} from './authzen-words.ts';
import { callerIn, type Caller } from './caller.ts';
import { faultsFrom } from './openapi-document.ts';
import { Problem } from './problems.ts';

/** One decision, in the shape of the standard. A no is an answer, with the reason in words that people here use. */
interface AccessDecision {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** `POST /access/v1/evaluation`: one decision. */
export const evaluationRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    echoRequestId(request.get('x-request-id'), response);
    if (!isAccessQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAccessQuestion.errors));
    response.json(await decisionOn(body, callerIn(response), context));
  };

/** `POST /access/v1/evaluations`: several decisions; without a list it is the same as one. */
export const evaluationsRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    echoRequestId(request.get('x-request-id'), response);
    if (!areAccessQuestions(body))
      throw new Problem('ongeldig-verzoek', faultsFrom(areAccessQuestions.errors));
    if (body.evaluations === undefined || body.evaluations.length === 0)
      return void response.json(await wholeDecision(body, response, context));
    response.json({ evaluations: await decisionsOn(body, callerIn(response), context) });
  };

async function wholeDecision(
  body: AccessQuestions,
  response: Response,
  context: DisclosureContext,
): Promise<AccessDecision> {
  if (!isAccessQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAccessQuestion.errors));
  return await decisionOn(body, callerIn(response), context);
}

/** In order, for the list may end at the first yes or the first no. Each decision has a span of its own. */
async function decisionsOn(
  { evaluations = [], options, ...whole }: AccessQuestions,
  caller: Caller,
  context: DisclosureContext,
): Promise<readonly AccessDecision[]> {
  const last = LAST[options?.evaluations_semantic ?? 'execute_all'];
  const decisions: AccessDecision[] = [];
  for (const part of evaluations) {
    const question: Partial<AccessQuestion> = { ...whole, ...part };
    const span = { partner: caller.partner, trace: below(caller, context) };
    const decision = isAccessQuestion(question) ? await decisionOn(question, span, context) : INCOMPLETE;
    decisions.push(decision);
    if (decision.decision === last) break;
  }
  return decisions;
}

const LAST = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true } as const;

const INCOMPLETE: AccessDecision = {
  decision: false,
  context: { error: { status: 400, message: 'subject, action of resource ontbreekt' } },
};

function below({ trace }: Caller, { randomBytes }: DisclosureContext): Caller['trace'] {
  const spanId = randomBytes(8).toString('hex');
  return {
    ...trace,
    spanId,
    parentSpanId: trace.spanId,
    traceparent: `00-${trace.traceId}-${spanId}-${trace.traceparent.slice(-2)}`,
  };
}

async function decisionOn(
  question: AccessQuestion,
  { partner, trace }: Pick<Caller, 'partner' | 'trace'>,
  context: DisclosureContext,
): Promise<AccessDecision> {
  const { handreiking } = context.policies.latest();
  const asked = await disclosureAsked(question, partner, trace, context.database, handreiking);
  if (typeof asked === 'string') {
    const { index } = await recordNotEvaluated(partner.id, asked, trace, context);
    return denied(asked, { logboek: index });
  }
  const isGiven = question.action.name === 'verstrekken';
  return decisionFrom(
    await evaluate(asked, isGiven ? 'disclosed-elsewhere' : 'decision-only', context),
    asked,
  );
}

/** What depends on the person has one answer, as everywhere: the true reason is in the ledger. */
function decisionFrom(
  { decisions, policy, receipt }: Evaluation,
  { fields: [field] }: DisclosureRequest,
): AccessDecision {
  const decided = field === undefined ? undefined : decisions.get(field);
  const proof = { logboek: receipt.index, handreiking: policy.version };
  if (decided?.outcome === 'never') return denied('nooit', proof);
  if (decided?.outcome === 'no-rule') return denied('geen_regel', proof);
  if (decided?.outcome !== 'release') return denied('niet_beschikbaar', proof);
  const { rule, obligations } = decided;
  return {
    decision: true,
    context: {
      regel: rule.id,
      wet: rule.law,
      reason_user: { nl: rule.sentence },
      verplichtingen: obligations.map(({ id, text }) => ({ verplichting: id, tekst: text })),
      ...proof,
    },
  };
}

type Reason = NotOurs | 'nooit' | 'geen_regel' | 'niet_beschikbaar';

const REASONS: Readonly<Record<Reason, string>> = {
  niet_begrepen:
    'Wij beslissen of u (wie de gegevens heeft) een veld aan een partner mag melden. Kijk op /docs/authzen hoe u dat vraagt.',
  doel_niet_van_u: 'Dit doel is niet voor u geregistreerd.',
  nooit: 'Dit veld gaat via de poort nooit naar deze ontvanger, wat er ook is getekend.',
  geen_regel: 'Geen regel laat dit veld voor dit doel van u naar deze ontvanger gaan.',
  niet_beschikbaar: 'Dit kan nu niet. De poort zegt niet waarom: dat kan iets over de bewoner verraden.',
};

const denied = (reden: Reason, proof: Readonly<Record<string, unknown>>): AccessDecision => ({
  decision: false,
  context: { reden, reason_user: { nl: REASONS[reden] }, ...proof },
});

function echoRequestId(id: string | undefined, response: Response): void {
  if (id !== undefined && /^[\w.:-]{1,128}$/.test(id)) response.setHeader('X-Request-ID', id);
}

/** `GET /.well-known/authzen-configuration`: where to ask. */
export const configurationRoute =
  (url: string): RequestHandler =>
  (_request, response) => {
    response.json({
      policy_decision_point: url,
      access_evaluation_endpoint: `${url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${url}/access/v1/evaluations`,
    });
  };

/** The calls of the standard below `/access/v1`. */
export const accessRoutes = (context: DisclosureContext): Readonly<Record<string, RequestHandler>> => ({
  '/evaluation': evaluationRoute(context),
  '/evaluations': evaluationsRoute(context),
});

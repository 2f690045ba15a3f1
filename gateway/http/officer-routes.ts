import type { RequestHandler } from 'express';
import { judgeMinority } from '../consent/minority.ts';
import { judgeOpposed, type JudgementFault } from '../consent/judge-opposed.ts';
import { decideObjection } from '../consent/objections.ts';
import { readWords } from '../consent/resident-words.ts';
import { settleItem } from '../consent/settle-item.ts';
import { viewNotices } from '../consent/view-notices.ts';
import { viewUses } from '../consent/view-uses.ts';
import { viewWorklist, type WorkItem } from '../consent/officer-worklist.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { explains } from '../../consent/objection.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { answerRecorded } from './recorded.ts';
import { announceLiftRoute, liftRoute } from './restriction-routes.ts';
import { actingFor } from './register-words.ts';

const isSettlement = validatorFor('Afhandeling');
const isWordsQuestion = validatorFor('Leesvraag');
const isView = validatorFor('Werklijstvraag');
const isObjectionDecision = validatorFor('Bezwaarbeslissing');
const isJudgement = validatorFor('Beoordeling');
const isUsesQuestion = validatorFor('Gebruiksvraag');
const isMinorityDecision = validatorFor('Minderjarigebeslissing');
const isNoticesQuestion = validatorFor('Berichtenstandvraag');

/** What only the privacy officer does; nobody stands in a URL. */
export const officerRoutes = (context: RegisterContext): Readonly<Record<string, RequestHandler>> => ({
  '/werklijst': worklistRoute(context),
  '/werklijst/_afhandelen': settleRoute(context),
  '/werklijst/_lezen': readWordsRoute(context),
  '/bezwaren/_beslissen': decideObjectionRoute(context),
  '/beperkingen/_aankondigen': announceLiftRoute(context),
  '/beperkingen/_opheffen': liftRoute(context),
  '/toestemmingen/_beoordelen': judgeOpposedRoute(context),
  '/toestemmingen/_gebruik': usesRoute(context),
  '/minderjarigen/_beslissen': judgeMinorityRoute(context),
  '/berichten/_stand': noticesRoute(context),
});

const KINDS = {
  objection: 'bezwaar',
  'resident-opposes': 'bewoner-verzet-zich',
  'notice-unconfirmed': 'bericht-onbevestigd',
  minor: 'minderjarige',
  'identity-doubt': 'twijfel-wie-dit-is',
  'resident-wrote': 'bewoner-schreef',
  restriction: 'beperking',
} as const;
const REQUESTS = { stop: 'stop', correct: 'corrigeer', restrict: 'beperk', erase: 'wis' } as const;
const AGES = { 'under-12': 'onder-12', 'from-12': '12-tot-16', 'from-16': 'vanaf-16' } as const;

/** `POST /v1/werklijst` */
const worklistRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isView(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isView.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const items = await viewWorklist(acting, context);
    const now = context.clock();
    const answer: Schemas['Werklijst'] = { posten: items.map(item => itemInDutch(item, now)) };
    response.json(answer);
  };

const itemInDutch = (item: WorkItem, now: Date): Schemas['Werklijst']['posten'][number] => ({
  soort: KINDS[item.kind],
  over: item.about,
  sinds: item.raisedAt.toISOString(),
  teLaat: item.dueAt !== undefined && item.dueAt < now,
  velden: [...item.fields],
  ...(item.dueAt === undefined ? {} : { uiterlijk: item.dueAt.toISOString() }),
  ...(item.by === undefined ? {} : { doorgegevenDoor: item.by }),
  ...(item.purpose === undefined ? {} : { doel: item.purpose }),
  ...(item.sender === undefined ? {} : { van: item.sender }),
  ...(item.recipient === undefined ? {} : { naar: item.recipient }),
  ...(item.request === undefined ? {} : { verzoek: REQUESTS[item.request as keyof typeof REQUESTS] }),
  ...(item.age === undefined ? {} : { leeftijd: AGES[item.age as keyof typeof AGES] }),
});

/** `POST /v1/werklijst/_lezen`: what a resident wrote in their own words. */
const readWordsRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isWordsQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isWordsQuestion.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const words = open(await readWords(body.over, acting, context), '/over', 'hierbij schreef niemand iets');
    const answer: Schemas['Gelezen'] = {
      teksten: words.map(({ text, writtenAt }) => ({ tekst: text, op: writtenAt.toISOString() })),
    };
    response.json(answer);
  };

const NO_REASONS = {
  waar: '/redenen',
  wat: 'Leg de bewoner uit waarom, in gewone taal. Een paar woorden is te weinig.',
};

/** `POST /v1/werklijst/_afhandelen`: it was settled by talking to somebody. */
const settleRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isSettlement(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isSettlement.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const result = await settleItem(body.over, body.redenen, acting, context);
    if (result === 'no-reasons') throw new Problem('besluit-kan-zo-niet', [NO_REASONS]);
    answerRecorded(response, body.over, open(result, '/over', 'dit wacht niet (meer) op u'), context);
  };

/** `POST /v1/bezwaren/_beslissen` (AVG 21, 12(3)) */
const decideObjectionRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isObjectionDecision(body))
      throw new Problem('ongeldig-verzoek', faultsFrom(isObjectionDecision.errors));
    if (!explains(body.redenen)) throw new Problem('besluit-kan-zo-niet', [NO_REASONS]);
    const outcome = body.uitkomst === 'gegrond' ? 'upheld' : 'dismissed';
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const decision = { objection: body.bezwaar, outcome, reasons: body.redenen } as const;
    const receipt = await decideObjection(decision, acting, context);
    answerRecorded(
      response,
      body.bezwaar,
      open(receipt, '/bezwaar', 'dit bezwaar loopt niet (meer)'),
      context,
    );
  };

const JUDGEMENT_FAULTS: Readonly<Record<JudgementFault, { readonly waar: string; readonly wat: string }>> = {
  'no-reasons': NO_REASONS,
  'not-open': { waar: '/toestemming', wat: 'Dit besluit wacht niet (meer) op u.' },
  'not-now': {
    waar: '/toestemming',
    wat: 'De vertegenwoordiging of de toestemming is intussen voorbij. Laat het opnieuw vragen.',
  },
};

/** `POST /v1/toestemmingen/_beoordelen`: a representative decided, and the resident opposes (UAVG 5). */
const judgeOpposedRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isJudgement(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isJudgement.errors));
    const outcome = body.uitkomst === 'vrijgeven' ? 'release' : 'refuse';
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const judgement = { consent: body.toestemming, outcome, reasons: body.redenen } as const;
    const result = await judgeOpposed(judgement, acting, context);
    if ('fault' in result) throw new Problem('besluit-kan-zo-niet', [JUDGEMENT_FAULTS[result.fault]]);
    answerRecorded(response, body.toestemming, result.receipt, context);
  };

/** `POST /v1/toestemmingen/_gebruik`: how often an advance choice was used. */
const usesRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isUsesQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isUsesQuestion.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const uses = open(
      await viewUses(body.toestemming, acting, context),
      '/toestemming',
      'dit is geen afspraak die vooraf is gemaakt',
    );
    const answer: Schemas['Gebruik'] = { keren: uses.count, sinds: uses.since.toISOString() };
    response.json(answer);
  };

const OUTCOMES = { openzetten: 'enable', sluiten: 'close', 'vanaf-16': 'end' } as const;

/** `POST /v1/minderjarigen/_beslissen` (handreiking 8.5) */
const judgeMinorityRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isMinorityDecision(body))
      throw new Problem('ongeldig-verzoek', faultsFrom(isMinorityDecision.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const { minderjarige: minority, uitkomst, redenen: reasons } = body;
    const result = await judgeMinority({ minority, outcome: OUTCOMES[uitkomst], reasons }, acting, context);
    if (result === 'no-reasons') throw new Problem('besluit-kan-zo-niet', [NO_REASONS]);
    answerRecorded(response, minority, open(result, '/minderjarige', 'deze kennen wij niet'), context);
  };

const STATES = {
  queued: 'wacht',
  sent: 'verstuurd',
  received: 'ontvangen',
  done: 'gedaan',
  refused: 'geweigerd',
  unconfirmed: 'niet-bevestigd',
} as const;

/** `POST /v1/berichten/_stand`: what became of every message that one decision caused. */
const noticesRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isNoticesQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isNoticesQuestion.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const notices = await viewNotices(body.oorzaak, acting, context);
    const answer: Schemas['Berichtenstand'] = {
      berichten: notices.map(notice => ({
        bericht: notice.id,
        naar: notice.recipient,
        verzoek: REQUESTS[notice.request],
        stand: STATES[notice.state],
        pogingen: notice.attempts,
        ...(notice.answeredWith === undefined ? {} : { antwoord: notice.answeredWith }),
      })),
    };
    response.json(answer);
  };

/** What there is; otherwise a fault in the request, with where it is. */
function open<Found extends object>(found: Found | undefined, waar: string, wat: string): Found {
  if (found === undefined) throw new Problem('ongeldig-verzoek', [{ waar, wat }]);
  return found;
}

import type { Request, RequestHandler, Response } from 'express';
import { isYes } from '../../../consent/states.ts';
import { overviewPage } from '../../../portal/resident/overview.tsx';
import {
  accessibilityPage,
  advancePage,
  minePage,
  privacyPage,
} from '../../../portal/resident/plain-pages.tsx';
import { residentReceiptPage, type DecidedPart } from '../../../portal/resident/receipt.tsx';
import { stopPage } from '../../../portal/resident/stop.tsx';
import { toldPage } from '../../../portal/resident/told.tsx';
import { answersTo } from '../../consent/answer-question.ts';
import { consentsOf, type StoredConsent } from '../../consent/consent-store.ts';
import { exportConsents } from '../../consent/export-consents.ts';
import { tellAfterWithdrawal } from '../../consent/tell-recipients.ts';
import { usesOf } from '../../consent/view-uses.ts';
import { withdraw } from '../../consent/withdraw.ts';
import { actorOf } from '../../identity/people/person.ts';
import { nameOfParty, readParties, type Parties } from '../../resident/parties.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { readOverview, shownExchange } from '../../resident/read-overview.ts';
import { askedText } from '../../resident/read-question.ts';
import { decidedKind } from '../../resident/decided-kind.ts';
import { readWhoGotWhat } from '../../resident/who-got-what.ts';
import { traceIn } from '../caller.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';
import { idIn, lookingIn } from './question-routes.ts';

type PageHandler = (context: PortalContext) => RequestHandler;

/** `GET /overzicht` */
const showOverview: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const seen = await whatIsSeen(context.register.database, person);
  const overview = await readOverview(seen, context.register);
  response.send(
    overviewPage({ viewer: viewerOf(request, response, context), role: person.role, ...overview }),
  );
};

/** `GET /wie-kreeg-wat` */
const showTold: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const parties = await readParties(register.database);
  const { van } = request.query;
  const chosen = typeof van === 'string' && parties.has(van) ? van : undefined;
  const found = await readWhoGotWhat(register.database, register.subjectTag(resident), chosen);
  const all =
    chosen === undefined ? found : await readWhoGotWhat(register.database, register.subjectTag(resident));
  const sentences = new Map(
    register.policies.latest().handreiking.rules.map(({ id, sentence }) => [id, sentence]),
  );
  response.send(
    toldPage({
      viewer: viewerOf(request, response, context),
      told: found.told.flatMap(each => {
        const fields = reaching(each.fields.map(({ field }) => field));
        const because = each.fields.flatMap(({ rule = '' }) => sentences.get(rule) ?? []);
        const names = {
          sender: nameOfParty(parties, each.sender),
          recipient: nameOfParty(parties, each.recipient),
        };
        return fields.length === 0 ? [] : [{ ...each, ...names, fields, because: [...new Set(because)] }];
      }),
      refusals: found.refusals,
      isMore: found.isMore,
      recipients: [...new Set(all.told.map(({ recipient }) => recipient))].map(id => ({
        id,
        name: nameOfParty(parties, id),
      })),
      chosen,
      mayAsk: lookingIn(response).role !== 'helper',
    }),
  );
};

async function ownConsent(
  request: Request,
  response: Response,
  { register }: PortalContext,
): Promise<StoredConsent> {
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const [consent] = await consentsOf(register.database, resident, { id: idIn(request) });
  if (consent === undefined || reaching(consent.fields).length === 0) throw new PageProblem('niet-gevonden');
  return consent;
}

/** `GET /stop/:id` */
const showStop: PageHandler = context => async (request, response) => {
  const { register } = context;
  const consent = await ownConsent(request, response, context);
  if (!isYes(consent.state)) return response.redirect(303, `/bewijs/${consent.id}`);
  const uses = await usesOf(register.database, consent, register.subjectTag);
  response.send(
    stopPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      exchange: shownExchange(consent, await readParties(register.database)),
      wasTold: uses.count > 0,
    }),
  );
};

/** `POST /stop/:id`: from the next request on it is closed. A second time there is nothing left to stop, and it leads to the same proof. */
const stop: PageHandler = context => async (request, response) => {
  const { register } = context;
  const person = lookingIn(response);
  const { id, resident } = await ownConsent(request, response, context);
  await withdraw(
    {
      resident,
      which: { id },
      channel: person.role === 'representative' ? 'by-representative' : 'portal',
      by: person.role === 'representative' ? 'representative' : 'resident',
    },
    { actor: actorOf(person), trace: traceIn(response) },
    register,
    tellAfterWithdrawal(register),
  );
  response.redirect(303, `/bewijs/${id}`);
};

/** `GET /bewijs/:id`: of a question everything that was decided on it, of a decision that one alone. */
const showReceipt: PageHandler = context => async (request, response) => {
  const { register } = context;
  const asked = await ownConsent(request, response, context);
  const answers = await answersTo(register.database, asked.resident, asked.id);
  const parties = await readParties(register.database);
  const parts: DecidedPart[] = [];
  for (const consent of answers.length > 0 ? answers : [asked]) {
    const part = decidedPart(consent, parties, register.clock());
    if (part !== undefined) parts.push(part);
  }
  const [first, ...others] = parts;
  if (first === undefined) throw new PageProblem('vraag-vervallen');
  const shown = answers[0] ?? asked;
  response.send(
    residentReceiptPage({
      viewer: viewerOf(request, response, context),
      number: asked.id,
      parts: [first, ...others],
      text:
        shown.text.sha256 === null
          ? undefined
          : await askedText(register.database, shown.text.language, shown.text.version),
      asked: shownExchange(asked, parties),
      mayStop: lookingIn(response).role !== 'helper',
    }),
  );
};

function decidedPart(consent: StoredConsent, parties: Parties, now: Date): DecidedPart | undefined {
  const kind = decidedKind(consent, now);
  if (kind === undefined) return undefined;
  return {
    id: consent.id,
    kind,
    exchange: shownExchange(consent, parties),
    at: consent.at,
    until: consent.validUntil,
  };
}

/** `GET /download` */
const showMine: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const parties = await readParties(register.database);
  const { told } = await readWhoGotWhat(register.database, register.subjectTag(resident));
  const consents = await consentsOf(register.database, resident);
  response.send(
    minePage({
      viewer: viewerOf(request, response, context),
      decided: consents.toReversed().flatMap(consent => {
        const kind = decidedKind(consent, register.clock());
        const fields = reaching(consent.fields);
        if (kind === undefined || fields.length === 0) return [];
        return [{ ...shownExchange(consent, parties), fields, kind, at: consent.at }];
      }),
      told: told.length,
    }),
  );
};

/** `GET /download/gegevens.json`: AVG 15 and 20. Names of fields, never what was in them: that is at the sources. */
const downloadMine: PageHandler = context => async (_request, response) => {
  const { register } = context;
  const { resident } = lookingIn(response);
  const { handreiking } = register.policies.latest();
  const found = await readWhoGotWhat(register.database, register.subjectTag(resident));
  response.setHeader('Content-Disposition', 'attachment; filename="mijn-gegevens.json"');
  response.type('application/json').send(
    JSON.stringify(
      {
        gemaakt: register.clock().toISOString(),
        besluiten: await exportConsents(register.database, resident, 'ik', handreiking),
        verteld: found.told.map(({ index, at, purpose, sender, recipient, fields }) => ({
          logboekregel: index,
          op: at.toISOString(),
          doel: purpose,
          van: sender,
          naar: recipient,
          velden: fields.map(({ field, rule }) => ({ veld: field, regel: rule ?? null })),
          bewijs: `/logboek/bewijs/inclusie?index=${index}`,
        })),
        geweigerd: found.refusals,
      },
      undefined,
      2,
    ),
  );
};

/** `GET /als-het-slecht-gaat` */
const showAdvance: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const { yes } = await readOverview(await whatIsSeen(context.register.database, person), context.register);
  response.send(
    advancePage({
      viewer: viewerOf(request, response, context),
      choices: yes.filter(({ sleeps }) => sleeps),
      mayStop: person.role !== 'helper',
    }),
  );
};

/** The pages on which a resident sees what there is, and stops it. */
export const residentRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/overzicht', method: 'get', guard: ['inzien', 'eigen-gegevens'], handler: showOverview(context) },
  { path: '/wie-kreeg-wat', method: 'get', guard: ['inzien', 'eigen-gegevens'], handler: showTold(context) },
  { path: '/stop/:id', method: 'get', guard: ['stoppen', 'toestemming'], handler: showStop(context) },
  { path: '/stop/:id', method: 'post', guard: ['stoppen', 'toestemming'], handler: stop(context) },
  { path: '/bewijs/:id', method: 'get', guard: ['inzien', 'toestemming'], handler: showReceipt(context) },
  { path: '/download', method: 'get', guard: ['meenemen', 'eigen-gegevens'], handler: showMine(context) },
  {
    path: '/download/gegevens.json',
    method: 'get',
    guard: ['meenemen', 'eigen-gegevens'],
    handler: downloadMine(context),
  },
  {
    path: '/als-het-slecht-gaat',
    method: 'get',
    guard: ['inzien', 'vooraf-keuze'],
    handler: showAdvance(context),
  },
  {
    path: '/privacy',
    method: 'get',
    guard: 'iedereen',
    handler: (request, response) => void response.send(privacyPage(viewerOf(request, response, context))),
  },
  {
    path: '/toegankelijkheid',
    method: 'get',
    guard: 'iedereen',
    handler: (request, response) =>
      void response.send(accessibilityPage(viewerOf(request, response, context))),
  },
];

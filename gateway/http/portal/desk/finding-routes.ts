import type { Request, Response } from 'express';
import { emergenciesPage } from '../../../../portal/desk/emergencies-page.tsx';
import { findingPage } from '../../../../portal/desk/finding-page.tsx';
import { dayOf } from '../../../../portal/desk/form-parts.tsx';
import { nextWorkingDay } from '../../../officer/working-day.ts';
import { emergencies, findFinding, judgeFinding, openFinding } from '../../../oversight/findings.ts';
import { isReason, VERDICTS } from '../../../oversight/judge-finding.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, idIn, officerOf, typedIn, type FormFault, type Typed } from './officer-page.ts';
import { residentAlias, shownFinding, stateOf } from './shown-finding.ts';

function idOf(request: Request): string {
  const id = idIn(request);
  if (id === undefined) throw new PageProblem('niet-gevonden');
  return id;
}

/** `GET /werk/zaak/:id` */
const showFinding: PageHandler = context => async (request, response) => {
  const officer = officerOf(context);
  if ((await openFinding(idOf(request), actingIn(response), officer)) === undefined)
    throw new PageProblem('niet-gevonden');
  await sendFinding(request, response, context, {}, []);
};

async function sendFinding(
  request: Request,
  response: Response,
  context: PortalContext,
  typed: Typed,
  faults: readonly FormFault[],
  status = faults.length === 0 ? 200 : 422,
): Promise<void> {
  const { database, clock } = officerOf(context);
  const finding = await findFinding(database, idOf(request));
  if (finding === undefined) throw new PageProblem('niet-gevonden');
  response.status(status).send(
    findingPage({
      viewer: viewerOf(request, response, context),
      finding: shownFinding(finding, await readParties(database), clock()),
      typed,
      faults,
    }),
  );
}

const FIRST =
  'Een collega was net eerder. Kijk wat er nu staat, en leg uw oordeel opnieuw vast als dat nog nodig is.';
const SAME = 'U vond dit al in orde. Een andere privacy officer moet er ook naar kijken.';

function faultsIn(typed: Typed): readonly FormFault[] {
  const { oordeel, terecht, reden = '' } = typed;
  return [
    ...(VERDICTS.some(each => each === oordeel) ? [] : [{ field: 'oordeel', text: 'Kies een oordeel.' }]),
    ...(oordeel === 'in-orde' && terecht !== 'ja' && terecht !== 'nee'
      ? [{ field: 'terecht', text: 'Zeg of het signaal terecht om aandacht vroeg.' }]
      : []),
    ...(isReason(reden)
      ? []
      : [{ field: 'reden', text: 'Zeg waarom u dat vindt. Een paar woorden is te weinig.' }]),
  ];
}

/** `POST /werk/zaak/:id`: two officers at once: one is first, and the other sees what was said. */
const judgeOne: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const faults = faultsIn(typed);
  if (faults.length > 0) return await sendFinding(request, response, context, typed, faults);
  const outcome = await judgeFinding(
    {
      finding: idOf(request),
      verdict: VERDICTS.find(each => each === typed['oordeel']) ?? 'onderzoek',
      reason: typed['reden'] ?? '',
      justified: typed['terecht'] === undefined ? undefined : typed['terecht'] === 'ja',
      seen: Number(typed['stand']),
    },
    actingIn(response),
    officerOf(context),
  );
  if (outcome === undefined) throw new PageProblem('niet-gevonden');
  if (outcome.kind === 'somebody-was-first')
    return await sendFinding(request, response, context, typed, [{ text: FIRST }], 409);
  if (outcome.kind === 'same-officer')
    return await sendFinding(request, response, context, typed, [{ text: SAME }]);
  response.redirect(303, '/werk');
};

/** `GET /werk/nood` */
const showEmergencies: PageHandler = context => async (request, response) => {
  const { database, clock } = officerOf(context);
  const [found, parties] = [await emergencies(database), await readParties(database)];
  response.send(
    emergenciesPage({
      viewer: viewerOf(request, response, context),
      emergencies: found.map(each => ({
        ...stateOf(each, clock()),
        id: each.id,
        day: dayOf(each.happenedAt),
        partner: nameOfParty(parties, each.partner),
        resident: residentAlias(each.subject) ?? 'onbekend',
        reviewBy: dayOf(nextWorkingDay(each.happenedAt)),
      })),
    }),
  );
};

/** P9, and what is done with everything that was found. */
export const findingRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/werk/zaak/:id', method: 'get', guard: ['inzien', 'wachtrij'], handler: showFinding(context) },
  { path: '/werk/zaak/:id', method: 'post', guard: ['behandelen', 'wachtrij'], handler: judgeOne(context) },
  { path: '/werk/nood', method: 'get', guard: ['inzien', 'wachtrij'], handler: showEmergencies(context) },
];

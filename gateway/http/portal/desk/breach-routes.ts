import type { Request } from 'express';
import type { Handreiking } from '../../../../policies/handreiking.ts';
import { reportBy } from '../../../../portal/desk/breach-facts.ts';
import {
  breachLetter,
  breachNotification,
  type BreachStory,
} from '../../../../portal/desk/breach-letters.ts';
import { BREACH, breachListPage, type ShownBreach } from '../../../../portal/desk/breach-list-page.tsx';
import { moment } from '../../../../portal/desk/form-parts.tsx';
import { asPlainText } from '../../../../portal/desk/letter.ts';
import { thumbprintIn } from '../../../identity/thumbprint.ts';
import {
  BREACH_STEPS,
  examineBreach,
  findBreach,
  listBreaches,
  recordBreach,
  takeStep,
  type Breach,
  type BreachStep,
} from '../../../officer/breaches.ts';
import type { BreachQuestion } from '../../../officer/breach-facts.ts';
import { BEFORE_THE_LOG, endsTooLate } from '../../../officer/breach-period.ts';
import type { OfficerContext } from '../../../officer/officer-context.ts';
import { readParties, type Parties } from '../../../resident/parties.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { asLocal, momentIn } from './local-moment.ts';
import {
  actingIn,
  idIn,
  officerOf,
  partnerOptions,
  typedIn,
  type FormFault,
  type SendForm,
  type Typed,
} from './officer-page.ts';
import { aboutOf, hoursLeft, sendBreach, storyOf } from './show-breach.ts';

const handreikingOf = ({ policies }: OfficerContext): Handreiking => policies.latest().handreiking;

const DAY_MS = 86_400_000;

/** `GET /werk/datalek` */
const showList: PageHandler = context => async (request, response) => {
  const now = context.register.clock();
  const typed = { van: asLocal(new Date(now.getTime() - DAY_MS)), tot: asLocal(now), ontdekt: asLocal(now) };
  await sendList(request, response, context, typed, []);
};

const sendList: SendForm = async (request, response, context, typed, faults) => {
  const officer = officerOf(context);
  const [breaches, parties] = [await listBreaches(officer.database), await readParties(officer.database)];
  response.status(faults.length === 0 ? 200 : 422).send(
    breachListPage({
      viewer: viewerOf(request, response, context),
      breaches: breaches.map(each => shownBreach(each, parties, handreikingOf(officer), officer.clock())),
      partners: await partnerOptions(officer),
      fields: [...handreikingOf(officer).fields.values()].map(({ id, name }) => ({ value: id, label: name })),
      typed,
      faults,
    }),
  );
};

function shownBreach(breach: Breach, parties: Parties, handreiking: Handreiking, now: Date): ShownBreach {
  const has = (...steps: readonly BreachStep[]): boolean =>
    breach.steps.some(({ step }) => steps.includes(step));
  const isLate = reportBy(breach.discoveredAt) < now;
  const [state, tone] = has('gesloten')
    ? (['Gesloten', 'goed'] as const)
    : has('gemeld-ap', 'niet-gemeld-ap')
      ? (['Beoordeeld', 'rustig'] as const)
      : isLate
        ? (['72 uur voorbij', 'ernstig'] as const)
        : ([`Nog ${String(hoursLeft(breach, now))} uur`, 'let-op'] as const);
  return {
    id: breach.id,
    discovered: moment(breach.discoveredAt),
    about: aboutOf(breach.question, parties, handreiking),
    entries: breach.facts.entries,
    residents: breach.facts.residents,
    state,
    tone,
  };
}

/** `POST /werk/datalek` */
const examine: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const officer = officerOf(context);
  const { from, until } = periodIn(typed, officer.clock());
  const discoveredAt = momentIn(typed['ontdekt']);
  const faults = faultsIn(typed, officer.clock());
  if (faults.length > 0 || from === undefined || until === undefined || discoveredAt === undefined)
    return await sendList(request, response, context, typed, faults);
  const question = questionIn(typed, from, until, context);
  const acting = actingIn(response);
  const examined = await examineBreach(question, acting, officer);
  const id = await recordBreach(question, discoveredAt, examined, acting, officer);
  response.redirect(303, `${BREACH}/${id}`);
};

/** Of one certificate no period has to be said: then it is about everything it was ever used for. */
function periodIn(
  { certificaat = '', van = '', tot = '' }: Typed,
  now: Date,
): { readonly from: Date | undefined; readonly until: Date | undefined } {
  const isAll = certificaat !== '' && van === '' && tot === '';
  return isAll ? { from: BEFORE_THE_LOG, until: now } : { from: momentIn(van), until: momentIn(tot) };
}

const certificateIn = ({ certificaat = '' }: Typed): Pick<BreachQuestion, 'certificate'> => {
  const certificate = thumbprintIn(certificaat);
  return certificate === undefined ? {} : { certificate };
};

const questionIn = (typed: Typed, from: Date, until: Date, { actorTag }: PortalContext): BreachQuestion => {
  const { partner = '', medewerker = '', veld = '' } = typed;
  return {
    ...certificateIn(typed),
    ...(partner === '' ? {} : { recipient: partner }),
    ...(medewerker === '' ? {} : { actor: actorTag(`${partner}: ${medewerker}`) }),
    ...(veld === '' ? {} : { field: veld }),
    from,
    until,
  };
};

const faultsIn = (typed: Typed, now: Date): readonly FormFault[] => {
  const { from, until } = periodIn(typed, now);
  return [
    ...faultsInSubject(typed),
    ...faultsInPeriod(from, until, now),
    ...faultsInDiscovery(momentIn(typed['ontdekt']), now),
  ];
};

const faultsInSubject = ({ partner, medewerker, veld, certificaat = '' }: Typed): readonly FormFault[] => [
  ...(certificaat === '' || thumbprintIn(certificaat) !== undefined
    ? []
    : [{ field: 'certificaat', text: 'Dit is geen vingerafdruk van een certificaat (SHA-256).' }]),
  ...(partner || veld || certificaat
    ? []
    : [{ field: 'partner', text: 'Kies een partner, een gegeven of een certificaat: anders is het alles.' }]),
  ...(medewerker && !partner
    ? [{ field: 'medewerker', text: 'Kies ook bij welke partner deze medewerker werkt.' }]
    : []),
];

const faultsInPeriod = (from: Date | undefined, until: Date | undefined, now: Date): readonly FormFault[] => [
  ...(from === undefined ? [{ field: 'van', text: 'Vul in vanaf wanneer.' }] : []),
  ...(until === undefined || (from !== undefined && until <= from)
    ? [{ field: 'tot', text: 'Vul in tot wanneer; later dan het begin.' }]
    : endsTooLate(until, now)
      ? [{ field: 'tot', text: 'Wat nog komt, is nog niet verstrekt: vul ten laatste morgen in.' }]
      : []),
];

const A_MINUTE_MS = 60_000;

const faultsInDiscovery = (discovered: Date | undefined, now: Date): readonly FormFault[] =>
  discovered === undefined || discovered.getTime() > now.getTime() + A_MINUTE_MS
    ? [{ field: 'ontdekt', text: 'Vul in wanneer het is ontdekt; niet later dan nu.' }]
    : [];

async function breachIn(request: Request, context: PortalContext): Promise<Breach> {
  const id = idIn(request);
  const found = id === undefined ? undefined : await findBreach(context.register.database, id);
  if (found === undefined) throw new PageProblem('niet-gevonden');
  return found;
}

/** `GET /werk/datalek/:id` */
const showBreach: PageHandler = context => async (request, response) => {
  await sendBreach(request, response, context, await breachIn(request, context), {}, []);
};

/** `POST /werk/datalek/:id` */
const act: PageHandler = context => async (request, response) => {
  const breach = await breachIn(request, context);
  const typed = typedIn(request);
  const step = BREACH_STEPS.find(each => each === typed['stap']);
  if (step === undefined) throw new PageProblem('niet-gevonden');
  const { reden = '', wat = '' } = typed;
  const taken = { step, subject: wat, ...(reden === '' ? {} : { reasons: reden }) };
  const outcome = await takeStep(breach.id, taken, actingIn(response), officerOf(context));
  if (outcome === 'no-reasons')
    return await sendBreach(request, response, context, breach, typed, [
      {
        field: 'reden',
        text: 'Leg uit waarom, in een paar zinnen: dit staat in het register van datalekken.',
      },
    ]);
  if (outcome === 'nothing-to-do')
    return await sendBreach(request, response, context, breach, typed, [
      { text: 'Dat was al gedaan, misschien door een collega.' },
    ]);
  response.redirect(303, `${BREACH}/${breach.id}`);
};

const download =
  (name: string, letterOf: (story: BreachStory) => ReturnType<typeof breachLetter>): PageHandler =>
  context =>
  async (request, response) => {
    const breach = await breachIn(request, context);
    const { telephone } = viewerOf(request, response, context);
    const story = await storyOf(breach, telephone, officerOf(context));
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.type('text/plain; charset=utf-8').send(asPlainText(letterOf(story)));
  };

/** P5: what may have leaked. */
export const breachRoutes = (context: PortalContext): readonly PageRoute[] => {
  const guard = ['behandelen', 'datalek'] as const;
  return [
    { path: BREACH, method: 'get', guard, handler: showList(context) },
    { path: BREACH, method: 'post', guard, handler: examine(context) },
    { path: `${BREACH}/:id`, method: 'get', guard, handler: showBreach(context) },
    { path: `${BREACH}/:id`, method: 'post', guard, handler: act(context) },
    {
      path: `${BREACH}/:id/melding`,
      method: 'get',
      guard,
      handler: download('melding.txt', breachNotification)(context),
    },
    {
      path: `${BREACH}/:id/brief`,
      method: 'get',
      guard,
      handler: download('brief-bewoners.txt', breachLetter)(context),
    },
  ];
};

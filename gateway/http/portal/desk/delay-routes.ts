import { delayPage } from '../../../../portal/desk/delay-page.tsx';
import { dayOf, type FormFault } from '../../../../portal/desk/form-parts.tsx';
import {
  DELAY_GROUNDS,
  delayVisibility,
  latestEnd,
  listDelays,
  type DelayFault,
  type DelayGround,
} from '../../../oversight/delay-visibility.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { momentIn } from './local-moment.ts';
import { actingIn, officerOf, typedIn, type SendForm } from './officer-page.ts';

const GROUNDS = Object.keys(DELAY_GROUNDS) as DelayGround[];
const FAULTS: Readonly<Record<DelayFault, FormFault>> = {
  'no-reason': { field: 'reden', text: 'Zeg waarom dit nodig is. Een paar woorden is te weinig.' },
  'no-end': { field: 'tot', text: 'Noem de dag waarop het zichtbaar wordt; zonder einde kan het niet.' },
  'too-long': { field: 'tot', text: 'Het kan hoogstens drie maanden. Daarna beslist u opnieuw.' },
  'not-released': { field: 'regel', text: 'Dit is geen regel waarin iets is verstrekt.' },
};

/** `GET /werk/later-zichtbaar` */
const showDelays: PageHandler = context => async (request, response) =>
  await sendDelays(request, response, context, {}, []);

const sendDelays: SendForm = async (request, response, context, typed, faults) => {
  const { database, clock } = officerOf(context);
  const now = clock();
  response.status(faults.length === 0 ? 200 : 422).send(
    delayPage({
      viewer: viewerOf(request, response, context),
      delays: (await listDelays(database)).map(({ entry, ground, reason, until, decidedBy }) => ({
        entry,
        ground: DELAY_GROUNDS[ground],
        reason,
        until: dayOf(until),
        by: decidedBy.replace('officer: ', ''),
        isOver: until <= now,
      })),
      grounds: GROUNDS.map(value => ({ value, label: DELAY_GROUNDS[value] })),
      latest: dayOf(latestEnd(now)),
      typed,
      faults,
    }),
  );
};

const NO_GROUND: FormFault = { field: 'grond', text: 'Kies een grond; zonder grond kan het niet.' };
const entryIn = (text = ''): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** `POST /werk/later-zichtbaar` */
const decideDelay: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const ground = GROUNDS.find(each => each === typed['grond']);
  const entry = entryIn(typed['regel']);
  if (entry === undefined)
    return await sendDelays(request, response, context, typed, [FAULTS['not-released']]);
  if (ground === undefined) return await sendDelays(request, response, context, typed, [NO_GROUND]);
  const until = momentIn(`${typed['tot'] ?? ''}T00:00`) ?? new Date(Number.NaN);
  const delay = { entry, ground, reason: typed['reden'] ?? '', until };
  const fault = await delayVisibility(delay, actingIn(response), officerOf(context));
  if (fault !== undefined) return await sendDelays(request, response, context, typed, [FAULTS[fault]]);
  response.redirect(303, '/werk/later-zichtbaar');
};

/** P10. */
export const delayRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/werk/later-zichtbaar',
    method: 'get',
    guard: ['inzien', 'wachtrij'],
    handler: showDelays(context),
  },
  {
    path: '/werk/later-zichtbaar',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: decideDelay(context),
  },
];

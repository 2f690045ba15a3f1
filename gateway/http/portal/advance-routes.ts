import { isYes } from '../../../consent/states.ts';
import { advancePage, type AdvanceOffer } from '../../../portal/resident/advance.tsx';
import { isOpenQuestion } from '../../consent/answer-question.ts';
import { consentsOf, type StoredConsent } from '../../consent/consent-store.ts';
import { actorOf } from '../../identity/people/person.ts';
import { advanceOptions, askForAdvance } from '../../resident/advance-options.ts';
import { nameOfParty, readParties } from '../../resident/parties.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { readOverview } from '../../resident/read-overview.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

async function offersTo(resident: string, { register }: PortalContext): Promise<readonly AdvanceOffer[]> {
  const { database, policies, clock } = register;
  const parties = await readParties(database);
  const agreed = (await consentsOf(database, resident)).filter(
    ({ circumstance }) => circumstance === 'advance',
  );
  const options = await advanceOptions(database, resident, policies.latest().handreiking);
  return options.map(({ sender, recipient, fields }) => {
    const own = agreed.filter(each => each.sender === sender.id && each.recipient === recipient.id);
    return {
      senderId: sender.id,
      recipientId: recipient.id,
      sender: nameOfParty(parties, sender.id),
      recipient: nameOfParty(parties, recipient.id),
      fields,
      state: stateOf(own, clock()),
    };
  });
}

function stateOf(own: readonly StoredConsent[], now: Date): AdvanceOffer['state'] {
  if (own.some(isOpenQuestion)) return 'open';
  return own.some(({ state, validUntil }) => isYes(state) && validUntil > now) ? 'made' : 'free';
}

/** `GET /als-het-slecht-gaat` */
const showAdvance: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const { yes } = await readOverview(await whatIsSeen(context.register.database, person), context.register);
  response.send(
    advancePage({
      viewer: viewerOf(request, response, context),
      choices: yes.filter(({ sleeps }) => sleeps),
      mayStop: person.role !== 'helper',
      offers: person.role === 'resident' ? await offersTo(person.resident, context) : undefined,
      formToken: formTokenOf(ownSession(response)),
    }),
  );
};

/** `POST /als-het-slecht-gaat`: the resident asks themselves; from there it is a question like any other. */
const beginAdvance: PageHandler = context => async (request, response) => {
  const person = lookingIn(response);
  const { van, naar } = request.body as Readonly<Record<string, unknown>>;
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  const pair = { resident: person.resident, sender: String(van), recipient: String(naar) };
  const question = await askForAdvance(pair, acting, context.register);
  response.redirect(303, question === undefined ? '/als-het-slecht-gaat' : `/vraag/${question}`);
};

/** What was agreed in good time for bad times, and agreeing it. */
export const advanceRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/als-het-slecht-gaat',
    method: 'get',
    guard: ['inzien', 'vooraf-keuze'],
    handler: showAdvance(context),
  },
  {
    path: '/als-het-slecht-gaat',
    method: 'post',
    guard: ['maken', 'vooraf-keuze'],
    handler: beginAdvance(context),
  },
];

import { isYes } from '../../../consent/states.ts';
import { stopPage } from '../../../portal/resident/stop.tsx';
import { tellAfterWithdrawal } from '../../consent/tell-recipients.ts';
import { usesOf } from '../../consent/view-uses.ts';
import { withdraw } from '../../consent/withdraw.ts';
import { actorOf } from '../../identity/people/person.ts';
import { readParties } from '../../resident/parties.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { ownConsent } from './own-consent.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

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

/** Stopping with one thing. */
export const stopRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/stop/:id', method: 'get', guard: ['stoppen', 'toestemming'], handler: showStop(context) },
  { path: '/stop/:id', method: 'post', guard: ['stoppen', 'toestemming'], handler: stop(context) },
];

import { isYes } from '../../../consent/states.ts';
import { stopAllPage } from '../../../portal/resident/stop-all.tsx';
import { consentsOf, type StoredConsent } from '../../consent/consent-store.ts';
import { noticesOf } from '../../consent/notice-store.ts';
import { tellAfterWithdrawal } from '../../consent/tell-recipients.ts';
import { withdraw } from '../../consent/withdraw.ts';
import { actorOf } from '../../identity/people/person.ts';
import { nameOfParty, readParties } from '../../resident/parties.ts';
import { whatIsSeen, type Looking } from '../../resident/reach.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** Every yes that runs, as far as the one who looks decides about it. */
async function runningOf(person: Looking, { register }: PortalContext): Promise<readonly StoredConsent[]> {
  const { resident, reaching } = await whatIsSeen(register.database, person);
  return (await consentsOf(register.database, resident)).filter(
    ({ state, fields }) => isYes(state) && reaching(fields).length === fields.length,
  );
}

/** `GET /stop-alles`; after stopping also who was told. */
const showStopAll: PageHandler = context => async (request, response) => {
  const { database } = context.register;
  const person = lookingIn(response);
  const parties = await readParties(database);
  const running = await runningOf(person, context);
  const stopped = new Set(
    (await consentsOf(database, person.resident))
      .filter(({ state }) => state === 'Withdrawn')
      .map(({ sender, recipient, purpose }) => [sender, recipient, purpose].join(' ')),
  );
  const told = (await noticesOf(database, person.resident)).filter(
    ({ request: what, sender, recipient, purpose }) =>
      what === 'stop' && stopped.has([sender, recipient, purpose].join(' ')),
  );
  response.send(
    stopAllPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      running: running.map(consent => shownExchange(consent, parties)),
      isDone: request.query['gedaan'] === 'ja' && running.length === 0,
      told: [...new Set(told.map(({ recipient }) => nameOfParty(parties, recipient)))],
    }),
  );
};

/** `POST /stop-alles`: as one, like stopping with one thing; who speaks for a resident stops what they decide about. */
const stopAll: PageHandler = context => async (_request, response) => {
  const { register } = context;
  const person = lookingIn(response);
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  const isOther = person.role === 'representative';
  const which = isOther ? (await runningOf(person, context)).map(({ id }) => ({ id })) : [{}];
  for (const each of which)
    await withdraw(
      {
        resident: person.resident,
        which: each,
        channel: isOther ? 'by-representative' : 'portal',
        by: isOther ? 'representative' : 'resident',
      },
      acting,
      register,
      tellAfterWithdrawal(register),
    );
  response.redirect(303, '/stop-alles?gedaan=ja');
};

/** Stopping with everything. */
export const stopAllRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/stop-alles', method: 'get', guard: ['stoppen', 'toestemming'], handler: showStopAll(context) },
  { path: '/stop-alles', method: 'post', guard: ['stoppen', 'toestemming'], handler: stopAll(context) },
];

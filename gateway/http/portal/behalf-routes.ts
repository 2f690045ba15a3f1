import { behalfPage } from '../../../portal/resident/behalf.tsx';
import { consentsOf } from '../../consent/consent-store.ts';
import { chosenForResident } from '../../resident/chosen-for-resident.ts';
import { decidedKind } from '../../resident/decided-kind.ts';
import { readParties } from '../../resident/parties.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { representationsOf } from '../../resident/representations-of.ts';
import { lookingIn } from './asked-question.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /namens` */
const showBehalf: PageHandler = context => async (request, response) => {
  const { database, clock } = context.register;
  const person = lookingIn(response);
  const { resident, reaching } = await whatIsSeen(database, person);
  const parties = await readParties(database);
  const chosen = await chosenForResident(database, resident);
  const all = await representationsOf(database, resident, clock());
  const isOwn = person.role === 'representative';
  response.send(
    behalfPage({
      viewer: viewerOf(request, response, context),
      role: person.role,
      representations: isOwn ? all.filter(({ id }) => id === person.representation) : all,
      chosen: (await consentsOf(database, resident)).toReversed().flatMap(consent => {
        const kind = decidedKind(consent, clock());
        const fields = reaching(consent.fields);
        if (!chosen.has(consent.id) || kind === undefined || fields.length === 0) return [];
        return [{ ...shownExchange(consent, parties), fields, kind, at: consent.at }];
      }),
    }),
  );
};

/** Who may choose for a resident, and what they chose. */
export const behalfRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/namens', method: 'get', guard: ['inzien', 'eigen-gegevens'], handler: showBehalf(context) },
];

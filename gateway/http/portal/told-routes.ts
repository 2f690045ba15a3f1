import { asksConsent } from '../../../consent/grounds.ts';
import { toldPage } from '../../../portal/resident/told.tsx';
import { nameOfParty, readParties } from '../../resident/parties.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { readWhoGotWhat } from '../../resident/who-got-what.ts';
import { lookingIn } from './asked-question.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /wie-kreeg-wat` */
const showTold: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const parties = await readParties(register.database);
  const { van } = request.query;
  const chosen = typeof van === 'string' && parties.has(van) ? van : undefined;
  const [subject, now] = [register.subjectTag(resident), register.clock()];
  const found = await readWhoGotWhat(register.database, subject, now, chosen);
  const all = chosen === undefined ? found : await readWhoGotWhat(register.database, subject, now);
  const rules = new Map(
    register.policies
      .latest()
      .handreiking.rules.map(rule => [rule.id, { sentence: rule.sentence, asksYes: asksConsent(rule) }]),
  );
  response.send(
    toldPage({
      viewer: viewerOf(request, response, context),
      told: found.told.flatMap(each => {
        const fields = reaching(each.fields.map(({ field }) => field));
        const because = each.fields.flatMap(({ rule = '' }) => rules.get(rule) ?? []);
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

/** Who got what, as the ledger has it. */
export const toldRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/wie-kreeg-wat', method: 'get', guard: ['inzien', 'eigen-gegevens'], handler: showTold(context) },
];

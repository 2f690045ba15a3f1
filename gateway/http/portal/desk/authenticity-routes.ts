import { AUTHENTICITY, authenticityPage } from '../../../../portal/desk/authenticity-page.tsx';
import { may } from '../../../identity/people/person-ability.ts';
import { faultSentence } from '../../../ledger/fault-in-dutch.ts';
import type { LedgerFault } from '../../../ledger/ledger-fault.ts';
import { checkLedgerNow, readAuthenticity, type LedgerCheck } from '../../../officer/authenticity.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { personIn } from '../browser.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, officerOf } from './officer-page.ts';

const saidOf = ({ fault, faultAt }: LedgerCheck): string | undefined => {
  if (fault === undefined) return undefined;
  if (fault === 'reordered') return `Regel ${String(faultAt)} staat niet op zijn plaats.`;
  return faultSentence({ kind: fault as Exclude<LedgerFault['kind'], 'reordered'>, index: faultAt ?? 0 });
};

/** `GET /werk/echtheid` */
const show: PageHandler = context => async (request, response) => {
  const { database } = context.register;
  const [authenticity, parties] = [await readAuthenticity(database), await readParties(database)];
  response.send(
    authenticityPage({
      ...authenticity,
      viewer: viewerOf(request, response, context),
      receipts: authenticity.receipts.map(each => ({ ...each, partner: nameOfParty(parties, each.partner) })),
      checks: authenticity.checks.map(check => ({ ...check, fault: saidOf(check) })),
      mayCheck: may(personIn(response), ['inzien', 'logboek']),
    }),
  );
};

/** `POST /werk/echtheid` */
const check: PageHandler = context => async (_request, response) => {
  await checkLedgerNow(actingIn(response), officerOf(context));
  response.redirect(303, AUTHENTICITY);
};

/** P7: whether the log is what was written. */
export const authenticityRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: AUTHENTICITY, method: 'get', guard: ['inzien', 'logboek'], handler: show(context) },
  { path: AUTHENTICITY, method: 'post', guard: ['inzien', 'logboek'], handler: check(context) },
];

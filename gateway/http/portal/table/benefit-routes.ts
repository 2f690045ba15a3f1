import type { FieldId, FieldValue } from '../../../../policies/vocabulary.ts';
import { ADMISSIONS, benefitPage } from '../../../../portal/table/benefit.tsx';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { whatWouldGo } from '../../../casework/exchange.ts';
import { standingsOf } from '../../../casework/standing.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findPartner, type Partner } from '../../../identity/partner-registry.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { askFor, carryOut, exchangeOf, fieldsOn } from './exchange-routes.ts';

const { faults: texts } = tableTexts.benefit;
const PURPOSE = 'D03';
const SOCIAL_SERVICE = 'gem_sociale_dienst';

/** The social service of the same municipality; it does not have to sit at the table. */
async function socialService({ context, partner }: Seat): Promise<Partner | undefined> {
  const [row] = await context.register.database.query<{ id: string }>(
    'SELECT id FROM partner WHERE role = $1 AND organisation = $2 AND suspended_at IS NULL ORDER BY id LIMIT 1',
    [SOCIAL_SERVICE, partner.organisation],
  );
  return row === undefined ? undefined : await findPartner(context.register.database, row.id);
}

const wholeExchange = (seat: Seat, service: Partner) =>
  exchangeOf(seat, 'delen', service, PURPOSE, fieldsOn(seat, 'delen', service, PURPOSE));

async function send(seat: Seat, typed: Typed, faults: readonly Fault[]): Promise<void> {
  const { request, response, context } = seat;
  const { handreiking } = context.register.policies.latest();
  const asked = request.method === 'POST' || typed['begin'] !== undefined ? 'vrijwillig' : undefined;
  const admission = ADMISSIONS.find(each => each === request.query['soort']) ?? asked;
  const service = admission === 'vrijwillig' ? await socialService(seat) : undefined;
  const decisions =
    service === undefined ? undefined : await whatWouldGo(wholeExchange(seat, service), context.disclosure);
  response.status(faults.length === 0 ? 200 : 422).send(
    benefitPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      admission,
      standings: decisions === undefined ? undefined : standingsOf(handreiking, decisions),
      typed,
      faults,
      may: whatMay(handreiking, { purpose: PURPOSE, to: SOCIAL_SERVICE }),
    }),
  );
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** `POST /casussen/:id/uitkering` */
async function tell(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const service = await socialService(seat);
  if (service === undefined) throw new PageProblem('niet-gevonden');
  const exchange = wholeExchange(seat, service);
  if (typed['wat'] === 'vraag') return await askFor(seat, exchange);
  const { begin = '', eind = '', woning } = typed;
  const faults = faultsOf([
    ['begin', !DAY.test(begin), texts.begin],
    ['eind', eind !== '' && (!DAY.test(eind) || eind < begin), texts.end],
    ['woning', woning !== 'ja' && woning !== 'nee', texts.keep],
  ]);
  await keepDraft(seat, typed);
  if (faults.length > 0) return await send(seat, typed, faults);
  const given = new Map<FieldId, FieldValue>([
    ['opname.begindatum', begin],
    ...(eind === '' ? [] : ([['opname.einddatum', eind]] as const)),
    ['opname.woning_aanhouden', woning === 'ja'],
  ]);
  await carryOut(seat, 'delen', exchange, given);
}

export const benefitRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/uitkering',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), [])),
  },
  {
    path: '/casussen/:id/uitkering',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, tell),
  },
];

import { SourceFailure } from '../../../../adapters/source.ts';
import { REFUSALS } from '../../../../consent/refusal.ts';
import type { FieldId } from '../../../../policies/vocabulary.ts';
import { exchangePage } from '../../../../portal/table/exchange.tsx';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { askResident } from '../../../casework/ask-resident.ts';
import { exchangeAtTable, whatWouldGo, type Given, type TableExchange } from '../../../casework/exchange.ts';
import { fieldsBetween, standingsOf } from '../../../casework/standing.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findPartner, type Partner } from '../../../identity/partner-registry.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atTable, doOnce, draftIn, formKey, keepDraft, sendMessage, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { exchangedIn, keepExchanged, showExchanged } from './exchanged-routes.ts';

export type Way = 'delen' | 'opvragen';
/** The purposes for which something goes over a table as it stands; others have a page of their own. */
const PURPOSES = ['D02', 'D01', 'D09', 'D13'];

/** Both sides of what is asked for on this page. */
interface Chosen {
  readonly other: Partner | undefined;
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly purpose: string;
  readonly purposes: readonly string[];
}

async function chosenIn(
  { found, partner, context }: Seat,
  words: Readonly<Record<string, unknown>>,
): Promise<Chosen> {
  const others = [
    ...new Map(
      found.members.filter(each => each.partner !== partner.id).map(each => [each.partner, each.name]),
    ),
  ].map(([id, name]) => ({ id, name }));
  const wanted = others.find(({ id }) => id === words['partner']) ?? others[0];
  const other = wanted === undefined ? undefined : await findPartner(context.register.database, wanted.id);
  const purposes = PURPOSES.filter(each => partner.purposes.has(each));
  const asked = purposes.find(each => each === words['doel']);
  return { other, others, purpose: asked ?? purposes[0] ?? 'D02', purposes };
}

/** The exchange between these two, in the direction of this page. */
export const exchangeOf = (
  { partner, person, found, acting }: Seat,
  way: Way,
  other: Partner,
  purpose: string,
  fields: readonly FieldId[],
): TableExchange => ({
  direction: way === 'delen' ? 'bring' : 'ask',
  purpose,
  sender: way === 'delen' ? partner : other,
  recipient: way === 'delen' ? other : partner,
  fields,
  resident: found.resident,
  socialCase: found.id,
  professional: person.professional,
  trace: acting.trace,
});

/** Every field between these two for this purpose. */
export const fieldsOn = (
  { context, partner }: Seat,
  way: Way,
  other: Partner,
  purpose: string,
): readonly FieldId[] =>
  fieldsBetween(
    context.register.policies.latest().handreiking,
    purpose,
    way === 'delen' ? partner.role : other.role,
    way === 'delen' ? other.role : partner.role,
  );

/** Of a closed case nothing goes any more; the page of the case says so. */
const whileOpen =
  (handle: (seat: Seat) => Promise<void>) =>
  async (seat: Seat): Promise<void> =>
    seat.found.closedAt === undefined ? await handle(seat) : seat.response.redirect(303, seat.address);

async function send(seat: Seat, way: Way, typed: Typed, faults: readonly Fault[]): Promise<void> {
  const { request, response, context, partner, address } = seat;
  const { handreiking } = context.register.policies.latest();
  const words = request.method === 'GET' ? { ...typed, ...request.query } : typed;
  const { other, others, purpose, purposes } = await chosenIn(seat, words);
  const described = (id: string) => ({ id, description: handreiking.purposes.get(id)?.description ?? id });
  const fields = other === undefined ? [] : fieldsOn(seat, way, other, purpose);
  const decisions =
    other === undefined
      ? new Map()
      : await whatWouldGo(exchangeOf(seat, way, other, purpose, fields), context.disclosure);
  const roles =
    way === 'delen' ? { from: partner.role, to: other?.role } : { from: other?.role, to: partner.role };
  response.status(faults.length === 0 ? 200 : 422).send(
    exchangePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      way,
      other,
      others,
      purpose: described(purpose),
      purposes: purposes.map(described),
      standings: standingsOf(handreiking, decisions),
      typed,
      faults,
      may: other === undefined ? [] : whatMay(handreiking, { purpose, ...roles }),
      back: address,
    }),
  );
}

const tickedIn = (typed: Typed, known: readonly FieldId[]): readonly FieldId[] =>
  known.filter(field => typed[`veld-${field}`] === 'ja');

/** `POST` of both */
const exchange =
  (way: Way) =>
  async (seat: Seat): Promise<void> => {
    const typed = sentIn(seat);
    const { other, purpose } = await chosenIn(seat, typed);
    if (other === undefined) throw new PageProblem('niet-gevonden');
    if (way === 'delen' && typed['wat'] === 'vraag') return await ask(seat, other, purpose);
    const fields = tickedIn(typed, fieldsOn(seat, way, other, purpose));
    if (fields.length === 0)
      return await send(seat, way, typed, [{ field: 'velden', text: tableTexts.exchange.faults.none }]);
    await keepDraft(seat, typed);
    await carryOut(seat, way, exchangeOf(seat, way, other, purpose, fields), new Map());
  };

const NOT_NOW_MS = 10_000;

/** Does it, once, and leads to what came of it; `first` is what has to be so before, and may be done again. */
export async function carryOut(
  seat: Seat,
  way: Way,
  asked: TableExchange,
  given: Given,
  first: () => Promise<void> = async () => await Promise.resolve(),
): Promise<void> {
  const { context, address } = seat;
  try {
    await doOnce(seat, async () => {
      await first();
      const signal = AbortSignal.timeout(NOT_NOW_MS);
      const disclosure = await exchangeAtTable(asked, given, context.disclosure, signal);
      if (disclosure === undefined) throw new PageProblem('niet-voor-u');
      await keepExchanged(seat, exchangedIn(seat, way, asked, disclosure));
      return `${address}/gedeeld`;
    });
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    sendMessage(seat, 502, { ...tableTexts.exchange.notNow, back: address });
  }
}

async function ask(seat: Seat, other: Partner, purpose: string): Promise<void> {
  const { context } = seat;
  const all = exchangeOf(seat, 'delen', other, purpose, fieldsOn(seat, 'delen', other, purpose));
  const standings = standingsOf(
    context.register.policies.latest().handreiking,
    await whatWouldGo(all, context.disclosure),
  );
  const fields = standings.filter(({ state }) => state === 'needs-yes').map(({ field }) => field as FieldId);
  await askFor(seat, { ...all, fields });
}

/** Puts the question to the resident, and says what happens now. */
export async function askFor(
  seat: Seat,
  { resident, purpose, sender, recipient, fields }: TableExchange,
  circumstance: 'ordinary' | 'advance' = 'ordinary',
): Promise<void> {
  const { context, acting, address } = seat;
  const question = { resident, purpose, sender, recipient, fields, circumstance };
  const outcome = await askResident(question, acting, context.register);
  if (outcome.kind === 'refused') {
    const what = outcome.refusals.map(code => REFUSALS[code].sentence).join(' ');
    return sendMessage(seat, 422, { ...tableTexts.exchange.notAsked, what, back: address });
  }
  seat.response.redirect(303, `${address}/bewoner?gevraagd=ja`);
}

export const exchangeRoutes = (context: PortalContext): readonly PageRoute[] => [
  ...(['delen', 'opvragen'] as const).flatMap((way): PageRoute[] => [
    {
      path: `/casussen/:id/${way}`,
      method: 'get',
      guard: ['inzien', 'casus'],
      handler: atTable(
        context,
        ['inzien', 'casus'],
        whileOpen(async seat => await send(seat, way, draftIn(seat), [])),
      ),
    },
    {
      path: `/casussen/:id/${way}`,
      method: 'post',
      guard: ['bijwerken', 'casus'],
      handler: atTable(context, ['bijwerken', 'casus'], whileOpen(exchange(way))),
    },
  ]),
  {
    path: '/casussen/:id/gedeeld',
    method: 'get',
    guard: ['inzien', 'casus'],
    handler: atTable(context, ['inzien', 'casus'], showExchanged),
  },
];

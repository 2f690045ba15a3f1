import type { CaseDocument } from '../../../../adapters/case-files.ts';
import type { FieldId } from '../../../../policies/vocabulary.ts';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { dayOf, tableTexts } from '../../../../portal/table/texts.ts';
import { PROFILE_PARTS, woonprofielPage, type ProfilePart } from '../../../../portal/table/woonprofiel.tsx';
import { agreeToDocument, takeBackAgreement } from '../../../case-file/case-file-store.ts';
import { whatWouldGo } from '../../../casework/exchange.ts';
import { standingsOf } from '../../../casework/standing.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findPartner, type Partner } from '../../../identity/partner-registry.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, formKey, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { exchangeOf } from './exchange-routes.ts';
import { agreedOf, newestOf, openFile } from './open-file.ts';
import { writeProfileRoutes } from './write-woonprofiel-routes.ts';

const PURPOSE = 'D01';
const LANDLORD = 'corporatie';
const FIELDS: Readonly<Record<ProfilePart, FieldId>> = {
  woonwens: 'woonprofiel.woonwens',
  begeleidingsvoorwaarden: 'zorg.begeleidingsvoorwaarden',
  draagkracht: 'inkomen.draagkracht_huur',
  woonafspraken: 'woonprofiel.woonafspraken',
};

const asDay = (day: string | undefined): string =>
  day === undefined ? '' : dayOf(new Date(`${day}T12:00:00Z`));

interface Others {
  readonly landlord: Partner | undefined;
  readonly landlords: readonly { readonly id: string; readonly name: string }[];
  readonly partners: readonly { readonly id: string; readonly name: string }[];
}

async function othersAt({ found, partner, request, context }: Seat): Promise<Others> {
  const seats = found.members.filter(each => each.partner !== partner.id);
  const named = (members: typeof seats) =>
    [...new Map(members.map(each => [each.partner, each.name]))].map(([id, name]) => ({ id, name }));
  const landlords = named(seats.filter(({ role }) => role === LANDLORD));
  const wanted = landlords.find(({ id }) => id === request.query['naar']) ?? landlords[0];
  const landlord = wanted === undefined ? undefined : await findPartner(context.register.database, wanted.id);
  return { landlord, landlords, partners: named(seats) };
}

async function standingsFor(seat: Seat, landlord: Partner | undefined) {
  if (landlord === undefined) return {};
  const exchange = exchangeOf(seat, 'delen', landlord, PURPOSE, Object.values(FIELDS));
  const decisions = await whatWouldGo(exchange, seat.context.disclosure);
  const all = standingsOf(seat.context.register.policies.latest().handreiking, decisions);
  return Object.fromEntries(
    PROFILE_PARTS.flatMap(part => {
      const standing = all.find(({ field }) => field === FIELDS[part]);
      return standing === undefined ? [] : [[part, standing]];
    }),
  );
}

const linesOf = (document: CaseDocument | undefined) =>
  Object.fromEntries(
    PROFILE_PARTS.flatMap(part => {
      const value = document?.parts[part];
      if (value === undefined) return [];
      return [[part, typeof value === 'object' ? value : [String(value)]]];
    }),
  );

async function send(seat: Seat, typed: Typed, faults: readonly Fault[]): Promise<void> {
  const { request, response, context, partner } = seat;
  const { versions } = await openFile(seat);
  const newest = newestOf(versions, 'woonprofiel');
  const agreed = agreedOf(versions, 'woonprofiel');
  const others = await othersAt(seat);
  response.status(faults.length === 0 ? 200 : 422).send(
    woonprofielPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      version: newest?.version ?? 0,
      writtenOn: asDay(newest?.writtenOn),
      parts: linesOf(newest),
      ...others,
      standings: await standingsFor(seat, others.landlord),
      agreedOn: asDay(agreed?.agreedOn),
      agreedVersion: agreed?.version,
      typed,
      faults,
      may: whatMay(context.register.policies.latest().handreiking, {
        purpose: PURPOSE,
        from: partner.role,
        to: LANDLORD,
      }),
    }),
  );
}

const CHANNELS = ['at-the-table', 'paper', 'telephone'] as const;

/** `POST /casussen/:id/woonprofiel`: the resident agrees to a version, or takes that back. */
async function say(seat: Seat): Promise<void> {
  const { found, acting, context, address } = seat;
  const typed = sentIn(seat);
  const channel = CHANNELS.find(each => each === typed['kanaal']);
  const isYes = typed['wat'] === 'akkoord';
  if (isYes && channel === undefined)
    return await send(seat, typed, [{ field: 'kanaal', text: tableTexts.woonprofiel.writing.faults.how }]);
  const version = Number(typed['versie']);
  await doOnce(seat, async () => {
    const speak = isYes ? agreeToDocument : takeBackAgreement;
    await speak(found.resident, 'woonprofiel', version, acting, context.tableFile, channel ?? 'at-the-table');
    return `${address}/woonprofiel`;
  });
}

export const woonprofielRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/woonprofiel',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), [])),
  },
  {
    path: '/casussen/:id/woonprofiel',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, say),
  },
  ...writeProfileRoutes(context),
];

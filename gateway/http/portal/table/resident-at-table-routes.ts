import { isYes } from '../../../../consent/states.ts';
import { fieldName } from '../../../../policies/possibilities/in-words.ts';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { residentAtTablePage, type RunningYes } from '../../../../portal/table/resident-at-table.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { noteInvitation } from '../../../casework/change-case.ts';
import { INVITATION_STATES } from '../../../casework/own-cases.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { consentsOf } from '../../../consent/consent-store.ts';
import { giveTableCode, isTableCodeOpen } from '../../../consent/table-codes.ts';
import { findPartner } from '../../../identity/partner-registry.ts';
import { may } from '../../../identity/people/person-ability.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import {
  atOwnTable,
  doOnce,
  draftIn,
  formKey,
  keep,
  keepDraft,
  keptIn,
  sentIn,
  type Seat,
} from './at-table.ts';
import { headOf } from './case-head.ts';
import { askFor, exchangeOf, fieldsOn } from './exchange-routes.ts';

const { faults: texts } = tableTexts.resident;

const codePlace = ({ address }: Seat): string => `${address}/code`;

const clockTime = (at: Date): string =>
  at.toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' });

/** A code that was made here, as long as it works. */
async function codeIn(seat: Seat) {
  const { code, tot } = keptIn(seat)[codePlace(seat)] ?? {};
  if (code === undefined || tot === undefined) return undefined;
  const isOpen = await isTableCodeOpen(code, seat.context.register);
  return isOpen ? { code, until: clockTime(new Date(tot)) } : undefined;
}

async function runningYes({ found, partner, context }: Seat): Promise<readonly RunningYes[]> {
  const { database, clock, policies } = context.register;
  const { handreiking } = policies.latest();
  const parties = await readParties(database);
  return (await consentsOf(database, found.resident))
    .filter(({ state, validUntil }) => isYes(state) && validUntil > clock())
    .filter(({ sender, recipient }) => sender === partner.id || recipient === partner.id)
    .map(({ sender, recipient, fields, validUntil, circumstance }) => ({
      sender: nameOfParty(parties, sender),
      recipient: nameOfParty(parties, recipient),
      fields: fields.map(field => fieldName(handreiking, field)),
      until: validUntil,
      sleeps: circumstance === 'advance',
    }));
}

const othersAt = ({ found, partner }: Seat): readonly { readonly id: string; readonly name: string }[] =>
  [
    ...new Map(
      found.members.filter(each => each.partner !== partner.id).map(each => [each.partner, each.name]),
    ),
  ].map(([id, name]) => ({ id, name }));

async function send(seat: Seat, typed: Typed, faults: readonly Fault[]): Promise<void> {
  const { request, response, context, partner } = seat;
  response.status(faults.length === 0 ? 200 : 422).send(
    residentAtTablePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      address: context.people.publicUrl,
      code: await codeIn(seat),
      wasAsked: request.query['gevraagd'] === 'ja',
      yes: await runningYes(seat),
      others: othersAt(seat),
      typed,
      faults,
      may: whatMay(context.register.policies.latest().handreiking, { purpose: 'D02', from: partner.role }),
    }),
  );
}

/** `POST /casussen/:id/bewoner` */
async function change(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const { wat } = typed;
  if (wat === 'code') return await giveCode(seat);
  await (wat === 'vraag' ? askForTable(seat, typed) : note(seat, typed));
}

async function giveCode(seat: Seat): Promise<void> {
  const { context, acting, found, address, person } = seat;
  if (!may(person, ['geven', 'tafelcode'])) throw new PageProblem('niet-voor-u');
  await doOnce(seat, async () => {
    const { code, expiresAt } = await giveTableCode(found.resident, acting, context.register);
    await keep(seat, codePlace(seat), { code, tot: expiresAt.toISOString() });
    return `${address}/bewoner`;
  });
}

const TABLE = 'D02';

async function askForTable(seat: Seat, typed: Typed): Promise<void> {
  const id = othersAt(seat).find(each => each.id === typed['voor'])?.id;
  const other = id === undefined ? undefined : await findPartner(seat.context.register.database, id);
  if (other === undefined) return await send(seat, typed, [{ field: 'voor', text: texts.who }]);
  const fields = fieldsOn(seat, 'delen', other, TABLE);
  await askFor(seat, exchangeOf(seat, 'delen', other, TABLE, fields));
}

async function note(seat: Seat, typed: Typed): Promise<void> {
  const { context, acting, found, address } = seat;
  const state = INVITATION_STATES.find(each => each === typed['uitnodiging']);
  if (state === undefined) {
    await keepDraft(seat, typed);
    return await send(seat, typed, [{ field: 'uitnodiging', text: texts.invitation }]);
  }
  await doOnce(seat, async () => {
    await noteInvitation(found, state, acting, context.register);
    return address;
  });
}

export const residentAtTableRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/bewoner',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), [])),
  },
  {
    path: '/casussen/:id/bewoner',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, change),
  },
];

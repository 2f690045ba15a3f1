import type { WaakvlamView } from '../../../../portal/table/waakvlam.tsx';
import { whatWouldGo } from '../../../casework/exchange.ts';
import { standingsOf } from '../../../casework/standing.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findPartner } from '../../../identity/partner-registry.ts';
import type { Seat } from './at-table.ts';
import { exchangeOf, fieldsOn } from './exchange-routes.ts';

const PURPOSE = 'D04';
const CARE = new Set(['ggz_behandeling', 'ggz_begeleiding', 'vg_zorg', 'verslavingszorg']);

export type WaakvlamOthers = Pick<WaakvlamView, 'pairs' | 'reporters' | 'callees' | 'toAsk'>;

interface Other {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const seatsAt = ({ found }: Seat): readonly Other[] => [
  ...new Map(
    found.members.map(({ partner, name, role }) => [partner, { id: partner, name, role }] as const),
  ).values(),
];

/** Who at this table can report, who can be called, and whom the resident did not say yes to yet. */
export async function waakvlamOthers(seat: Seat): Promise<WaakvlamOthers> {
  const seats = seatsAt(seat);
  const others = seats.filter(({ id }) => id !== seat.partner.id);
  const callees = others.filter(({ role }) => CARE.has(role));
  const toAsk: Other[] = [];
  for (const callee of callees) if (await needsYes(seat, callee.id)) toAsk.push(callee);
  return { pairs: pairsAt(seat, seats), reporters: others, callees, toAsk };
}

/** Whether a yes for beforehand misses; one that sleeps counts as one that is there. */
async function needsYes(seat: Seat, id: string): Promise<boolean> {
  const { context, found, partner } = seat;
  const other = await findPartner(context.register.database, id);
  if (other === undefined) return false;
  const slept = await context.register.database.query(
    `SELECT FROM consent, LATERAL (SELECT state FROM consent_event WHERE consent = consent.id ORDER BY position DESC LIMIT 1) AS newest
      WHERE resident = $1 AND purpose = $2 AND sender = $3 AND recipient = $4 AND circumstance = 'advance'
        AND newest.state IN ('ConsentGiven', 'RenewedConsentGiven')`,
    [found.resident, PURPOSE, partner.id, id],
  );
  if (slept.length > 0) return false;
  const exchange = exchangeOf(seat, 'delen', other, PURPOSE, fieldsOn(seat, 'delen', other, PURPOSE));
  const decisions = await whatWouldGo(exchange, context.disclosure);
  return standingsOf(context.register.policies.latest().handreiking, decisions).some(
    ({ state }) => state === 'needs-yes',
  );
}

const pairsAt = ({ context }: Seat, seats: readonly Other[]): WaakvlamOthers['pairs'] =>
  seats.flatMap(from =>
    seats
      .filter(to => to.id !== from.id)
      .map(to => ({
        from: from.name,
        to: to.name,
        lines: whatMay(context.register.policies.latest().handreiking, {
          purpose: PURPOSE,
          from: from.role,
          to: to.role,
        }),
      }))
      .filter(({ lines }) => lines.length > 0),
  );

import { fieldName } from '../../../../policies/possibilities/in-words.ts';
import type { FieldValue } from '../../../../policies/vocabulary.ts';
import { exchangedPage, type Exchanged } from '../../../../portal/table/exchanged.tsx';
import type { TableExchange } from '../../../casework/exchange.ts';
import type { Disclosure } from '../../../disclosure/disclose.ts';
import { dutiesOf } from '../../../disclosure/duties.ts';
import { viewerOf } from '../portal-context.ts';
import { keep, keptIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';

/** Values as people read them. */
const shown = (value: FieldValue): string =>
  typeof value === 'object'
    ? value.join('\n')
    : typeof value === 'boolean'
      ? value
        ? 'ja'
        : 'nee'
      : String(value);

/** What came of an exchange, as the one who did it may see it. */
export function exchangedIn(
  { context }: Seat,
  way: Exchanged['way'],
  { sender, recipient, purpose, fields }: TableExchange,
  disclosure: Disclosure,
): Exchanged {
  const { handreiking } = context.register.policies.latest();
  const { values, stopped, receipt } = disclosure;
  return {
    way,
    number: receipt.index,
    sender: sender.name,
    recipient: recipient.name,
    purpose: handreiking.purposes.get(purpose)?.description ?? purpose,
    values: [...values].map(([field, value]) => ({
      name: fieldName(handreiking, field),
      value: shown(value),
    })),
    not: fields
      .filter(field => !values.has(field) && !stopped.has(field))
      .map(field => fieldName(handreiking, field)),
    // What a text of the sender's own tells too much is the sender's to hear, and nobody else's.
    stopped:
      way === 'opvragen'
        ? []
        : [...stopped].map(([field, advice]) => ({
            name: fieldName(handreiking, field),
            rewrite: advice.map(each => `${each.leaveOut} ${each.rewrite}`).join(' '),
          })),
    duties: dutiesOf(disclosure).map(({ obligation }) => obligation.text),
  };
}

const placeOf = ({ address }: Pick<Seat, 'address'>): string => `${address}/gedeeld`;

/** Keeps it for this browser alone, sealed, until the next one or until the session ends. */
export const keepExchanged = async (seat: Seat, exchanged: Exchanged): Promise<void> =>
  await keep(seat, placeOf(seat), { uitkomst: JSON.stringify(exchanged) });

/** `GET /casussen/:id/gedeeld` */
export async function showExchanged(seat: Seat): Promise<void> {
  const { request, response, context } = seat;
  const kept = keptIn(seat)[placeOf(seat)]?.['uitkomst'];
  response.send(
    exchangedPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      exchanged: kept === undefined ? undefined : (JSON.parse(kept) as Exchanged),
    }),
  );
}

import type { AccessAnswer, AccessParty, Delivery } from '../../consent/access-answer.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Canonical } from '../ledger/canonical-json.ts';
import type { LedgerSnapshot } from './ledger-snapshot.ts';

/** Something the resident decided, or that ended by itself. */
export interface DecisionTold {
  readonly at: string;
  readonly state: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly FieldId[];
}

/** The answer for a machine, in Dutch like everything that leaves. */
export const accessAsJson = (
  { recipients, deliveries, refusals, looks }: AccessAnswer,
  decisions: readonly DecisionTold[],
  { size, root }: LedgerSnapshot,
): Canonical => ({
  vorm: 'wijkpoort-inzage/1',
  logboek: { regels: size, wortel: root },
  ontvangers: recipients.map(({ times, fields, first, last, ...party }) => ({
    ...partyInDutch(party),
    keren: times,
    velden: fields,
    eerste: first,
    laatste: last,
  })),
  verstrekkingen: deliveries.map(deliveryInDutch),
  besluiten: decisions.map(({ at, state, purpose, sender, recipient, fields }) => ({
    op: at,
    besluit: state,
    doel: purpose,
    van: sender,
    naar: recipient,
    velden: fields,
  })),
  geweigerd: refusals,
  ingezien: looks.map(({ at, reason }) => ({ op: at, waarvoor: reason })),
  geautomatiseerdeBesluiten: false,
  doorgifteBuitenEer: false,
});

const partyInDutch = ({ name, organisation }: AccessParty): { readonly [key: string]: Canonical } => ({
  naam: name,
  organisatie: organisation,
});

const deliveryInDutch = (delivery: Delivery): Canonical => ({
  regel: delivery.index,
  op: delivery.at,
  doel: delivery.purpose,
  van: partyInDutch(delivery.sender),
  naar: partyInDutch(delivery.recipient),
  velden: delivery.fields.map(({ field, rule, law }) => ({
    veld: field,
    ...(rule === undefined ? {} : { regel: rule }),
    ...(law === undefined ? {} : { grond: law }),
  })),
  overEenAnder: delivery.aboutOthers,
  bewaren: delivery.kept,
});

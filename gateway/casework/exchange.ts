import { NOTHING_HELD, type Inbox, type Source } from '../../adapters/source.ts';
import type { FieldId, FieldValue, PurposeId } from '../../policies/vocabulary.ts';
import { disclose, type Disclosure } from '../disclosure/disclose.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import { questionOf, turnBothKeys, type KeyedDecisions } from '../disclosure/policy.ts';
import type { Direction, DisclosureRequest, Trace } from '../disclosure/request.ts';
import { readSituation } from '../disclosure/situation.ts';
import type { Partner } from '../identity/partner-registry.ts';

/** One exchange between two who sit at the same table. */
export interface TableExchange {
  readonly direction: Direction;
  readonly purpose: PurposeId;
  readonly sender: Partner;
  readonly recipient: Partner;
  readonly fields: readonly FieldId[];
  readonly resident: string;
  readonly socialCase: string;
  readonly professional: string;
  readonly trace: Trace;
}

/** What was written at the table itself, and stands in no system. */
export type Given = ReadonlyMap<FieldId, FieldValue>;

/** The exchange as the API would have it; nothing when this partner has no link with the resident. */
async function requestFor(
  { resident, socialCase, professional, ...exchange }: TableExchange,
  { database }: Pick<DisclosureContext, 'database'>,
): Promise<DisclosureRequest | undefined> {
  const caller = exchange.direction === 'ask' ? exchange.recipient : exchange.sender;
  const [link] = await database.query<{ koppelsleutel: string }>(
    'SELECT koppelsleutel FROM link WHERE partner = $1 AND resident = $2',
    [caller.id, resident],
  );
  return link === undefined
    ? undefined
    : { ...exchange, ...link, socialCase, assertedProfessional: professional };
}

/** What would be decided now, field by field; nothing leaves and nothing is asked. */
export async function whatWouldGo(
  exchange: TableExchange,
  context: DisclosureContext,
): Promise<KeyedDecisions> {
  const request = await requestFor(exchange, context);
  if (request === undefined) return new Map();
  const { facts, policy } = await readSituation(context.database, request, context.policies, context.clock());
  return turnBothKeys(policy, questionOf(request), facts);
}

/**
 * Discloses from or to the table by the function of the API: decided, minimised and recorded before anything is shown. Whose
 * system takes nothing in gets it from the one who brings it, on paper or on a screen at the table.
 */
export async function exchangeAtTable(
  exchange: TableExchange,
  given: Given,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<Disclosure | undefined> {
  const request = await requestFor(exchange, context);
  if (request === undefined) return undefined;
  const { sender, recipient } = exchange;
  const sources = new Map(context.sources).set(sender.id, withGiven(given, context.sources.get(sender.id)));
  const inboxes = new Map([[recipient.id, handedOver], ...context.inboxes]);
  return await disclose(request, { ...context, sources, inboxes }, signal);
}

const handedOver: Inbox = async () => await Promise.resolve();

const withGiven =
  (given: Given, source: Source | undefined): Source =>
  async (question, signal) => {
    const rest = question.fields.filter(field => !given.has(field));
    const other =
      rest.length === 0 || source === undefined
        ? NOTHING_HELD
        : await source({ ...question, fields: rest }, signal);
    const own = question.fields.flatMap(field => {
      const value = given.get(field);
      return value === undefined ? [] : [[field, value] as const];
    });
    return { ...other, values: new Map([...other.values, ...own]) };
  };

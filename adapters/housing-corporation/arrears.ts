import { latestBy } from '../latest.ts';
import type { FieldReaders } from '../parts.ts';
import { dayAt, numberAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { ARRANGEMENT_STATUS } from './code-lists.ts';
import { codeOf, pointsTo, requireSamePerson, type ListVera } from './vera.ts';

const DEBTORS = '/financien/v4/debiteuren';
const ARRANGEMENTS = '/inc/v4/betalingsregelingen';
const COLLECTIONS = '/inc/v4/externe-incassos';

/** The person as a debtor for rent; a debtor of another kind (a cost claim, a deposit) is not rent arrears. */
export async function fetchRentDebtors(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  const debtors = requireSamePerson(await list(DEBTORS, { relatie: personId }), item =>
    pointsTo(valueAt(item, 'relatie'), personId),
  );
  return debtors.filter(debtor => codeOf(debtor, 'soort') === 'HUU');
}

export const DEBT_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  ['wonen.huurachterstand', readArrears],
]);

/** The total only, in euros. Bgs 2: the amount, not the bookings behind it. */
function readArrears(debtors: readonly JsonObject[]): number | undefined {
  const balances = debtors.map(debtor => numberAt(debtor, 'saldo'));
  if (balances.length === 0 || !balances.every(balance => balance !== undefined)) return undefined;
  const total = balances.reduce((sum, balance) => sum + balance, 0);
  return Math.max(0, Math.round(total * 100) / 100);
}

export async function fetchArrangement(list: ListVera, personId: string): Promise<JsonObject | undefined> {
  const debtors = await fetchRentDebtors(list, personId);
  const perDebtor = await Promise.all(
    debtors.map(async debtor => {
      const debtorId = textAt(debtor, 'id') ?? '';
      return requireSamePerson(
        await list(ARRANGEMENTS, { debiteur: debtorId }),
        item => debtorId !== '' && textAt(item, 'debiteur', 'id') === debtorId,
      );
    }),
  );
  return latestBy(perDebtor.flat(), 'begindatum');
}

export const ARRANGEMENT_FIELDS: FieldReaders<JsonObject | undefined> = new Map([
  ['wonen.betalingsregeling', arrangement => ARRANGEMENT_STATUS.get(codeOf(arrangement, 'status'))],
]);

export async function fetchCollections(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  return requireSamePerson(
    await list(COLLECTIONS, { relatie: personId }),
    item => textAt(item, 'relatie', 'id') === personId,
  );
}

export const COLLECTION_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  ['wonen.ontruiming_aangezegd', readEvictionNotice],
]);

/** VERA publishes no code list for bailiff's acts; ONT is the corporation's code for an announced eviction. */
function readEvictionNotice(collections: readonly JsonObject[]): string {
  const notices = collections
    .filter(collection => codeOf(collection, 'status') === 'ACT')
    .flatMap(collection => objectsAt(collection, 'externeincassoacties'))
    .filter(act => codeOf(act, 'soort') === 'ONT');
  const notice = latestBy(notices, 'begindatum');
  if (notice === undefined) return 'nee';
  const day = dayAt(notice, 'begindatum');
  return day === undefined ? 'ja' : `ja, per ${day}`;
}

import { latestBy } from '../latest.ts';
import type { FieldReaders } from '../parts.ts';
import { dayAt, numberAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { codeOf, pointsTo, requireSamePerson, wordOf, type ListVera, type VeraResource } from './vera.ts';

const DEBTORS: VeraResource = { path: '/financien/v4/debiteuren', scope: 'Financien.Debiteuren.Read' };
/** INC, not the Financien domain: it leaves out what the collector wrote. */
const ARRANGEMENTS: VeraResource = {
  path: '/inc/v4/betalingsregelingen',
  scope: 'INC.Betalingsregelingen.Read',
};
const COLLECTIONS: VeraResource = { path: '/inc/v4/externe-incassos', scope: 'INC.ExterneIncassos.Read' };

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
  return latestBy(await ofRentDebtors(list, ARRANGEMENTS, personId), 'begindatum');
}

/** What hangs on the rent debtors of this person, and on no other debtor. */
async function ofRentDebtors(
  list: ListVera,
  resource: VeraResource,
  personId: string,
): Promise<readonly JsonObject[]> {
  const debtors = await fetchRentDebtors(list, personId);
  const perDebtor = await Promise.all(
    debtors.map(async debtor => {
      const debtorId = textAt(debtor, 'id') ?? '';
      return requireSamePerson(
        await list(resource, { debiteur: debtorId }),
        item => debtorId !== '' && textAt(item, 'debiteur', 'id') === debtorId,
      );
    }),
  );
  return perDebtor.flat();
}

export const ARRANGEMENT_FIELDS: FieldReaders<JsonObject | undefined> = new Map([
  [
    'wonen.betalingsregeling',
    (arrangement, ceiling) => wordOf(arrangement, 'status', 'BETALINGSREGELINGSTATUS', ceiling),
  ],
]);

export async function fetchCollections(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  // The `relatie` of a collection is the bailiff; whose debt it is, the debtor says.
  return await ofRentDebtors(list, COLLECTIONS, personId);
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

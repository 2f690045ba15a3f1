import { latestBy } from '../latest.ts';
import type { FieldReaders } from '../parts.ts';
import { dayAt, numberAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import { codeOf, idsIn, itemsAbout, wordOf, type ListVera, type VeraResource } from './vera.ts';

const DEBTORS: VeraResource = { path: '/financien/v4/debiteuren', scope: 'Financien.Debiteuren.Read' };
/** INC, not the Financien domain: it leaves out what the collector wrote. */
const ARRANGEMENTS: VeraResource = {
  path: '/inc/v4/betalingsregelingen',
  scope: 'INC.Betalingsregelingen.Read',
};
const COLLECTIONS: VeraResource = { path: '/inc/v4/externe-incassos', scope: 'INC.ExterneIncassos.Read' };

/** The person as a debtor for rent; a debtor of another kind (a cost claim, a deposit) is not rent arrears. */
export async function fetchRentDebtors(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  const debtors = itemsAbout(await list(DEBTORS, { relatie: personId }), personId, item =>
    idsIn(valueAt(item, 'relatie')),
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
  return latestBy(await ofDebtors(list, ARRANGEMENTS, debtors), 'begindatum');
}

/** What hangs on these debtors, and on no other. */
async function ofDebtors(
  list: ListVera,
  resource: VeraResource,
  debtors: readonly JsonObject[],
): Promise<readonly JsonObject[]> {
  const perDebtor = await Promise.all(
    debtors.map(async debtor => {
      const debtorId = textAt(debtor, 'id');
      if (debtorId === undefined) throw new SourceFailure('nonsense');
      return itemsAbout(await list(resource, { debiteur: debtorId }), debtorId, item =>
        [textAt(item, 'debiteur', 'id')].filter(each => each !== undefined),
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

/** What bailiffs do about the rent; none when the person owes no rent to this corporation, so that nothing can be said. */
export async function fetchCollections(
  list: ListVera,
  personId: string,
): Promise<readonly JsonObject[] | undefined> {
  const debtors = await fetchRentDebtors(list, personId);
  // The `relatie` of a collection is the bailiff; whose debt it is, the debtor says.
  return debtors.length === 0 ? undefined : await ofDebtors(list, COLLECTIONS, debtors);
}

export const COLLECTION_FIELDS: FieldReaders<readonly JsonObject[] | undefined> = new Map([
  ['wonen.ontruiming_aangezegd', readEvictionNotice],
]);

/** EXTERNEINCASSOSTATUS. */
const STATUSES = new Set(['ACT', 'EIN', 'NIE']);

/** That there is no notice can only be said of what can be read. */
const isReadable = (collection: JsonObject): boolean =>
  STATUSES.has(codeOf(collection, 'status')) &&
  objectsAt(collection, 'externeincassoacties').every(act => codeOf(act, 'soort') !== '');

/** VERA publishes no code list for bailiff's acts; ONT is the corporation's code for an announced eviction. */
function readEvictionNotice(collections: readonly JsonObject[] | undefined): string | undefined {
  if (collections?.every(isReadable) !== true) return undefined;
  const notices = collections
    .filter(collection => codeOf(collection, 'status') === 'ACT')
    .flatMap(collection => objectsAt(collection, 'externeincassoacties'))
    .filter(act => codeOf(act, 'soort') === 'ONT');
  const notice = latestBy(notices, 'begindatum');
  if (notice === undefined) return 'nee';
  const day = dayAt(notice, 'begindatum');
  return day === undefined ? 'ja' : `ja, per ${day}`;
}

import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { FieldReader } from '../parts.ts';
import { listAt, numberAt, type JsonObject } from '../read-json.ts';
import { AGREEMENT_KIND, AGREEMENT_STATUS, RUNNING_AGREEMENT } from './code-lists.ts';
import { codeOf, pointsTo, requireSamePerson, type ListVera } from './vera.ts';

const AGREEMENTS = '/overeenkomsten/v4/huurovereenkomsten';

/** The agreement under which the person lives now; failing that, the latest there was. */
export async function fetchTenancy(list: ListVera, personId: string): Promise<JsonObject | undefined> {
  const agreements = requireSamePerson(await list(AGREEMENTS, { relatie: personId }), item =>
    listAt(item, 'relaties').some(reference => pointsTo(reference, personId)),
  );
  const running = agreements.filter(item => RUNNING_AGREEMENT.has(codeOf(item, 'status')));
  return latestBy(running.length > 0 ? running : agreements, 'begindatum');
}

export const TENANCY_FIELDS = new Map<FieldId, FieldReader<JsonObject | undefined>>([
  ['wonen.huurcontract', readContract],
  ['wonen.huurprijs', readRent],
]);

function readContract(agreement: JsonObject | undefined): string | undefined {
  const status = AGREEMENT_STATUS.get(codeOf(agreement, 'status'));
  const kind = AGREEMENT_KIND.get(codeOf(agreement, 'detailSoort'));
  return status === undefined || kind === undefined ? undefined : `${status}, ${kind}`;
}

function readRent(agreement: JsonObject | undefined): number | undefined {
  return numberAt(agreement, 'brutohuur');
}

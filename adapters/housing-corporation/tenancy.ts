import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { Ceiling } from '../code-lists/code-list.ts';
import type { FieldReader } from '../parts.ts';
import { dayAt, listAt, numberAt, type JsonObject } from '../read-json.ts';
import { codeOf, idsIn, itemsAbout, wordOf, type ListVera, type VeraResource } from './vera.ts';

const AGREEMENTS: VeraResource = {
  path: '/overeenkomsten/v4/huurovereenkomsten',
  scope: 'Overeenkomsten.Huurovereenkomsten.Read',
};

/** OVEREENKOMSTSTATUS under which someone still lives there. */
const RUNNING = new Set(['LOP', 'VOP', 'OPG']);

/** The agreement under which the person lives now; failing that, the latest there was. */
export async function fetchTenancy(list: ListVera, personId: string): Promise<JsonObject | undefined> {
  const agreements = itemsAbout(await list(AGREEMENTS, { relatie: personId }), personId, item =>
    idsIn(...listAt(item, 'relaties')),
  );
  const running = agreements.filter(item => RUNNING.has(codeOf(item, 'status')));
  return latestBy(running.length > 0 ? running : agreements, 'begindatum');
}

export const TENANCY_FIELDS = new Map<FieldId, FieldReader<JsonObject | undefined>>([
  ['wonen.huurcontract', readContract],
  ['wonen.huurprijs', readRent],
]);

function readContract(agreement: JsonObject | undefined, ceiling: Ceiling): string | undefined {
  const day = dayAt(agreement, 'begindatum');
  const status = wordOf(agreement, 'status', 'OVEREENKOMSTSTATUS', ceiling, { day });
  const kind = wordOf(agreement, 'detailSoort', 'OVEREENKOMSTDETAILSOORT', ceiling, { day });
  return status === undefined || kind === undefined ? undefined : `${status}, ${kind}`;
}

function readRent(agreement: JsonObject | undefined): number | undefined {
  return numberAt(agreement, 'brutohuur');
}

import type { Request } from 'express';
import { objectsAt, textAt, type JsonObject } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import { recordsOf, turnedAround } from './misbehaviour.ts';
import type { ResidentKey } from './resident.ts';
import { guardByToken } from './token-endpoint.ts';
import { startSandbox, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';

/** Where each kind of record is served, and by which header it is filtered. */
const ROUTES = [
  { path: '/brg/v4/relaties', kind: 'relaties', filter: 'idextern', scope: 'BRG.Relaties.Read' },
  {
    path: '/overeenkomsten/v4/huurovereenkomsten',
    kind: 'huurovereenkomsten',
    filter: 'relatie',
    scope: 'Overeenkomsten.Huurovereenkomsten.Read',
  },
  {
    path: '/financien/v4/debiteuren',
    kind: 'debiteuren',
    filter: 'relatie',
    scope: 'Financien.Debiteuren.Read',
  },
  {
    path: '/inc/v4/betalingsregelingen',
    kind: 'betalingsregelingen',
    filter: 'debiteur',
    scope: 'INC.Betalingsregelingen.Read',
  },
  {
    path: '/inc/v4/externe-incassos',
    kind: 'externeIncassos',
    filter: 'debiteur',
    scope: 'INC.ExterneIncassos.Read',
  },
  { path: '/bdo/v4/zaken', kind: 'zaken', filter: 'relatie', scope: 'BDO.Zaken.Read' },
  {
    path: '/woonruimteverdeling/v4/voorrangsregelingen',
    kind: 'voorrangsregelingen',
    filter: 'relatie',
    scope: 'Woonruimteverdeling.Voorrangsregelingen.Read',
  },
] as const;

type Filter = (typeof ROUTES)[number]['filter'];

/** A housing corporation's VERA 4.3 system. Like the real ones it knows no minimisation: it answers whole records. */
export async function startHousingCorporation(options: SandboxOptions): Promise<SandboxServer> {
  const { residents, misbehaviour } = options;
  const access = guardByToken({
    clientId: 'wijkpoort',
    clientSecret: options.apiKey,
    scopeOf: asked => ROUTES.find(({ path }) => path === asked)?.scope,
  });
  return await startSandbox(options, access, app => {
    for (const { path, kind, filter } of ROUTES) {
      app.get(path, (request, response) => {
        const resident = residentFor(residents, request, filter);
        const records = recordsOf(residents, resident, kind, misbehaviour, filter === 'idextern');
        response.set('cache-control', 'no-store');
        if (misbehaviour === 'more-pages') return void response.json(fullPage(records));
        response.json(misbehaviour === 'shuffled' ? turnedAround(records) : records);
      });
    }
  });
}

/** As many as were asked for, so that there is no telling whether there are more. */
const fullPage = (records: readonly JsonObject[]): readonly JsonObject[] =>
  Array.from({ length: 100 }, (_each, place) => ({ ...records[0], id: `bladzijde-${place}` }));

function residentFor(system: SandboxFiles, request: Request, filter: Filter): ResidentKey | undefined {
  const value = request.get(`x-parameters-${filter}`) ?? '';
  if (filter === 'idextern') return system.residentOf.get(value);
  const kind = filter === 'relatie' ? 'relaties' : 'debiteuren';
  const owns = [...system.files].find(([, file]) =>
    objectsAt(file, kind).some(item => textAt(item, 'id') === value),
  );
  return owns?.[0];
}

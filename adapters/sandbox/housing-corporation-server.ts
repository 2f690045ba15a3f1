import type { Request } from 'express';
import { objectsAt, textAt } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import { recordsOf, turnedAround } from './misbehaviour.ts';
import type { ResidentKey } from './resident.ts';
import { startSandbox, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';

/** Where each kind of record is served, and by which header it is filtered. */
const ROUTES = [
  { path: '/brg/v4/relaties', kind: 'relaties', filter: 'idextern' },
  { path: '/overeenkomsten/v4/huurovereenkomsten', kind: 'huurovereenkomsten', filter: 'relatie' },
  { path: '/financien/v4/debiteuren', kind: 'debiteuren', filter: 'relatie' },
  { path: '/inc/v4/betalingsregelingen', kind: 'betalingsregelingen', filter: 'debiteur' },
  { path: '/inc/v4/externe-incassos', kind: 'externeIncassos', filter: 'relatie' },
  { path: '/bdo/v4/zaken', kind: 'zaken', filter: 'relatie' },
] as const;

type Filter = (typeof ROUTES)[number]['filter'];

/** A housing corporation's VERA 4.3 system. Like the real ones it knows no minimisation: it answers whole records. */
export async function startHousingCorporation(options: SandboxOptions): Promise<SandboxServer> {
  const { residents, misbehaviour } = options;
  return await startSandbox(options, ['x-api-key', options.apiKey], app => {
    for (const { path, kind, filter } of ROUTES) {
      app.get(path, (request, response) => {
        const resident = residentFor(residents, request, filter);
        const records = recordsOf(residents, resident, kind, misbehaviour, filter === 'idextern');
        response.set('cache-control', 'no-store');
        response.json(misbehaviour === 'shuffled' ? turnedAround(records) : records);
      });
    }
  });
}

function residentFor(system: SandboxFiles, request: Request, filter: Filter): ResidentKey | undefined {
  const value = request.get(`x-parameters-${filter}`) ?? '';
  if (filter === 'idextern') return system.residentOf.get(value);
  const kind = filter === 'relatie' ? 'relaties' : 'debiteuren';
  const owns = [...system.files].find(([, file]) =>
    objectsAt(file, kind).some(item => textAt(item, 'id') === value),
  );
  return owns?.[0];
}

import type { Express, RequestHandler, Response } from 'express';
import { jwtVerify } from 'jose';
import { objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { recordsOf, turnedAround } from './misbehaviour.ts';
import { bodyOf, type SandboxOptions } from './sandbox-server.ts';

const CRS = 'EPSG:4326';

/** Klantinteracties, and the cases and decisions of ZGW, as the municipality has bought them. */
export function addZgwRoutes(app: Express, options: SandboxOptions): void {
  const { residents, misbehaviour } = options;
  app.get('/klantinteracties/api/v1/partijen', (request, response) => {
    const resident = residents.residentOf.get(request.get('x-filter-anderepartijidentificator') ?? '');
    const partijen = recordsOf(residents, resident, 'partijen', misbehaviour, true);
    const isExpanded = misbehaviour === 'talkative' || request.query['expand'] === 'digitaleAdressen';
    answerPage(
      response,
      options,
      partijen.map(({ _expand, ...partij }) => (isExpanded ? { ...partij, _expand } : partij)),
    );
  });
  app.post('/zaken/api/v1/zaken/_zoek', requireCrs, (request, response) => {
    const resident = residents.residentOf.get(textAt(bodyOf(request), 'kenmerk') ?? '');
    response.set('content-crs', CRS);
    answerPage(response, options, recordsOf(residents, resident, 'zaken', misbehaviour, true));
  });
  app.get('/besluiten/api/v1/besluiten', (request, response) => {
    const zaak = request.query['zaak'];
    const owner = [...residents.files].find(([, file]) =>
      objectsAt(file, 'besluiten').some(besluit => valueAt(besluit, 'zaak') === zaak),
    );
    answerPage(response, options, recordsOf(residents, owner?.[0], 'besluiten', misbehaviour, false));
  });
}

export function answerPage(
  response: Response,
  { misbehaviour }: SandboxOptions,
  results: readonly JsonObject[],
): void {
  const next = misbehaviour === 'more-pages' ? 'http://127.0.0.1:9/pagina/2' : null;
  const answer = { count: results.length, next, previous: null, results };
  response.json(misbehaviour === 'shuffled' ? turnedAround(answer) : answer);
}

const requireCrs: RequestHandler = (request, response, next) => {
  const isGiven = request.get('accept-crs') === CRS && request.get('content-crs') === CRS;
  if (isGiven) next();
  else response.status(406).json({ title: 'Accept-Crs en Content-Crs zijn verplicht', status: 406 });
};

const WITH_CLAIMS = /^\/(zaken|besluiten)\//;

/** Each system has its own way to know who asks: JWT-Claims for cases and decisions, a token for the others. */
export function guardMunicipality(apiKey: string): (app: Express) => void {
  const secret = new TextEncoder().encode(apiKey);
  const guard: RequestHandler = (request, response, next) => {
    const authorization = request.get('authorization') ?? '';
    const refuse = (): void => {
      response.status(401).json({ title: 'Niet geautoriseerd', status: 401 });
    };
    if (!WITH_CLAIMS.test(request.path)) {
      if (authorization === `Token ${apiKey}`) next();
      else refuse();
      return;
    }
    jwtVerify(authorization.replace(/^Bearer /, ''), secret, { algorithms: ['HS256'] }).then(() => {
      next();
    }, refuse);
  };
  return app => {
    app.use(guard);
  };
}

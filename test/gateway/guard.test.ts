import { describe, expect, it } from '@jest/globals';
import express, { Router, type Express, type RequestHandler } from 'express';
import { createApp, type AppOptions } from '../../gateway/http/app.ts';
import { everyone, guard, guardsOf, passing, requireGuards } from '../../gateway/http/guard.ts';
import { openapiDocument } from '../../gateway/http/openapi-document.ts';

const answer: RequestHandler = (_request, response) => void response.json({});
const app = (build: (app: Express) => void): Express => {
  const built = express();
  build(built);
  return built;
};

describe('somebody adds a route', () => {
  it.each<[string, (app: Express) => void, string]>([
    ['without a guard', each => each.get('/gegevens', answer), 'GET /gegevens'],
    ['with the guard behind the answer', each => each.get('/gegevens', answer, everyone()), 'GET /gegevens'],
    [
      'in a router of its own',
      each => each.use('/deel', Router().post('/gegevens', answer)),
      'POST /deel/gegevens',
    ],
    [
      'for one method, where another has a guard',
      each => each.route('/gegevens').get(everyone(), answer).post(answer),
      'POST /gegevens',
    ],
    [
      'for every method, where one has a guard',
      each => each.route('/gegevens').get(everyone(), answer).all(answer),
      '* /gegevens',
    ],
    ['as something mounted', each => each.use('/bestanden', answer), '* /bestanden'],
    ['that only says it lets pass', each => each.get('/gegevens', passing(answer)), 'GET /gegevens'],
  ])('%s: the gateway does not open, and says which', (_how, build, named) => {
    expect(() => requireGuards(app(build))).toThrow(named);
  });

  it('with its guard first: the gateway opens, and says who it is for', () => {
    const built = app(each => {
      each.use(passing((_request, _response, next) => next()));
      each.use('/deel', Router().get('/open', everyone(), answer));
      each.get('/rij', guard('officer', answer), answer);
    });
    requireGuards(built);
    expect(guardsOf(built)).toEqual([
      { method: 'get', path: '/deel/open', guard: 'public' },
      { method: 'get', path: '/rij', guard: 'officer' },
    ]);
  });
});

/** Stands in for everything the application is made of: no request is ever sent to it. */
const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });

const documented = (path: string): boolean => /^\/(v1|logboek)\//.test(path);

describe('the gateway', () => {
  it('guards every call as the document says', () => {
    const document = openapiDocument.paths as Readonly<
      Record<
        string,
        Readonly<
          Record<string, { readonly security?: readonly unknown[]; readonly tags?: readonly string[] }>
        >
      >
    >;
    const said = Object.entries(document).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => method !== 'servers')
        .map(([method, { security, tags }]) => {
          const proven = tags?.includes('toezicht') === true ? 'officer' : 'partner';
          return `${method} ${'servers' in item ? '' : '/v1'}${path} ${security?.length === 0 ? 'public' : proven}`;
        }),
    );
    const kept = guardsOf(createApp(anything as AppOptions))
      .filter(({ method, path }) => method !== '*' && documented(path))
      .map(({ method, path, guard: who }) => {
        const written = path.replace('*path', ':niveau/:blok').replaceAll(/:(\w+)/g, '{$1}');
        return `${method} ${written} ${String(who)}`;
      });
    expect(kept.sort()).toEqual(said.sort());
  });

  it('lets nobody in by a method that is not there', () => {
    const others = guardsOf(createApp(anything as AppOptions)).filter(({ method }) => method === '*');
    expect(others.map(({ guard: who }) => who)).toEqual(others.map(() => 'refuses'));
    expect(others.length).toBeGreaterThan(20);
  });
});

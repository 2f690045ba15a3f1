import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import { FIXED_COSTS_TYPE } from '../../adapters/sandbox/municipal-files.ts';
import type { SandboxServer } from '../../adapters/sandbox/sandbox-server.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { mergedDocument, type SpokenPart } from './merged-document.ts';
import { isPrismInstalled, startReferee, type Referee } from './prism-referee.ts';
import {
  altered,
  API_KEY,
  ask,
  classesOf,
  CORPORATION,
  koppelsleutelOf,
  TRACEPARENT,
  WIJKTEAM,
  type DialectUnderTest,
} from './dialects.ts';

// The published documents, beside the checkout when they are there.
const SAMPLES = new URL('../../../shared/samples/', import.meta.url);
const at = (path: string): URL => new URL(path, SAMPLES);
const arePresent = existsSync(at('vera/Ketenprocessen/BRG.yaml'));

const VERA: readonly SpokenPart[] = [
  { file: at('vera/Ketenprocessen/BRG.yaml'), prefix: '/brg/v4', operations: [['/relaties', 'get']] },
  { file: at('vera/Ketenprocessen/BDO.yaml'), prefix: '/bdo/v4', operations: [['/zaken', 'get']] },
  {
    file: at('vera/Ketenprocessen/INC.yaml'),
    prefix: '/inc/v4',
    operations: [
      ['/betalingsregelingen', 'get'],
      ['/externe-incassos', 'get'],
    ],
  },
  {
    file: at('vera/Informatiedomeinen/Financien.yaml'),
    prefix: '/financien/v4',
    operations: [['/debiteuren', 'get']],
  },
  {
    file: at('vera/Informatiedomeinen/Overeenkomsten.yaml'),
    prefix: '/overeenkomsten/v4',
    operations: [['/huurovereenkomsten', 'get']],
  },
  {
    file: at('vera/Informatiedomeinen/Woonruimteverdeling.yaml'),
    prefix: '/woonruimteverdeling/v4',
    operations: [['/voorrangsregelingen', 'get']],
  },
];

const ZGW: readonly SpokenPart[] = [
  {
    file: at('zgw/openapi/zaken-1.3.1.yaml'),
    prefix: '/zaken',
    operations: [['/api/v1/zaken/_zoek', 'post']],
  },
  {
    file: at('zgw/openapi/besluiten-1.1.x.yaml'),
    prefix: '/besluiten/api/v1',
    operations: [['/besluiten', 'get']],
  },
  {
    file: at('zgw/openapi/klantinteracties-openklant.yaml'),
    prefix: '/klantinteracties/api/v1',
    operations: [['/partijen', 'get']],
  },
];

/** VERA names the token endpoint in its security scheme, not among its paths. */
const withTokenEndpoint = (
  document: ReturnType<typeof mergedDocument>,
): ReturnType<typeof mergedDocument> => ({
  ...document,
  paths: {
    ...(document['paths'] as object),
    '/oauth/token': {
      post: {
        security: [],
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
        responses: { '200': { description: 'A token' } },
      },
    },
  },
});

const SOCIALE_DIENST: DialectUnderTest = {
  ...WIJKTEAM,
  name: 'the sociale dienst (ZGW, Klantinteracties)',
  resident: 'fatima',
  tells: ['identiteit.naam', 'contact.adres', 'contact.telefoon_email', 'inkomen.besluit_vaste_lasten'],
  connect: config =>
    createMunicipalSource({
      ...config,
      unit: 'sociale-dienst',
      decisions: { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE },
    }),
};

const canReferee = arePresent && isPrismInstalled;
const withReferee = canReferee ? describe : describe.skip;
const WHY = arePresent
  ? 'the referee is not installed (npm install --prefix test/referees --ignore-scripts): passed over'
  : 'the documents are not beside this checkout (../shared/samples): passed over';

/** The system behind the referee can be exchanged; the referee stays. */
interface Bench {
  readonly tell: (
    residents: SandboxFiles,
    fields?: readonly FieldId[],
  ) => Promise<ReadonlyMap<FieldId, FieldValue>>;
  readonly close: () => Promise<void>;
}

async function openBench(
  dialect: DialectUnderTest,
  document: ReturnType<typeof mergedDocument>,
): Promise<Bench> {
  const first = await dialect.start({ apiKey: API_KEY, residents: dialect.files });
  const port = Number(new URL(first.url).port);
  const referee: Referee = await startReferee(document, first.url);
  let system: SandboxServer = first;
  return {
    tell: async (residents, fields = dialect.tells) => {
      await system.close();
      system = await dialect.start({ apiKey: API_KEY, residents, port });
      const source = dialect.connect({ apiKey: API_KEY, baseUrl: referee.url, timeoutMs: 20_000 });
      const koppelsleutel = koppelsleutelOf(dialect.files, dialect.resident);
      const question = { koppelsleutel, fields, classes: classesOf(fields), traceparent: TRACEPARENT };
      const { values, failed } = await source(question, new AbortController().signal);
      expect(failed).toEqual(new Map());
      return values;
    },
    close: async () => {
      await referee.close();
      await system.close();
    },
  };
}

withReferee(canReferee ? 'a referee lays every call beside the published document' : WHY, () => {
  describe.each([
    ['VERA', CORPORATION, VERA, ['huurovereenkomsten', 'brutohuur'], 'wonen.huurprijs'],
    ['ZGW', SOCIALE_DIENST, ZGW, ['besluiten', 'ingangsdatum'], 'inkomen.besluit_vaste_lasten'],
  ] as const)('of %s', (_name, dialect, parts, [kind, name], field) => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(dialect, withTokenEndpoint(mergedDocument(parts)));
    }, 120_000);
    afterAll(async () => await bench.close());

    it('has no objection to a question, nor to an answer, for all that is told', async () => {
      const told = await bench.tell(dialect.files);
      expect([...told]).toEqual([...(await ask(dialect, dialect.tells))]);
      expect([...told.keys()]).toEqual(dialect.tells);
    }, 60_000);

    it('does object when the system sends another type than its document says', async () => {
      const wrong = altered(dialect.files, dialect.resident, kind, record => ({
        ...record,
        [name]: { no: 'such' },
      }));
      await expect(bench.tell(wrong, [field])).rejects.toThrow('unreachable');
    }, 60_000);
  });
});

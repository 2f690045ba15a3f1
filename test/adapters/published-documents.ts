import { existsSync } from 'node:fs';
import type { mergedDocument, SpokenPart } from './merged-document.ts';

// The published documents, beside the checkout when they are there.
const SAMPLES = new URL('../../../shared/samples/', import.meta.url);
const at = (path: string): URL => new URL(path, SAMPLES);
export const hasDocuments = existsSync(at('vera/Ketenprocessen/BRG.yaml'));

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
export const withTokenEndpoint = (
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

/** The published documents, by what they are of. */
export const DOCUMENTS = { VERA, ZGW } as const;

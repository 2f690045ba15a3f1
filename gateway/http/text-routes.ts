import type { RequestHandler } from 'express';
import type { RegisterContext } from '../consent/register-context.ts';
import { publishedTexts } from '../consent/resident-facts.ts';
import type { Schemas } from './openapi-document.ts';

/** `GET /v1/teksten`: with which words a resident may be asked or told something; nothing about anyone is in them. */
export const textsRoute =
  ({ database }: Pick<RegisterContext, 'database'>): RequestHandler =>
  async (_request, response) => {
    const texts = await publishedTexts(database);
    const answer: Schemas['Teksten'] = {
      teksten: texts.map(({ kind, version, language, review, sha256, publishedAtMs, body }) => ({
        soort: kind,
        versie: version,
        taal: language,
        beoordeling: review,
        sha256,
        gepubliceerd: new Date(publishedAtMs).toISOString(),
        tekst: body,
      })),
    };
    response.json(answer);
  };

import type { RequestHandler } from 'express';
import type { Policy } from '../disclosure/policy.ts';
import type { Schemas } from './openapi-document.ts';

/** `GET /v1/handreiking`: the agreements in force, for everyone; nothing about anyone is in them. */
export function handreikingRoute({ handreiking, version }: Policy): RequestHandler {
  const answer: Schemas['Handreiking'] = {
    versie: version,
    doelen: [...handreiking.purposes.values()].map(({ id, name, description }) => ({
      doel: id,
      naam: name,
      wat: description,
    })),
    regels: handreiking.rules.map(rule => ({
      regel: rule.id,
      doel: rule.purpose,
      van: [...rule.from],
      naar: [...rule.to],
      velden: [...rule.fields],
      uitkomst: rule.outcome,
      voorwaarden: [...rule.conditions],
      wet: rule.law,
      zin: rule.sentence,
    })),
  };
  const text = JSON.stringify(answer);
  return (_request, response) => {
    response.type('application/json').send(text);
  };
}

import type { RequestHandler } from 'express';
import type { Handreiking } from '../../policies/handreiking.ts';
import { notAnsweredInWords, possibilitiesInWords } from '../../policies/possibilities/in-words.ts';
import { possibilities } from '../../policies/possibilities/possibilities.ts';
import type { Sql } from '../database.ts';
import { findVersion } from '../handreiking-versions.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';

/** `GET /v1/handreiking`: the agreements in force, for everyone; nothing about anyone is in them. */
export const handreikingRoute =
  (policies: PolicyInForce): RequestHandler =>
  (_request, response) => {
    const { handreiking, version } = policies.latest();
    response.json(inWords(handreiking, version));
  };

/** `GET /v1/handreiking/{versie}`: the same, as it was under an earlier version. */
export const versionRoute =
  (sql: Sql): RequestHandler =>
  async (request, response) => {
    const version = String(request.params['versie']);
    const handreiking = await findVersion(sql, version);
    if (handreiking === undefined) throw new Problem('niet-gevonden');
    response.json(inWords(handreiking, version));
  };

const isQuery = validatorFor('Mogelijkhedenvraag');

/** `POST /v1/mogelijkheden`: what is possible, whoever the resident is. No person comes into it. */
export const possibilitiesRoute =
  (policies: PolicyInForce): RequestHandler =>
  (request, response) => {
    const { handreiking } = policies.latest();
    const body: unknown = request.body;
    if (!isQuery(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isQuery.errors));
    const answer = possibilities(handreiking, {
      purpose: body.doel,
      from: body.van,
      to: body.naar,
      fields: body.velden,
    });
    if (answer.ok) return void response.json(possibilitiesInWords(handreiking, answer));
    throw new Problem(
      'ongeldig-verzoek',
      notAnsweredInWords(answer).map(wat => ({ waar: '/', wat })),
    );
  };

const inWords = (handreiking: Handreiking, version: string): Schemas['Handreiking'] => ({
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
});

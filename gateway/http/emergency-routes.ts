import type { ErrorRequestHandler, Request, Response } from 'express';
import type { FieldId } from '../../policies/vocabulary.ts';
import { DatabaseFailure } from '../database.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import { EMERGENCY_PURPOSE, type EmergencyRoad } from '../disclosure/emergency-road.ts';
import { authenticate } from '../identity/access-token.ts';
import type { Partner } from '../identity/partner-registry.ts';
import { traceIn, type AuthenticationOptions } from './caller.ts';
import { answerFrom } from './disclosure-routes.ts';
import { validatorFor, type Schemas } from './openapi-document.ts';
import { readBody } from './request-body.ts';

const isAsk = validatorFor('Verstrekkingsverzoek');

/**
 * Answers under the emergency purpose while the ledger cannot write, if an officer opened that road; everything else keeps the
 * problem it had. Somebody who edited the head of the ledger opens nothing.
 */
export const emergencyRoute =
  (
    road: EmergencyRoad,
    { policies }: Pick<DisclosureContext, 'policies'>,
    authentication: AuthenticationOptions,
  ): ErrorRequestHandler =>
  async (error: unknown, request: Request, response: Response, next) => {
    if (!(error instanceof DatabaseFailure) || error.code === 'head-differs' || request.method !== 'POST')
      return next(error);
    const answer = await answerFor(
      request,
      response,
      road,
      authentication,
      policies.latest().handreiking.fields,
    ).catch(() => undefined);
    if (answer === undefined) return next(error);
    response.status(202).json(answer);
  };

async function answerFor(
  request: Request,
  response: Response,
  road: EmergencyRoad,
  authentication: AuthenticationOptions,
  fields: ReadonlyMap<FieldId, unknown>,
): Promise<Schemas['Noodverstrekking'] | undefined> {
  const caller = await callerFrom(request, road, authentication);
  if (caller === undefined) return undefined;
  await bodyOf(request, response);
  const body: unknown = request.body;
  if (
    !isAsk(body) ||
    body.doel !== EMERGENCY_PURPOSE ||
    !body.velden.every(field => fields.has(field as FieldId))
  )
    return undefined;
  const abandoned = new AbortController();
  response.once('close', () => void (response.writableFinished || abandoned.abort()));
  const question = {
    sender: body.van,
    koppelsleutel: body.betrokkene,
    fields: body.velden as FieldId[],
    socialCase: body.casus,
    assertedProfessional: body.namens.medewerker,
    trace: traceIn(response),
  };
  const disclosure = await road.disclose(caller, question, abandoned.signal);
  if (disclosure === undefined) return undefined;
  const { line, chain } = disclosure.receipt;
  const told = answerFrom({ ...disclosure, receipt: NOT_IN_THE_LOG_YET }, disclosure.request);
  return {
    gegevens: Object.fromEntries(disclosure.values) as Schemas['Noodverstrekking']['gegevens'],
    verplichtingen: told.verplichtingen as Schemas['Noodverstrekking']['verplichtingen'],
    nietToegestaan: told.nietToegestaan as Schemas['Noodverstrekking']['nietToegestaan'],
    nietBeschikbaar: [...told.nietBeschikbaar],
    noodbewijs: { regel: line, ketting: chain, handreiking: disclosure.policy.version },
  };
}

const NOT_IN_THE_LOG_YET = { index: -1, leafHash: '', treeSize: 0, root: '', proof: [] };

/** The token, and the certificate it is bound to, prove who it is as ever; the registry is what was remembered of it. */
async function callerFrom(
  request: Request,
  road: EmergencyRoad,
  { rules, certificates, clock, database }: AuthenticationOptions,
): Promise<Partner | undefined> {
  const now = clock();
  const lookUp = async (_sql: unknown, id: string) => {
    const partner = road.callerNamed(id);
    return await Promise.resolve(partner === undefined ? undefined : { partner, rememberedAt: undefined });
  };
  const certificate = certificates.of(request, now);
  const who = await authenticate(
    request.headers.authorization,
    certificate,
    { ...rules, lookUp },
    database,
    now,
  );
  // As far as its token reaches: one for another purpose opens nothing here.
  return typeof who === 'string' || !who.partner.purposes.has(EMERGENCY_PURPOSE) ? undefined : who.partner;
}

/** What failed before the body was read left it to be read. */
const bodyOf = async (request: Request, response: Response): Promise<void> =>
  await new Promise((resolve, reject) => {
    if (request.body !== undefined) return resolve();
    void readBody()(request, response, (error?: unknown) =>
      error === undefined
        ? resolve()
        : reject(error instanceof Error ? error : new Error('the body cannot be read')),
    );
  });

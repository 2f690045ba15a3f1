import type { RequestHandler } from 'express';
import { raiseObjection, withdrawObjection } from '../consent/objections.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireKnownPurpose, requireResident } from './register-words.ts';

const isObjection = validatorFor('Bezwaar');
const isTakenBack = validatorFor('Bezwaarintrekking');

/** `POST /v1/bezwaren`: whoever hears the resident object passes it on; it works at once, before anyone judges it. */
export const raiseObjectionRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isObjection(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isObjection.errors));
    const caller = callerIn(response);
    requireKnownPurpose(body.doel, context);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const { id, closes, goesOn, decideBy, receipt } = await raiseObjection(
      { resident, purpose: body.doel, channel: body.kanaal },
      actingFor(caller, body.namens.medewerker),
      context,
    );
    const answer: Schemas['Bezwaargemaakt'] = {
      bezwaar: id,
      gestopt: [...closes],
      gaatDoor: [...goesOn],
      beslisVoor: decideBy.toISOString(),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

/** `POST /v1/bezwaren/_intrekken`: the resident takes it back. */
export const withdrawObjectionRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isTakenBack(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isTakenBack.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await withdrawObjection(resident, body.bezwaar, acting, context);
    if (receipt === undefined)
      throw new Problem('ongeldig-verzoek', [{ waar: '/bezwaar', wat: 'dit bezwaar loopt niet (meer)' }]);
    answerRecorded(response, body.bezwaar, receipt, context);
  };

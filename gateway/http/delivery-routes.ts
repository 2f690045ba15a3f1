import type { RequestHandler } from 'express';
import type { RegisterContext } from '../consent/register-context.ts';
import { standingsOf, type Standing } from '../disclosure/waiting-delivery.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';

const isQuestion = validatorFor('Meldingenstandvraag');

const STATES: Readonly<Record<Standing['state'], Schemas['Meldingenstand']['meldingen'][number]['stand']>> = {
  waiting: 'wacht',
  delivered: 'bezorgd',
  failed: 'mislukt',
};

/** `POST /v1/meldingen/_stand`: what became of what this sender brought and had to wait. Another's is not there. */
export const deliveryStandingRoute =
  ({ database, clock }: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isQuestion.errors));
    const { partner } = callerIn(response);
    const standings = await standingsOf(database, partner.id, clock(), body.meldingen);
    const answer: Schemas['Meldingenstand'] = {
      meldingen: standings.map(({ id, recipient, state, until, broughtAt }) => ({
        melding: id,
        naar: recipient,
        stand: STATES[state],
        gebracht: broughtAt.toISOString(),
        uiterlijk: until.toISOString(),
      })),
    };
    response.json(answer);
  };

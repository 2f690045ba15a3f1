import type { RequestHandler } from 'express';
import { changeRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { findText } from '../consent/resident-facts.ts';
import { giveTableCode } from '../consent/table-codes.ts';
import { callAdvanceChoices } from '../consent/advance-choices.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireKnownPurpose, requireResident } from './register-words.ts';

const isInformation = validatorFor('Uitleggegeven');
const isCodeRequest = validatorFor('Tafelcodevraag');
const isSignal = validatorFor('Signaal');

/** `POST /v1/uitleg`: which explanation the resident was given, when and by whom (AVG 13-14). */
export const informationRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isInformation(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isInformation.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const { versie, taal, sha256 } = body.tekst;
    const text = await findText(context.database, 'uitleg', versie, taal);
    if (text?.sha256 !== sha256)
      throw new Problem('besluit-kan-zo-niet', [
        {
          waar: '/tekst',
          wat: 'Deze uitleg is nooit gepubliceerd, of anders dan u opgeeft. Kies een gepubliceerde uitleg.',
        },
      ]);
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await changeRegister(acting, context, async ({ sql, record }) => {
      await sql.query(
        `INSERT INTO information_given (resident, explanation, language, given_by, given_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING`,
        [resident, versie, taal, acting.actor, context.clock()],
      );
      return await record(resident, { what: 'information-given', version: versie, language: taal });
    });
    answerRecorded(response, context.newId(), receipt, context);
  };

/** `POST /v1/tafelcodes`: a code for the resident at the table, once, for a quarter of an hour. */
export const tableCodeRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isCodeRequest(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isCodeRequest.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const { code, expiresAt } = await giveTableCode(resident, acting, context);
    const answer: Schemas['Tafelcode'] = { code, geldigTot: expiresAt.toISOString() };
    response.status(201).json(answer);
  };

/** `POST /v1/signalen`: what the resident arranged for beforehand is happening now. */
export const signalRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isSignal(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isSignal.errors));
    const caller = callerIn(response);
    requireKnownPurpose(body.doel, context);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const { receipt, until } = await callAdvanceChoices({ resident, purpose: body.doel }, acting, context);
    const answer: Schemas['Signaalgegeven'] = {
      wakkerTot: until.toISOString(),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

import type { RequestHandler } from 'express';
import { changeMember, closeCase, openCase } from '../casework/change-case.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn, type Caller } from './caller.ts';
import { faultsFrom, validatorFor } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requirePartnerNamed, requireResident } from './register-words.ts';

const isOpening = validatorFor('Casusopening');
const isMembership = validatorFor('Casuslid');
const isClosing = validatorFor('Casussluiting');

/** Casusregie lies with the wijkteam (handreiking 2). */
export function requireCaseManager({ partner }: Caller): void {
  if (partner.role !== 'gem_wijkteam')
    throw new Problem('besluit-kan-zo-niet', [
      { waar: '/namens', wat: 'Het wijkteam heeft de casusregie. Vraag het wijkteam om dit te doen.' },
    ]);
}

const NO_SUCH_CASE = [{ waar: '/casus', wat: 'deze casus is niet open, of niet van deze bewoner' }];

/** `POST /v1/casussen`: the wijkteam opens a case about a resident, and is its first member. */
export const openCaseRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isOpening(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isOpening.errors));
    const caller = callerIn(response);
    requireCaseManager(caller);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const { medewerker } = body.namens;
    const { id, receipt } = await openCase(
      { resident, partner: caller.partner.id, professional: medewerker },
      actingFor(caller, medewerker),
      context,
    );
    answerRecorded(response, id, receipt, context);
  };

/** `POST /v1/casussen/_lid`: a person of a partner joins or leaves; not the partner as a whole. */
export const memberRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isMembership(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isMembership.errors));
    const caller = callerIn(response);
    requireCaseManager(caller);
    const partner = await requirePartnerNamed(context.database, body.partner, '/partner');
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await changeMember(
      { id: body.casus, resident },
      { wat: body.wat, partner: partner.id, professional: body.medewerker },
      acting,
      context,
    );
    if (receipt === undefined) throw new Problem('ongeldig-verzoek', NO_SUCH_CASE);
    answerRecorded(response, body.casus, receipt, context);
  };

/** `POST /v1/casussen/_sluiten` */
export const closeCaseRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isClosing(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isClosing.errors));
    const caller = callerIn(response);
    requireCaseManager(caller);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await closeCase({ id: body.casus, resident }, acting, context);
    if (receipt === undefined) throw new Problem('ongeldig-verzoek', NO_SUCH_CASE);
    answerRecorded(response, body.casus, receipt, context);
  };

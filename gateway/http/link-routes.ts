import type { RequestHandler } from 'express';
import { changeRegister } from '../consent/change-register.ts';
import { introduceResident } from '../consent/introduce-resident.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { isBsn, mayUseBsn } from '../identity/person-seen.ts';
import { callerIn, type Caller } from './caller.ts';
import { requireCaseManager } from './case-routes.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requirePartnerNamed, requireResident } from './register-words.ts';

const isLink = validatorFor('Koppeling');
const isIntroduction = validatorFor('Aanmelding');

/** `POST /v1/koppelingen`: gives another partner a koppelsleutel of its own; who introduces never hears which. */
export const linkRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isLink(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isLink.errors));
    const caller = callerIn(response);
    requireCaseManager(caller);
    const partner = await requirePartnerNamed(context.database, body.partner, '/partner');
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await changeRegister(acting, context, async ({ sql, record }) => {
      await sql.query(
        'INSERT INTO link (partner, resident, koppelsleutel) VALUES ($1, $2, $3) ON CONFLICT (partner, resident) DO NOTHING',
        [partner.id, resident, context.newId()],
      );
      return await record(resident, { what: 'link-made', partner: partner.id });
    });
    answerRecorded(response, context.newId(), receipt, context);
  };

/** `POST /v1/koppelingen/_aanmelden`: a partner has somebody before it, and gets its own pseudonym for them. */
export const introduceRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isIntroduction(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isIntroduction.errors));
    const caller = callerIn(response);
    const { bsn } = body.persoon;
    if (bsn !== undefined) requireBsnAllowed(bsn, caller, context);
    const tags = context.personTags({
      givenNames: body.persoon.voornamen,
      familyName: body.persoon.achternaam,
      birthDate: body.persoon.geboortedatum,
      postcode: body.persoon.postcode,
      houseNumber: body.persoon.huisnummer,
      ...(bsn === undefined ? {} : { bsn }),
    });
    const acting = actingFor(caller, body.namens.medewerker);
    const introduction = { partner: caller.partner.id, tags, seen: body.gezien };
    const { koppelsleutel, receipt } = await introduceResident(introduction, acting, context);
    const answer: Schemas['Aangemeld'] = {
      koppelsleutel,
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

/** UAVG 46: who has no right to the number may not even send it; and a number that is none recognises nobody. */
function requireBsnAllowed(bsn: string, { partner }: Caller, { policies }: RegisterContext): void {
  const role = policies.latest().handreiking.roles.get(partner.role);
  const waar = '/persoon/bsn';
  if (role === undefined || !mayUseBsn(role))
    throw new Problem('besluit-kan-zo-niet', [
      { waar, wat: 'U mag het BSN niet gebruiken. Laat het weg: naam, geboortedatum en adres zijn genoeg.' },
    ]);
  if (!isBsn(bsn)) throw new Problem('ongeldig-verzoek', [{ waar, wat: 'dit is geen BSN' }]);
}

import type { RequestHandler } from 'express';
import { changeRegister, type HeldRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Receipt } from '../ledger/append.ts';
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

const openCase = async ({ sql }: HeldRegister, id: string, resident: string): Promise<boolean> => {
  const rows = await sql.query(
    'SELECT id FROM social_case WHERE id = $1 AND resident = $2 AND closed_at IS NULL',
    [id, resident],
  );
  return rows.length === 1;
};

/** `POST /v1/casussen`: the wijkteam opens a case about a resident, and is its first member. */
export const openCaseRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isOpening(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isOpening.errors));
    const caller = callerIn(response);
    requireCaseManager(caller);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const [id, now] = [context.newId(), context.clock()];
    const { medewerker } = body.namens;
    const receipt = await changeRegister(actingFor(caller, medewerker), context, async ({ sql, record }) => {
      await sql.query('INSERT INTO social_case (id, resident, opened_at) VALUES ($1, $2, $3)', [
        id,
        resident,
        now,
      ]);
      await sql.query(
        'INSERT INTO case_member (social_case, partner, professional, member_from) VALUES ($1, $2, $3, $4)',
        [id, caller.partner.id, medewerker, now],
      );
      return await record(resident, { what: 'case-opened', case: id });
    });
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
    const receipt = await changeRegister(acting, context, async (register): Promise<Receipt | undefined> => {
      if (!(await openCase(register, body.casus, resident))) return undefined;
      const statement =
        body.wat === 'komt'
          ? 'INSERT INTO case_member (social_case, partner, professional, member_from) VALUES ($1, $2, $3, $4)'
          : `UPDATE case_member SET member_until = $4 WHERE social_case = $1 AND partner = $2 AND professional = $3
              AND member_until IS NULL`;
      await register.sql.query(statement, [body.casus, partner.id, body.medewerker, context.clock()]);
      const what = body.wat === 'komt' ? 'member-joined' : 'member-left';
      return await register.record(resident, { what, case: body.casus, partner: partner.id });
    });
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
    const receipt = await changeRegister(acting, context, async (register): Promise<Receipt | undefined> => {
      if (!(await openCase(register, body.casus, resident))) return undefined;
      await register.sql.query('UPDATE social_case SET closed_at = $2 WHERE id = $1', [
        body.casus,
        context.clock(),
      ]);
      return await register.record(resident, { what: 'case-closed', case: body.casus });
    });
    if (receipt === undefined) throw new Problem('ongeldig-verzoek', NO_SUCH_CASE);
    answerRecorded(response, body.casus, receipt, context);
  };

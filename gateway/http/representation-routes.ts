import type { RequestHandler } from 'express';
import { mayReach, type Reach } from '../../consent/representation.ts';
import { noteMinority } from '../consent/minority.ts';
import { changeRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireResident } from './register-words.ts';

const isRepresentation = validatorFor('Vertegenwoordiging');
const isMinority = validatorFor('Minderjarige');
const isEnd = validatorFor('Vertegenwoordigingseinde');

const REACHES: Readonly<Record<Schemas['Vertegenwoordiging']['gaatOver'], Reach>> = {
  geld: 'money',
  zorg: 'care',
  beide: 'both',
};

/** `POST /v1/vertegenwoordigingen`: a professional saw the proof; its kind and number are kept, no copy. */
export const recordRepresentationRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isRepresentation(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isRepresentation.errors));
    const reach = REACHES[body.gaatOver];
    if (!mayReach(body.soort, reach))
      throw new Problem('besluit-kan-zo-niet', [
        {
          waar: '/gaatOver',
          wat: 'Een mentor gaat over zorg, een bewindvoerder over geld, een curator of ouder over beide.',
        },
      ]);
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const acting = actingFor(caller, body.namens.medewerker);
    const id = context.newId();
    const receipt = await changeRegister(acting, context, async ({ sql, record }) => {
      await sql.query(
        `INSERT INTO representation (id, resident, kind, reach, proof_kind, proof_number, valid_from, valid_until, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          resident,
          body.soort,
          reach,
          body.gezien.soort,
          body.gezien.nummer,
          new Date(body.vanaf),
          body.tot === undefined ? null : new Date(body.tot),
          acting.actor,
          context.clock(),
        ],
      );
      return await record(resident, {
        what: 'representation-recorded',
        representation: id,
        kind: body.soort,
        reach,
      });
    });
    answerRecorded(response, id, receipt, context);
  };

/** `POST /v1/vertegenwoordigingen/_beeindigen` */
export const endRepresentationRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isEnd(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isEnd.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const id = body.vertegenwoordiging;
    const acting = actingFor(caller, body.namens.medewerker);
    const receipt = await changeRegister(acting, context, async ({ sql, record }) => {
      const ended = await sql.query(
        'UPDATE representation SET ended_at = $3 WHERE id = $1 AND resident = $2 AND ended_at IS NULL RETURNING id',
        [id, resident, context.clock()],
      );
      return ended.length === 0
        ? undefined
        : await record(resident, { what: 'representation-ended', representation: id });
    });
    if (receipt === undefined)
      throw new Problem('ongeldig-verzoek', [
        { waar: '/vertegenwoordiging', wat: 'deze vertegenwoordiging loopt niet (meer)' },
      ]);
    answerRecorded(response, id, receipt, context);
  };

/** `POST /v1/minderjarigen`: who meets the resident notes that they are under sixteen; what needs a yes closes at once. */
export const minorityRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isMinority(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isMinority.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const age = body.leeftijd === 'onder-12' ? 'under-12' : 'from-12';
    const acting = actingFor(caller, body.namens.medewerker);
    const { id, receipt } = await noteMinority({ resident, age }, acting, context);
    answerRecorded(response, id, receipt, context);
  };

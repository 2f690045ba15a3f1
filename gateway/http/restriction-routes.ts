import type { RequestHandler } from 'express';
import type { RestrictionGround } from '../../consent/restriction.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { announceLift, liftRestriction, restrict } from '../consent/restrictions.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireKnownPurpose, requireResident } from './register-words.ts';

const isRestriction = validatorFor('Beperking');
const isAnnouncement = validatorFor('Beperkingaankondiging');
const isLift = validatorFor('Beperkingopheffing');

const GROUNDS: Readonly<Record<Schemas['Beperking']['grond'], RestrictionGround>> = {
  juistheid: 'accuracy',
  onrechtmatig: 'unlawful',
  rechtsvordering: 'claim',
  bezwaar: 'objection',
};

/** `POST /v1/beperkingen` (AVG 18): whoever hears the resident ask it passes it on; it works at once. */
export const restrictRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isRestriction(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isRestriction.errors));
    const caller = callerIn(response);
    const { doel: purpose, velden, grond, kanaal: channel } = body;
    if (purpose !== undefined) requireKnownPurpose(purpose, context);
    const fields = velden as FieldId[] | undefined;
    requireKnownFields(fields ?? [], context);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const { id, receipt } = await restrict(
      {
        resident,
        ground: GROUNDS[grond],
        askedBy: 'resident',
        channel,
        ...(purpose === undefined ? {} : { purpose }),
        ...(fields === undefined ? {} : { fields }),
      },
      actingFor(caller, body.namens.medewerker),
      context,
    );
    // Not how many others were told: that says how many there are.
    const answer: Schemas['Beperkt'] = {
      beperking: id,
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

function requireKnownFields(fields: readonly FieldId[], { policies }: RegisterContext): void {
  const { fields: known } = policies.latest().handreiking;
  const place = fields.findIndex(field => !known.has(field));
  if (place >= 0)
    throw new Problem('ongeldig-verzoek', [
      { waar: `/velden/${String(place)}`, wat: 'dit veld kennen wij niet' },
    ]);
}

const NOT_NOW = {
  'no-reasons': {
    waar: '/redenen',
    wat: 'Leg de bewoner uit waarom, in gewone taal. Een paar woorden is te weinig.',
  },
  'not-announced': { waar: '/beperking', wat: 'De bewoner moet het eerst horen: kondig het aan.' },
  'too-early': { waar: '/beperking', wat: 'De bewoner heeft een week om te reageren.' },
} as const;
const NOT_RUNNING = { waar: '/beperking', wat: 'deze beperking loopt niet (meer)' };

/** `POST /v1/beperkingen/_aankondigen` (AVG 18(3)): the resident heard that it will be lifted, and why. */
export const announceLiftRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isAnnouncement(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAnnouncement.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const { beperking: restriction, verteld: toldHow, redenen: reasons } = body;
    const done = await announceLift({ restriction, toldHow, reasons }, acting, context);
    if (done === undefined) throw new Problem('ongeldig-verzoek', [NOT_RUNNING]);
    if (typeof done === 'string') throw new Problem('besluit-kan-zo-niet', [NOT_NOW[done]]);
    answerRecorded(response, restriction, done, context);
  };

/** `POST /v1/beperkingen/_opheffen`: a week after it was announced, not before. */
export const liftRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isLift(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isLift.errors));
    const acting = actingFor(callerIn(response), body.namens.medewerker);
    const done = await liftRestriction(body.beperking, acting, context);
    if (done === undefined) throw new Problem('ongeldig-verzoek', [NOT_RUNNING]);
    if (typeof done === 'string') throw new Problem('besluit-kan-zo-niet', [NOT_NOW[done]]);
    answerRecorded(response, body.beperking, done, context);
  };

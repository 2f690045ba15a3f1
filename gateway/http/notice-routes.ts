import type { RequestHandler } from 'express';
import type { FieldId } from '../../policies/vocabulary.ts';
import { answerNotice, fetchNotices, type AnswerFault } from '../consent/answer-notice.ts';
import { changeRegister } from '../consent/change-register.ts';
import { messageOf } from '../consent/deliver-notices.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { remindersFor, type OpenReminder } from '../consent/remind.ts';
import { tellRecipients } from '../consent/tell-recipients.ts';
import { undeliveredOf } from '../disclosure/waiting-delivery.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { actingFor, requireResident } from './register-words.ts';

const isFetch = validatorFor('Berichtenvraag');
const isAnswer = validatorFor('Berichtantwoord');
const isRecall = validatorFor('Terugroeping');

/** `POST /v1/berichten/_ophalen`: what this partner received and has to do something about. */
export const fetchNoticesRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isFetch(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isFetch.errors));
    const caller = callerIn(response);
    const notices = await fetchNotices(caller.partner, actingFor(caller, body.namens.medewerker), context);
    const sql = context.database;
    const messages = await Promise.all(notices.map(async notice => await messageOf({ sql }, notice)));
    const undelivered = await undeliveredOf(sql, caller.partner.id, context.clock());
    const reminders = await remindersFor(sql, caller.partner.id, context.clock());
    const answer: Schemas['Berichten'] = {
      berichten: messages.map(each => ({
        ...each,
        velden: [...each.velden],
        ontvangenIn: [...each.ontvangenIn],
      })),
      herinneringen: reminders.map(reminderInDutch),
      nietBezorgd: undelivered.map(({ id, recipient, endedAt }) => ({
        melding: id,
        naar: recipient,
        opgegevenOp: endedAt.toISOString(),
      })),
    };
    response.json(answer);
  };

const reminderInDutch = (reminder: OpenReminder): Schemas['Berichten']['herinneringen'][number] => ({
  toestemming: reminder.consent,
  betrokkene: reminder.koppelsleutel,
  doel: reminder.purpose,
  naar: reminder.recipient,
  geldigTot: reminder.validUntil.toISOString(),
});

const FAULTS: Readonly<Record<AnswerFault, string>> = {
  unreadable: 'dit is geen leesbaar antwoord: stuur een JWS met bericht, gedaan en op',
  'not-signed-by-you': 'onderteken met de sleutel uit uw eigen certificaat',
  'not-your-message': 'dit bericht is niet aan u',
  'no-answer-to-this': 'dit woord past niet bij dit verzoek; kijk in de documentatie welke woorden kunnen',
  'already-answered': 'dit bericht is al beantwoord',
};

/** `POST /v1/berichten/_beantwoorden`: what this partner did, signed with the key of its own certificate. */
export const answerNoticeRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isAnswer(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAnswer.errors));
    const caller = callerIn(response);
    const acting = actingFor(caller, body.namens.medewerker);
    const result = await answerNotice(body.antwoord, caller.partner, acting, context);
    if ('fault' in result)
      throw new Problem('besluit-kan-zo-niet', [{ waar: '/antwoord', wat: FAULTS[result.fault] }]);
    const answer: Schemas['Berichtbeantwoord'] = { status: result.state === 'done' ? 'gedaan' : 'geweigerd' };
    response.json(answer);
  };

const REQUESTS = { corrigeer: 'correct', beperk: 'restrict', wis: 'erase' } as const;

/** `POST /v1/berichten`: a source lets everyone who received from it know that data are corrected, restricted or erased. */
export const recallRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isRecall(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isRecall.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const recall = {
      resident,
      request: REQUESTS[body.verzoek],
      cause: context.newId(),
      sender: caller.partner.id,
      fields: body.velden as FieldId[],
      concerns: () => true,
    };
    const told = await changeRegister(
      actingFor(caller, body.namens.medewerker),
      context,
      async register => await tellRecipients(recall, register, context),
    );
    const answer: Schemas['Teruggeroepen'] = { ontvangers: told };
    response.status(201).json(answer);
  };

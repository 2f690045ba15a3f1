import { mayReadAloud } from '../../../../consent/read-aloud.ts';
import { readAloudTexts } from '../../../../portal/table/read-aloud-texts.ts';
import type { AloudQuestion } from '../../../../portal/table/read-aloud-view.ts';
import { wordOfField, wordOfPurpose } from '../../../../portal/resident/words.tsx';
import type { Typed } from '../../../../portal/table/form-parts.tsx';
import { translationOf } from '../../../../portal/texts/texts.ts';
import { changeRegister } from '../../../consent/change-register.ts';
import { consentsOf } from '../../../consent/consent-store.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { findQuestion, type OpenQuestion } from '../../../resident/read-question.ts';
import { PageProblem } from '../page-problem.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atTable, formKey, keep, keptIn, sendMessage, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A seat from which a question may be read aloud, with the resident there. */
export interface ReadingSeat extends Seat {
  readonly asked: OpenQuestion;
  /** Where this reading is. */
  readonly here: string;
  /** What was said so far; nothing is decided by it. */
  readonly said: Typed;
}

export const readerAt = ({ partner, keeps }: Seat) => ({ partner: partner.id, keeps });

/** Lets in while the case is open and the resident sits at the table. */
export const withResident = (context: PortalContext, handle: (seat: Seat) => Promise<void>) =>
  atTable(context, ['bijwerken', 'casus'], async seat => {
    const { response, found, address } = seat;
    if (found.closedAt !== undefined) return response.redirect(303, address);
    if (found.invitation?.state !== 'aanwezig')
      return sendMessage(seat, 409, { ...readAloudTexts.absent, back: address });
    await handle(seat);
  });

/** Lets in who may read this question aloud. Who would receive hears the same as of a question that is not there. */
export const atReading = (context: PortalContext, handle: (seat: ReadingSeat) => Promise<void>) =>
  withResident(context, async seat => {
    const { request, found } = seat;
    const id = String(request.params['vraag']);
    if (!UUID.test(id)) throw new PageProblem('niet-gevonden');
    const [stored] = await consentsOf(context.register.database, found.resident, { id });
    if (stored === undefined || !mayReadAloud(readerAt(seat), stored)) return await turnAway(seat, id);
    const asked = await findQuestion(found.resident, id, context.register);
    if (asked === undefined || stored.circumstance !== 'ordinary') throw new PageProblem('vraag-vervallen');
    const here = `${seat.address}/voorlezen/${id}`;
    await handle({ ...seat, asked, here, said: keptIn(seat)[here] ?? {} });
  });

export async function turnAway(seat: Seat, question: string): Promise<void> {
  const { context, acting, found, address } = seat;
  await changeRegister(acting, context.register, async ({ record }) => {
    await record(found.resident, { what: 'reading-turned-away', case: found.id, question });
  });
  sendMessage(seat, 403, { ...readAloudTexts.turnedAway, back: address });
}

/** Keeps what was said for this browser alone, sealed. */
export const keepSaid = async (seat: ReadingSeat, said: Typed | undefined): Promise<void> =>
  await keep(seat, seat.here, said);

/** The question in the words in which it is read aloud. */
export async function aloudQuestion({ context }: Seat, { consent }: OpenQuestion): Promise<AloudQuestion> {
  const parties = await readParties(context.register.database);
  const dutch = translationOf('nl');
  return {
    id: consent.id,
    sender: nameOfParty(parties, consent.sender),
    recipient: nameOfParty(parties, consent.recipient),
    purpose: wordOfPurpose(dutch, consent.purpose),
    items: consent.fields.map(field => ({ field, word: wordOfField(dutch, field) })),
  };
}

/** What every page of this reading shows. */
export const pageParts = async (seat: ReadingSeat) => ({
  viewer: viewerOf(seat.request, seat.response, seat.context),
  head: await headOf(seat),
  form: formKey(seat),
  question: await aloudQuestion(seat, seat.asked),
});

/** Where to go on: the first item without an answer, then the talk, then the check. */
export function nextFor({ asked, here }: ReadingSeat, said: ReadingSeat['said']): string {
  const next = asked.consent.fields.find(field => said[`keuze-${field}`] === undefined);
  if (next !== undefined) return `${here}/gegeven/${next}`;
  return said['woorden'] === undefined ? `${here}/gesprek` : `${here}/klopt`;
}

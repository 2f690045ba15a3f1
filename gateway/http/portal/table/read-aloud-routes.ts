import { PROVISIONAL_VALIDITY_MS } from '../../../../consent/duration.ts';
import { needsWriting } from '../../../../consent/grounds.ts';
import { mayReadAloud } from '../../../../consent/read-aloud.ts';
import {
  readAloudItemPage,
  readAloudListPage,
  readAloudOpeningPage,
} from '../../../../portal/table/read-aloud.tsx';
import { translationOf } from '../../../../portal/texts/texts.ts';
import { isOpenQuestion } from '../../../consent/answer-question.ts';
import { changeRegister } from '../../../consent/change-register.ts';
import { consentsOf } from '../../../consent/consent-store.ts';
import { readParties } from '../../../resident/parties.ts';
import { shownExchange } from '../../../resident/read-overview.ts';
import { askedText, findQuestion, type OpenQuestion } from '../../../resident/read-question.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { doOnce, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { finishRoutes } from './read-aloud-finish.ts';
import {
  aloudQuestion,
  atReading,
  keepSaid,
  nextFor,
  pageParts,
  readerAt,
  withResident,
  type ReadingSeat,
} from './reading-seat.ts';

/** Whether the law wants a signature here; then a voice at the table is not enough. */
const wantsWriting = ({ context }: Seat, { consent, sender, recipient }: OpenQuestion): boolean =>
  needsWriting(
    context.register.policies.latest().handreiking.rules,
    { purpose: consent.purpose, from: sender.role, to: recipient.role },
    consent.fields,
  );

/** `GET /casussen/:id/voorlezen` */
async function list(seat: Seat): Promise<void> {
  const { request, response, context, found } = seat;
  const { register } = context;
  const open = (await consentsOf(register.database, found.resident))
    .filter(isOpenQuestion)
    .filter(each => each.circumstance === 'ordinary' && mayReadAloud(readerAt(seat), each));
  const questions = [];
  for (const { id } of open) {
    const asked = await findQuestion(found.resident, id, register);
    if (asked !== undefined)
      questions.push({ ...(await aloudQuestion(seat, asked)), needsWriting: wantsWriting(seat, asked) });
  }
  response.send(
    readAloudListPage({ viewer: viewerOf(request, response, context), head: await headOf(seat), questions }),
  );
}

/** `GET /casussen/:id/voorlezen/:vraag`: that it was read aloud is written down, with no value. */
async function openReading(seat: ReadingSeat): Promise<void> {
  const { response, context, asked, acting } = seat;
  const { register } = context;
  if (wantsWriting(seat, asked)) return response.redirect(303, `${seat.address}/voorlezen`);
  await changeRegister(acting, register, async ({ record }) => {
    await record(asked.consent.resident, { what: 'question-viewed', question: asked.consent.id, fields: [] });
  });
  response.send(
    readAloudOpeningPage({
      ...(await pageParts(seat)),
      text: await askedText(register.database, 'nl'),
      exchange: shownExchange(asked.consent, await readParties(register.database)),
      until: new Date(register.clock().getTime() + PROVISIONAL_VALIDITY_MS),
      translation: translationOf('nl'),
    }),
  );
}

const fieldIn = ({ request, asked }: ReadingSeat): string => {
  const field = asked.consent.fields.find(each => each === request.params['gegeven']);
  if (field === undefined) throw new PageProblem('niet-gevonden');
  return field;
};

async function sendItem(seat: ReadingSeat, isMissing: boolean): Promise<void> {
  const field = fieldIn(seat);
  const chosen = seat.said[`keuze-${field}`];
  seat.response.status(isMissing ? 422 : 200).send(
    readAloudItemPage({
      ...(await pageParts(seat)),
      field,
      chosen: chosen === 'ja' || chosen === 'nee' ? chosen : undefined,
      isMissing,
    }),
  );
}

/** `POST /casussen/:id/voorlezen/:vraag/gegeven/:gegeven`: on to what was not asked yet. */
async function chooseItem(seat: ReadingSeat): Promise<void> {
  const field = fieldIn(seat);
  const { keuze } = sentIn(seat);
  if (keuze !== 'ja' && keuze !== 'nee') return await sendItem(seat, true);
  await doOnce(seat, async () => {
    const said = { ...seat.said, [`keuze-${field}`]: keuze };
    await keepSaid(seat, said);
    return nextFor(seat, said);
  });
}

const LIST = '/casussen/:id/voorlezen';
const ITEM = `${LIST}/:vraag/gegeven/:gegeven`;
const guard = ['bijwerken', 'casus'] as const;

/** R11: a question is read aloud at the table, and the answer written down. */
export const readAloudRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: LIST, method: 'get', guard, handler: withResident(context, list) },
  { path: `${LIST}/:vraag`, method: 'get', guard, handler: atReading(context, openReading) },
  {
    path: ITEM,
    method: 'get',
    guard,
    handler: atReading(context, async seat => await sendItem(seat, false)),
  },
  { path: ITEM, method: 'post', guard, handler: atReading(context, chooseItem) },
  ...finishRoutes(context),
];

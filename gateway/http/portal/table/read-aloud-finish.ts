import { DAY_MS, PROVISIONAL_VALIDITY_MS } from '../../../../consent/duration.ts';
import { formAtTable, mayReadAloud } from '../../../../consent/read-aloud.ts';
import { REFUSALS } from '../../../../consent/refusal.ts';
import { isYes } from '../../../../consent/states.ts';
import { wordOfField } from '../../../../portal/resident/words.tsx';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { readAloudProofPage } from '../../../../portal/table/read-aloud-proof.tsx';
import { readAloudCheckPage, readAloudTalkPage } from '../../../../portal/table/read-aloud-talk.tsx';
import { readAloudTexts } from '../../../../portal/table/read-aloud-texts.ts';
import { translationOf } from '../../../../portal/texts/texts.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import { answerQuestion, answersTo, type AnswerOutcome } from '../../../consent/answer-question.ts';
import { consentsOf } from '../../../consent/consent-store.ts';
import { keepReading, wasReadBy, type Reading } from '../../../consent/read-aloud.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { askedText } from '../../../resident/read-question.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { doOnce, faultsOf, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import {
  atReading,
  keepSaid,
  nextFor,
  pageParts,
  readerAt,
  turnAway,
  withResident,
  type ReadingSeat,
} from './reading-seat.ts';

const { talk: texts } = readAloudTexts;
const LONGEST = 1_000;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const known = (words: Readonly<Record<string, string>>, said: string | undefined): said is string =>
  said !== undefined && Object.hasOwn(words, said);

const presentIn = (said: Typed): readonly string[] =>
  Object.keys(texts.who).filter(who => said[`erbij-${who}`] === 'ja');

function troubleIn(
  seat: ReadingSeat,
  said: Typed,
): { faults: readonly Fault[]; findings: readonly Finding[] } {
  const present = presentIn(said);
  const { woorden = '' } = said;
  return {
    faults: faultsOf([
      ['erbij', present.length === 0, texts.faults.present],
      ['erbij', present.length > 1 && present.includes('niemand'), texts.faults.alone],
      ['taal', !known(texts.languages, said['taal']), texts.faults.language],
      ['tolk', !known(texts.interpreters, said['tolk']), texts.faults.interpreter],
      ['terugvraag', !known(texts.backs, said['terugvraag']), texts.faults.back],
      ['woorden', woorden === '', texts.faults.words],
      ['woorden', woorden.length > LONGEST, texts.faults.long],
    ]),
    findings: findingsIn(seat.context.tableFile.wordList, { woorden }),
  };
}

async function sendTalk(
  seat: ReadingSeat,
  typed: Typed,
  { faults, findings }: ReturnType<typeof troubleIn>,
): Promise<void> {
  seat.response
    .status(faults.length + findings.length === 0 ? 200 : 422)
    .send(readAloudTalkPage({ ...(await pageParts(seat)), typed, faults, findings }));
}

/** `POST /casussen/:id/voorlezen/:vraag/gesprek`: judged here, and again when it is recorded. */
async function writeTalk(seat: ReadingSeat): Promise<void> {
  const typed = sentIn(seat);
  const choices = Object.fromEntries(Object.entries(seat.said).filter(([name]) => name.startsWith('keuze-')));
  const said = { ...choices, ...typed };
  const trouble = troubleIn(seat, said);
  await keepSaid(seat, said);
  if (trouble.faults.length + trouble.findings.length > 0) return await sendTalk(seat, typed, trouble);
  await doOnce(seat, async () => await Promise.resolve(nextFor(seat, said)));
}

const readingIn = (said: Typed): Reading => ({
  present: presentIn(said),
  language: said['taal'] ?? '',
  interpreter: said['tolk'] ?? '',
  back: said['terugvraag'] ?? '',
  words: said['woorden'] ?? '',
});

/** Where something still misses; nothing when all was said. */
function missingAt(seat: ReadingSeat): string | undefined {
  const next = nextFor(seat, seat.said);
  if (!next.endsWith('/klopt')) return next;
  const { faults, findings } = troubleIn(seat, seat.said);
  return faults.length + findings.length > 0 ? `${seat.here}/gesprek` : undefined;
}

const chosen = ({ asked, said }: ReadingSeat, choice: 'ja' | 'nee') =>
  asked.consent.fields.filter(field => said[`keuze-${field}`] === choice);

/** `GET /casussen/:id/voorlezen/:vraag/klopt` */
async function sendCheck(seat: ReadingSeat, refused: readonly string[] = []): Promise<void> {
  const missing = missingAt(seat);
  if (missing !== undefined) return seat.response.redirect(303, missing);
  seat.response.status(refused.length === 0 ? 200 : 422).send(
    readAloudCheckPage({
      ...(await pageParts(seat)),
      yes: chosen(seat, 'ja'),
      no: chosen(seat, 'nee'),
      until: new Date(seat.context.register.clock().getTime() + PROVISIONAL_VALIDITY_MS),
      talk: readingIn(seat.said),
      refused,
    }),
  );
}

/** The answer as every other decision is recorded, with how it was read aloud beside it. */
async function record(seat: ReadingSeat): Promise<AnswerOutcome> {
  const { asked, context, acting, partner, said } = seat;
  const { register } = context;
  const { version, language, sha256 } = await askedText(register.database, 'nl');
  const { resident, id: question } = asked.consent;
  const reading = readingIn(said);
  return await answerQuestion(
    {
      resident,
      question,
      yes: chosen(seat, 'ja'),
      no: chosen(seat, 'nee'),
      recorder: { id: partner.id, role: partner.role },
      keepWith: async held =>
        await keepReading({ resident, question, reading }, acting.actor, held, register),
      decided: {
        sender: asked.sender,
        recipients: [asked.recipient],
        form: formAtTable({ version, language, sha256 }, register.clock().getTime()),
        capacity: 'able',
        representation: undefined,
        opinion: undefined,
        helper: undefined,
        teachBack: reading.back === 'niet-gedaan' ? undefined : reading.back === 'goed',
      },
    },
    acting,
    register,
  );
}

/** `POST /casussen/:id/voorlezen/:vraag/klopt`: now it is decided, once. */
async function decide(seat: ReadingSeat): Promise<void> {
  const missing = missingAt(seat);
  if (missing !== undefined) return seat.response.redirect(303, missing);
  const outcome = await record(seat);
  if (outcome.kind === 'not-open') throw new PageProblem('vraag-vervallen');
  if (outcome.kind === 'refused')
    return await sendCheck(
      seat,
      outcome.refusals.map(code => REFUSALS[code].sentence),
    );
  await doOnce(seat, async () => {
    await keepSaid(seat, undefined);
    return `${seat.here}/bewijs`;
  });
}

/** `GET /casussen/:id/voorlezen/:vraag/bewijs`: for who read it, on the day itself; afterwards it is the resident's alone. */
async function sendProof(seat: Seat): Promise<void> {
  const { request, response, context, found, acting } = seat;
  const { database, clock } = context.register;
  const id = String(request.params['vraag']);
  if (!UUID.test(id)) throw new PageProblem('niet-gevonden');
  const [question] = await consentsOf(database, found.resident, { id });
  const since = new Date(clock().getTime() - DAY_MS);
  const isOwn =
    question !== undefined &&
    mayReadAloud(readerAt(seat), question) &&
    (await wasReadBy(database, id, acting.actor, since));
  if (!isOwn) return await turnAway(seat, id);
  const answers = await answersTo(database, found.resident, id);
  const [first] = answers;
  if (first === undefined) throw new PageProblem('vraag-vervallen');
  const parties = await readParties(database);
  const wordsOf = (each: typeof answers): readonly string[] =>
    each.flatMap(({ fields }) => fields.map(field => wordOfField(translationOf('nl'), field)));
  const yes = answers.filter(({ state }) => isYes(state));
  response.send(
    readAloudProofPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      number: id,
      sender: nameOfParty(parties, question.sender),
      recipient: nameOfParty(parties, question.recipient),
      at: first.at,
      until: yes[0]?.validUntil,
      yes: wordsOf(yes),
      no: wordsOf(answers.filter(({ state }) => !isYes(state))),
    }),
  );
}

const READING = '/casussen/:id/voorlezen/:vraag';
const guard = ['bijwerken', 'casus'] as const;

/** How the talk went, the check, and the proof. */
export const finishRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: `${READING}/gesprek`,
    method: 'get',
    guard,
    handler: atReading(context, async seat => await sendTalk(seat, seat.said, { faults: [], findings: [] })),
  },
  { path: `${READING}/gesprek`, method: 'post', guard, handler: atReading(context, writeTalk) },
  {
    path: `${READING}/klopt`,
    method: 'get',
    guard,
    handler: atReading(context, async seat => await sendCheck(seat)),
  },
  { path: `${READING}/klopt`, method: 'post', guard, handler: atReading(context, decide) },
  { path: `${READING}/bewijs`, method: 'get', guard, handler: withResident(context, sendProof) },
];

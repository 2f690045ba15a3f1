import type { Request, Response } from 'express';
import type { Handreiking } from '../../../../policies/handreiking.ts';
import { cardsFor, type PracticeCard } from '../../../../policies/practice/card.ts';
import { practiceDeck } from '../../../../policies/practice/deck.ts';
import {
  ANSWERS,
  isKnown,
  judge,
  verdictsOn,
  type PracticeAnswer,
} from '../../../../policies/practice/judge.ts';
import {
  nextCards,
  weaknessesOf,
  type CardMemory,
  type Subject,
} from '../../../../policies/practice/schedule.ts';
import type { DecisionTable } from '../../../../policies/table.ts';
import { practiceAnswerPage, type Judged } from '../../../../portal/practice/answer-page.tsx';
import { practiceCardPage } from '../../../../portal/practice/card-page.tsx';
import { practiceGroupPage } from '../../../../portal/practice/group-page.tsx';
import { practiceHomePage } from '../../../../portal/practice/home-page.tsx';
import { printedCardsPage } from '../../../../portal/practice/printed-cards.tsx';
import { keepAnswer, memoriesOf } from '../../../learning/practice-memory.ts';
import { personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { teamOf } from './team.ts';

type Dealt = PracticeCard & Subject;

const decks = new WeakMap<Handreiking, readonly Dealt[]>();

/** The cards of these rules; made once. What a card is about, for what goes wrong, is its purpose. */
function deckOf(handreiking: Handreiking, table: DecisionTable): readonly Dealt[] {
  const known = decks.get(handreiking);
  if (known !== undefined) return known;
  const deck = practiceDeck(handreiking, table).map(card => ({ ...card, topic: card.purpose }));
  decks.set(handreiking, deck);
  return deck;
}

/** Everything a practice page needs: the rules of now, the cards of the chosen role, and what the team remembers. */
interface Practising {
  readonly handreiking: Handreiking;
  readonly table: DecisionTable;
  readonly version: string;
  readonly role: string;
  readonly team: string;
  readonly all: readonly Dealt[];
  readonly cards: readonly Dealt[];
  readonly memories: readonly CardMemory[];
  readonly next: (count: number) => readonly Dealt[];
}

async function practisingIn(
  request: Request,
  response: Response,
  { register }: PortalContext,
): Promise<Practising> {
  const { handreiking, table, version } = register.policies.latest();
  const { team, role: own } = await teamOf(personIn(response), register.database);
  const asked = request.query['rol'];
  const role = typeof asked === 'string' ? (handreiking.roles.has(asked) ? asked : '') : (own ?? '');
  const all = deckOf(handreiking, table);
  const cards = cardsFor(all, role === '' ? undefined : role) as readonly Dealt[];
  const memories = await memoriesOf(register.database, team);
  const nowMs = register.clock().getTime();
  const next = (count: number): readonly Dealt[] => nextCards(cards, memories, nowMs, count);
  return { handreiking, table, version, role, team, all, cards, memories, next };
}

function cardIn(request: Request, { all }: Practising): Dealt {
  const card = all.find(({ id }) => id === request.params['kaart']);
  if (card === undefined) throw new PageProblem('niet-gevonden');
  return card;
}

/** `GET /oefenen` */
const showHome: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, role, cards, memories } = practising;
  const own = new Set(cards.map(({ id }) => id));
  const mine = memories.filter(({ card }) => own.has(card));
  const nowMs = context.register.clock().getTime();
  response.send(
    practiceHomePage({
      viewer: viewerOf(request, response, context),
      handreiking,
      role,
      cards: cards.length,
      answered: mine.length,
      due: mine.filter(({ dueAtMs }) => dueAtMs <= nowMs).length,
      weaknesses: weaknessesOf(cards, mine),
      next: practising.next(1)[0]?.id,
    }),
  );
};

/** `GET /oefenen/kaart/:kaart` */
const showCard: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, role } = practising;
  const card = cardIn(request, practising);
  response.send(practiceCardPage({ viewer: viewerOf(request, response, context), handreiking, card, role }));
};

/** One figure an answer, in the order of the questions; `-` where nothing was said. */
const saidIn = (card: PracticeCard, figures: string): readonly (PracticeAnswer | undefined)[] =>
  card.items.map((_item, index) => {
    const figure = figures.charAt(index);
    return /\d/.test(figure) ? ANSWERS[Number(figure)] : undefined;
  });

function judgedBy(
  { handreiking, table }: Practising,
  card: PracticeCard,
  figures: string,
): readonly Judged[] {
  const said = saidIn(card, figures);
  return verdictsOn(handreiking, table, card).map((verdict, index) => ({
    verdict,
    said: said[index],
    judgement: judge(verdict, said[index]),
  }));
}

/** `POST /oefenen/kaart/:kaart`: counts once; looking again at the answer counts nothing. */
const answerCard: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, role, team } = practising;
  const card = cardIn(request, practising);
  const body = request.body as Readonly<Record<string, unknown>>;
  const figures = card.items.map((_item, index) => figureIn(body[`vraag-${index}`])).join('');
  if (/^-*$/.test(figures)) {
    const viewer = viewerOf(request, response, context);
    return void response
      .status(422)
      .send(practiceCardPage({ viewer, handreiking, card, role, isEmpty: true }));
  }
  const isRight = isKnown(judgedBy(practising, card, figures).map(({ judgement }) => judgement));
  await keepAnswer(context.register.database, { team, card: card.id, isRight }, context.register.clock());
  response.redirect(303, `/oefenen/kaart/${card.id}/antwoord?gezegd=${figures}&rol=${role}`);
};

const figureIn = (said: unknown): string =>
  typeof said === 'string' && /^\d$/.test(said) && ANSWERS[Number(said)] !== undefined ? said : '-';

/** `GET /oefenen/kaart/:kaart/antwoord` */
const showAnswer: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, role } = practising;
  const card = cardIn(request, practising);
  const { gezegd } = request.query;
  const next = practising.next(2).find(({ id }) => id !== card.id);
  response.send(
    practiceAnswerPage({
      viewer: viewerOf(request, response, context),
      handreiking,
      card,
      role,
      judged: judgedBy(practising, card, typeof gezegd === 'string' ? gezegd : ''),
      next: next?.id,
    }),
  );
};

const numberIn = ({ query }: Request): number =>
  Math.max(1, Math.min(99, Math.trunc(Number(query['nr'])) || 1));

/** `GET /oefenen/groep` */
const showGroup: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, table, role } = practising;
  const [card] = practising.next(1);
  if (card === undefined) throw new PageProblem('niet-gevonden');
  const verdicts = verdictsOn(handreiking, table, card);
  const viewer = viewerOf(request, response, context);
  response.send(practiceGroupPage({ viewer, handreiking, card, verdicts, role, number: numberIn(request) }));
};

/** `POST /oefenen/groep`: how the group did, then the next card. */
const groupAnswered: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const body = request.body as Readonly<Record<string, unknown>>;
  const card = practising.all.find(({ id }) => id === body['kaart']);
  const said = body['groep'];
  if (card === undefined || (said !== 'goed' && said !== 'fout')) throw new PageProblem('niet-gevonden');
  const answer = { team: practising.team, card: card.id, isRight: said === 'goed' };
  await keepAnswer(context.register.database, answer, context.register.clock());
  response.redirect(303, `/oefenen/groep?rol=${practising.role}&nr=${String(numberIn(request) + 1)}`);
};

const ON_PAPER = 12;

/** `GET /oefenen/kaarten` */
const showPrinted: PageHandler = context => async (request, response) => {
  const practising = await practisingIn(request, response, context);
  const { handreiking, table, role, version } = practising;
  const cards = practising
    .next(ON_PAPER)
    .map(card => ({ card, verdicts: verdictsOn(handreiking, table, card) }));
  const viewer = viewerOf(request, response, context);
  response.send(printedCardsPage({ viewer, handreiking, role, cards, version }));
};

/** Practising: for everybody who decides about telling, and for who watches over it. */
export const practiceRoutes = (context: PortalContext): readonly PageRoute[] => {
  const practise = ['doen', 'oefening'] as const;
  return [
    { path: '/oefenen', method: 'get', guard: practise, handler: showHome(context) },
    { path: '/oefenen/groep', method: 'get', guard: practise, handler: showGroup(context) },
    { path: '/oefenen/groep', method: 'post', guard: practise, handler: groupAnswered(context) },
    { path: '/oefenen/kaarten', method: 'get', guard: practise, handler: showPrinted(context) },
    { path: '/oefenen/kaart/:kaart', method: 'get', guard: practise, handler: showCard(context) },
    { path: '/oefenen/kaart/:kaart', method: 'post', guard: practise, handler: answerCard(context) },
    { path: '/oefenen/kaart/:kaart/antwoord', method: 'get', guard: practise, handler: showAnswer(context) },
  ];
};

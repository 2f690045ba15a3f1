import type { Request, Response } from 'express';
import { DECIDE_WITHIN_MS } from '../../../consent/objection.ts';
import { MOST_WRITTEN, readOwnWords, type OwnWords } from '../../../consent/own-words.ts';
import { objectionDonePage } from '../../../portal/resident/objection-done.tsx';
import type { ObjectionFault, WordKind } from '../../../portal/resident/objection-view.ts';
import { objectionPage } from '../../../portal/resident/objection.tsx';
import { askRecipients } from '../../consent/ask-recipients.ts';
import { addWordsToObjection, raiseObjection, withdrawObjection } from '../../consent/objections.ts';
import { actorOf } from '../../identity/people/person.ts';
import { objectionsOf } from '../../resident/objections-of.ts';
import { traceIn } from '../caller.ts';
import { keepDraft, lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

const KINDS: readonly WordKind[] = ['bezwaar', 'klopt-niet', 'weg'];
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const ADDRESS = '/bezwaar';

interface Said {
  readonly kind: WordKind | undefined;
  readonly purpose: string | undefined;
  readonly words: OwnWords;
}

const saidIn = (typed: Readonly<Record<string, unknown>>, { register }: PortalContext): Said => ({
  kind: KINDS.find(each => each === typed['soort']),
  purpose: [...register.policies.latest().handreiking.purposes.keys()].find(each => each === typed['doel']),
  words: readOwnWords(typed['tekst']),
});

function faultsIn({ kind, purpose, words }: Said): readonly ObjectionFault[] {
  const faults: ObjectionFault[] = [];
  if (kind === undefined) faults.push('faultKind');
  if (purpose === undefined) faults.push('faultPurpose');
  if (words.kind === 'too-long') faults.push('faultLong');
  return faults;
}

async function sendForm(
  request: Request,
  response: Response,
  context: PortalContext,
  { kind, purpose, words }: Said,
  faults: readonly ObjectionFault[],
): Promise<void> {
  response.status(faults.length === 0 ? 200 : 422).send(
    objectionPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      kind,
      purpose,
      text: words.kind === 'none' ? '' : words.text,
      tooLong: words.kind === 'too-long' ? { characters: words.characters, most: MOST_WRITTEN } : undefined,
      purposes: [...context.register.policies.latest().handreiking.purposes.keys()],
      faults,
      said: await objectionsOf(context.register.database, lookingIn(response).resident),
    }),
  );
}

/** Does what was said, by the functions of the API, and resolves to how many recipients were asked. Saying it twice is saying it once. */
async function act(
  kind: WordKind,
  purpose: string,
  words: string | undefined,
  response: Response,
  { register }: PortalContext,
): Promise<number | undefined> {
  const person = lookingIn(response);
  const { resident } = person;
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  const own = words === undefined ? {} : { words };
  if (kind !== 'bezwaar') {
    const request = kind === 'weg' ? 'erase' : 'correct';
    return await askRecipients({ resident, purpose, request, ...own }, acting, register);
  }
  const open = (await objectionsOf(register.database, resident)).find(
    each => each.state === 'open' && each.purpose === purpose,
  );
  if (open === undefined)
    await raiseObjection({ resident, purpose, channel: 'portaal', ...own }, acting, register);
  else if (words !== undefined) await addWordsToObjection(resident, open.id, words, acting, register);
  return undefined;
}

/** `GET /bezwaar`: with what was typed before somebody had to log in again. */
const showSay: PageHandler = context => async (request, response) => {
  const draft = ownSession(response).memory.drafts?.[ADDRESS];
  const said = saidIn(draft ?? request.query, context);
  const kind = said.kind ?? (said.purpose === undefined ? undefined : 'bezwaar');
  await sendForm(request, response, context, { ...said, kind }, []);
};

/** `POST /bezwaar` */
const say: PageHandler = context => async (request, response) => {
  const said = saidIn(request.body as Readonly<Record<string, unknown>>, context);
  const { kind, purpose, words } = said;
  const faults = faultsIn(said);
  if (kind === undefined || purpose === undefined || faults.length > 0)
    return await sendForm(request, response, context, said, faults);
  const text = words.kind === 'words' ? words.text : undefined;
  const told = await act(kind, purpose, text, response, context);
  await keepDraft(response, context, ADDRESS, undefined);
  const more = `${told === undefined ? '' : `&aantal=${told}`}${text === undefined ? '' : '&tekst=ja'}`;
  response.redirect(303, `/bezwaar/klaar?soort=${kind}${more}`);
};

/** `GET /bezwaar/klaar` */
const showSaid: PageHandler = context => (request, response) => {
  const { soort, aantal, tekst } = request.query;
  response.send(
    objectionDonePage({
      viewer: viewerOf(request, response, context),
      kind: KINDS.find(each => each === soort) ?? 'ingetrokken',
      decideBy: new Date(context.register.clock().getTime() + DECIDE_WITHIN_MS),
      told: typeof aantal === 'string' && /^\d{1,3}$/.test(aantal) ? Number(aantal) : undefined,
      hasWords: tekst === 'ja',
    }),
  );
};

/** `POST /bezwaar/intrekken` */
const takeBack: PageHandler = context => async (request, response) => {
  const { bezwaar } = request.body as Readonly<Record<string, unknown>>;
  const person = lookingIn(response);
  if (typeof bezwaar !== 'string' || !UUID.test(bezwaar)) throw new PageProblem('niet-gevonden');
  const acting = { actor: actorOf(person), trace: traceIn(response) };
  await withdrawObjection(person.resident, bezwaar, acting, context.register);
  response.redirect(303, '/bezwaar/klaar');
};

/** What residents say to us. */
export const sayRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: ADDRESS, method: 'get', guard: ['maken', 'bezwaar'], handler: showSay(context) },
  { path: ADDRESS, method: 'post', guard: ['maken', 'bezwaar'], handler: say(context) },
  { path: '/bezwaar/klaar', method: 'get', guard: ['inzien', 'bezwaar'], handler: showSaid(context) },
  { path: '/bezwaar/intrekken', method: 'post', guard: ['maken', 'bezwaar'], handler: takeBack(context) },
];

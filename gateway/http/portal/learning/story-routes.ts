import {
  anonymityFaults,
  QUASI_IDENTIFIERS,
  type QuasiIdentifier,
} from '../../../../policies/learning/anonymity.ts';
import type { StoryRefusal, StoryState, StoryStep } from '../../../../policies/learning/story-states.ts';
import { putForwardPage, type StoryDraft } from '../../../../portal/learning/put-forward-page.tsx';
import { storiesPage, type ShownStory } from '../../../../portal/learning/stories-page.tsx';
import type { Sql } from '../../../database.ts';
import { actorOf, type Person } from '../../../identity/people/person.ts';
import { may } from '../../../identity/people/person-ability.ts';
import { findStory, putForward, storiesIn, takeStep, type KeptStory } from '../../../learning/story-store.ts';
import { recordAside } from '../../../ledger/record-aside.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { idIn } from '../asked-question.ts';

/** What this person may do with a story now; who was in the case reads nothing but what was let go. */
function mayDo(person: Person, { state, partner, involved }: KeptStory): ShownStory['may'] {
  const isOutside = 'partner' in person && person.partner !== partner && !involved.includes(person.partner);
  if (state === 'voorgelegd' && isOutside && may(person, ['lezen', 'leerverhaal'])) return 'read';
  const waits = state === 'voorgelegd' || state === 'gelezen';
  return waits && may(person, ['vrijgeven', 'leerverhaal']) ? 'release' : 'nothing';
}

const SAID: Readonly<Record<string, string>> = {
  voorgelegd: 'Uw verhaal is voorgelegd. Eerst leest iemand van buiten de casus het.',
  gelezen: 'Bedankt. Nu beslist de privacy officer.',
  teruggestuurd: 'Het verhaal is teruggestuurd. De tekst is weg.',
  vrijgegeven: 'Het verhaal is vrijgegeven.',
};

/** `GET /leren` */
const showStories: PageHandler = context => async (request, response) => {
  const person = personIn(response);
  const stories = await storiesIn(context.register.database, ['voorgelegd', 'gelezen', 'vrijgegeven']);
  const { klaar } = request.query;
  const seen = stories.flatMap(story => {
    const doable = mayDo(person, story);
    const isSeen = story.state === 'vrijgegeven' || doable !== 'nothing';
    return isSeen && story.text !== undefined ? [{ ...story, text: story.text, may: doable }] : [];
  });
  response.send(
    storiesPage({
      viewer: viewerOf(request, response, context),
      stories: seen,
      mayPutForward: may(person, ['voorleggen', 'leerverhaal']),
      said: typeof klaar === 'string' && Object.hasOwn(SAID, klaar) ? SAID[klaar] : undefined,
    }),
  );
};

const partnersIn = async (sql: Sql): Promise<readonly { id: string; name: string }[]> =>
  await sql.query('SELECT id, name FROM partner WHERE suspended_at IS NULL ORDER BY name');

const EMPTY: StoryDraft = { text: '', quasiIdentifiers: [], people: '', source: '', involved: [] };

/** `GET /leren/nieuw` */
const showPutForward: PageHandler = context => async (request, response) => {
  const viewer = viewerOf(request, response, context);
  const partners = await partnersIn(context.register.database);
  response.send(putForwardPage({ viewer, draft: EMPTY, faults: [], partners }));
};

type Body = Readonly<Record<string, unknown>>;
const textOf = (said: unknown): string => (typeof said === 'string' ? said : '');
const listOf = (said: unknown): readonly string[] =>
  (Array.isArray(said) ? said : [said]).filter((each): each is string => typeof each === 'string');
const isQuasi = (word: string): word is QuasiIdentifier => Object.hasOwn(QUASI_IDENTIFIERS, word);

const draftIn = (body: Body): StoryDraft => ({
  text: textOf(body['tekst']),
  quasiIdentifiers: listOf(body['kenmerk']).filter(isQuasi),
  people: textOf(body['mensen']).trim(),
  source: textOf(body['bron']).trim().slice(0, 120),
  involved: listOf(body['betrokken']),
});

/** `POST /leren/nieuw`: what does not pass is kept nowhere. */
const receiveStory: PageHandler = context => async (request, response) => {
  const { register } = context;
  const person = personIn(response);
  if (!('partner' in person)) throw new PageProblem('niet-voor-u');
  const draft = draftIn(request.body as Body);
  const people = /^\d{1,7}$/.test(draft.people) ? Number(draft.people) : 0;
  const faults = anonymityFaults({ ...draft, people });
  const partners = await partnersIn(register.database);
  if (faults.length > 0) {
    const viewer = viewerOf(request, response, context);
    return void response.status(422).send(putForwardPage({ viewer, draft, faults, partners }));
  }
  const known = new Set(partners.map(({ id }) => id));
  await putForward(register.database, {
    id: register.newId(),
    partner: person.partner,
    involved: [...new Set([person.partner, ...draft.involved.filter(id => known.has(id))])],
    text: draft.text.trim(),
    quasiIdentifiers: draft.quasiIdentifiers,
    people,
    source: draft.source,
    state: 'voorgelegd',
    putForwardAt: register.clock(),
  });
  response.redirect(303, '/leren?klaar=voorgelegd');
};

/** What a button means, for who may press it. */
function stepIn(body: Body, person: Person): StoryStep | undefined {
  const said = body['stap'];
  const reads = 'partner' in person && may(person, ['lezen', 'leerverhaal']);
  const releases = may(person, ['vrijgeven', 'leerverhaal']);
  if (reads && (said === 'niemand' || said === 'herken'))
    return { step: 'read', partner: person.partner, recognises: said === 'herken' };
  if (releases && said === 'vrijgeven') return { step: 'release' };
  return releases && said === 'terug' ? { step: 'send-back' } : undefined;
}

/** `POST /leren/:id` */
const takeStoryStep: PageHandler = context => async (request, response) => {
  const { register, disclosure } = context;
  const id = idIn(request);
  const person = personIn(response);
  const step = stepIn(request.body as Body, person);
  if (step === undefined) throw new PageProblem('niet-voor-u');
  // Who presses it stands in the log before anything is let go.
  if (step.step === 'release') {
    const story = await findStory(register.database, id);
    if (story?.state !== 'gelezen') throw new PageProblem('niet-voor-u');
    await recordAside(
      {
        event: 'switched',
        reason: 'leerverhaal-vrijgegeven',
        purpose: 'D14',
        sender: story.partner,
        recipient: 'leerkring',
        actor: actorOf(person),
        trace: traceIn(response),
      },
      { ...disclosure, database: register.database },
    );
  }
  const after = await takeStep(register.database, id, step, register.clock());
  if (after === 'unknown') throw new PageProblem('niet-gevonden');
  if (isRefused(after)) throw new PageProblem('niet-voor-u');
  response.redirect(303, `/leren?klaar=${after}`);
};

const isRefused = (after: StoryState | StoryRefusal): after is StoryRefusal => !Object.hasOwn(SAID, after);

/** Stories to learn from: put forward by a professional, read from outside, let go by the officer. */
export const storyRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/leren', method: 'get', guard: ['inzien', 'leerverhaal'], handler: showStories(context) },
  {
    path: '/leren/nieuw',
    method: 'get',
    guard: ['voorleggen', 'leerverhaal'],
    handler: showPutForward(context),
  },
  {
    path: '/leren/nieuw',
    method: 'post',
    guard: ['voorleggen', 'leerverhaal'],
    handler: receiveStory(context),
  },
  { path: '/leren/:id', method: 'post', guard: ['inzien', 'leerverhaal'], handler: takeStoryStep(context) },
];

import type { RequestHandler } from 'express';
import { startPage, todayPage, type ShownTask } from '../../../../portal/work/today.tsx';
import { viewWorklist, type WorkItem } from '../../../consent/officer-worklist.ts';
import { may } from '../../../identity/people/person-ability.ts';
import { actorOf } from '../../../identity/people/person.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';

/** `GET /werk` */
const showToday =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { register } = context;
    const person = personIn(response);
    const viewer = viewerOf(request, response, context);
    if (!may(person, ['inzien', 'wachtrij'])) return void response.send(startPage(viewer));
    const items = await viewWorklist({ actor: actorOf(person), trace: traceIn(response) }, register);
    const now = register.clock();
    response.send(todayPage({ viewer, tasks: items.map(item => taskFrom(item, now)) }));
  };

const KINDS: Readonly<Record<WorkItem['kind'], { readonly kind: string; readonly sentence: string }>> = {
  objection: { kind: 'Bezwaar', sentence: 'Een bewoner maakt bezwaar en wacht op antwoord.' },
  'resident-opposes': {
    kind: 'Verzet',
    sentence: 'Een vertegenwoordiger zei ja, en de bewoner verzet zich.',
  },
  'notice-unconfirmed': {
    kind: 'Ontvangstbericht',
    sentence: 'Een ontvanger bevestigt niet dat hij ophoudt, verbetert of wist.',
  },
  minor: { kind: 'Minderjarige', sentence: 'Er is een minderjarige genoteerd: beslis wat er mag.' },
  'identity-doubt': { kind: 'Twijfel', sentence: 'Er is twijfel of dit één en dezelfde persoon is.' },
  'resident-wrote': {
    kind: 'Bericht',
    sentence: 'Een bewoner schreef iets bij een verzoek. Lees het en antwoord.',
  },
};

const day = (at: Date): string =>
  at.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' });

function taskFrom({ kind, raisedAt, dueAt }: WorkItem, now: Date): ShownTask {
  const isLate = dueAt !== undefined && dueAt < now;
  return {
    ...KINDS[kind],
    reasons: [
      `Ligt er sinds ${day(raisedAt)}.`,
      ...(dueAt === undefined ? [] : [`Antwoord uiterlijk ${day(dueAt)}.`]),
    ],
    tone: isLate ? 'ernstig' : dueAt === undefined ? 'rustig' : 'let-op',
    urgency: isLate ? 'Te laat' : dueAt === undefined ? 'Zonder termijn' : `Voor ${day(dueAt)}`,
  };
}

/** Where the staff starts. */
export const todayRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/werk', method: 'get', guard: ['inzien', 'werk'], handler: showToday(context) },
];

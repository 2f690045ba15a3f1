import type { RequestHandler } from 'express';
import { RESTRICTIONS } from '../../../../portal/desk/restrictions-page.tsx';
import { startPage, todayPage, type ShownTask } from '../../../../portal/desk/today.tsx';
import { viewWorklist, type WorkItem } from '../../../consent/officer-worklist.ts';
import { may } from '../../../identity/people/person-ability.ts';
import { actorOf } from '../../../identity/people/person.ts';
import { openFindings } from '../../../oversight/findings.ts';
import { readRuns } from '../../../oversight/review-log.ts';
import { inForce, readPolicies } from '../../../oversight/review-policies.ts';
import { ruleChores } from '../../../oversight/rules-due.ts';
import { partnerChores, reviewChores, type Chore } from '../../../oversight/waiting-work.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { taskOf } from './shown-finding.ts';

/** `GET /werk` */
const showToday =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { register } = context;
    const person = personIn(response);
    const viewer = viewerOf(request, response, context);
    if (!may(person, ['inzien', 'wachtrij'])) return void response.send(startPage(viewer));
    const items = await viewWorklist({ actor: actorOf(person), trace: traceIn(response) }, register);
    const { database, clock } = register;
    const [now, parties] = [clock(), await readParties(database)];
    const [policies, runs] = [await readPolicies(database), await readRuns(database)];
    const chores = [
      ...reviewChores(policies, inForce(policies), runs[0], now),
      ...ruleChores(register.policies.latest().handreiking.rules, now.toISOString().slice(0, 10)),
      ...(await partnerChores(database, id => nameOfParty(parties, id), now)),
    ];
    const found = await openFindings(database);
    const tasks = [
      ...found.map(each => taskOf(each, parties, now)),
      ...items.map(item => taskFrom(item, now)),
      ...chores.map(choreTask),
    ];
    response.send(todayPage({ viewer, tasks: tasks.sort((one, other) => pressing(one) - pressing(other)) }));
  };

const ORDER = { ernstig: 0, 'let-op': 1, rustig: 2, goed: 3 } as const;
// An emergency before the rest of what is as pressing; otherwise as they came: what is due first, or happened first.
const pressing = ({ tone, kind }: ShownTask): number =>
  2 * ORDER[tone] + (kind.startsWith('Signaal S7') ? 0 : 1);

const choreTask = ({ kind, sentence, reasons, isSerious, href }: Chore): ShownTask => ({
  kind,
  sentence,
  reasons,
  href,
  tone: isSerious ? 'ernstig' : 'let-op',
  urgency: isSerious ? 'Ernstig' : 'Let op',
});

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
  restriction: {
    kind: 'Beperking',
    sentence: 'Gegevens van een bewoner staan stil. Zoek uit of dat zo moet blijven.',
  },
};

const day = (at: Date): string =>
  at.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' });

function taskFrom({ kind, about, raisedAt, dueAt }: WorkItem, now: Date): ShownTask {
  const isLate = dueAt !== undefined && dueAt < now;
  return {
    ...KINDS[kind],
    ...(kind === 'restriction' ? { href: `${RESTRICTIONS}#${about}` } : {}),
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

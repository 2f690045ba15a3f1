import type { Request } from 'express';
import { checkFreeText } from '../../../../policies/free-text/check.ts';
import { actorOf } from '../../../identity/people/person.ts';
import {
  removeFilter,
  renameFilter,
  saveFilter,
  type FilterKept,
  type FilterRenamed,
} from '../../../oversight/saved-filters.ts';
import { readParties } from '../../../resident/parties.ts';
import { personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import type { PortalContext } from '../portal-context.ts';
import { addressOf, saidIn, type Said } from './log-question.ts';
import { isOfOurWords } from './log-words.ts';
import { idIn, typedIn } from './officer-page.ts';
import { recordLook, sendLog } from './show-log.ts';

const FAULTS: Readonly<
  Record<Exclude<FilterKept | FilterRenamed, 'kept' | 'renamed' | 'not-yours'>, string>
> = {
  'name-taken': 'U hebt al een filter met deze naam. Kies een andere naam.',
  'too-many': 'U hebt al vijftig filters bewaard. Verwijder er eerst een.',
};

/** What is wrong with a name; never with the name itself. */
function faultInName(name: string, { disclosure }: PortalContext): string | undefined {
  if (name.length < 2 || name.length > 60) return 'Geef het filter een naam van twee tot zestig tekens.';
  return checkFreeText(disclosure.wordList, name).length > 0
    ? 'Zet niets over een mens in de naam: geen nummer, geen ziekte, geen strafbaar feit.'
    : undefined;
}

/** What may be kept: words of ours, at least one of them, and nobody's own number. */
async function faultInQuestion(said: Said, { register }: PortalContext): Promise<string | undefined> {
  const parties = await readParties(register.database);
  const isOurs = isOfOurWords(said, parties, register.policies.latest().handreiking);
  return isOurs && Object.keys(said).length > 0
    ? undefined
    : 'Dit filter kan niet bewaard worden. Kies het opnieuw uit de lijsten op deze pagina.';
}

/** `POST /werk/logboek/filters` */
const keepFilter: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const { na: _na, ...question } = saidIn(typed);
  const { database, clock, newId } = context.register;
  const name = typed['naam'] ?? '';
  const owner = actorOf(personIn(response));
  const notOurs = await faultInQuestion(question, context);
  const wrong = notOurs ?? faultInName(name, context);
  const filter = { id: newId(), name, owner, isShared: typed['gedeeld'] === 'ja', question };
  const kept = wrong === undefined ? await saveFilter(database, filter, clock()) : undefined;
  if (kept === 'kept') return response.redirect(303, addressOf(question));
  const text = wrong ?? FAULTS[kept ?? 'name-taken'];
  await recordLook(response, 'zoeken', context);
  const said = notOurs === undefined ? question : {};
  const faults = [notOurs === undefined ? { field: 'naam', text } : { text }];
  await sendLog(request, response, context, { said, typedName: name, faults });
};

function idOf(request: Request): string {
  const id = idIn(request);
  if (id === undefined) throw new PageProblem('niet-gevonden');
  return id;
}

/** `POST /werk/logboek/filters/:id`: another name, or away; only one's own. */
const changeFilter: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const { database, clock } = context.register;
  const [id, owner, name] = [idOf(request), actorOf(personIn(response)), typed['naam'] ?? ''];
  if (typed['wat'] === 'verwijder') {
    if (!(await removeFilter(database, id, owner, clock()))) throw new PageProblem('niet-gevonden');
    return response.redirect(303, '/werk/logboek');
  }
  const wrong = faultInName(name, context);
  const renamed =
    wrong ?? (await renameFilter(database, { id, name, owner, isShared: typed['gedeeld'] === 'ja' }));
  if (renamed === 'renamed') return response.redirect(303, '/werk/logboek');
  if (renamed === 'not-yours') throw new PageProblem('niet-gevonden');
  await recordLook(response, 'zoeken', context);
  const text = renamed === 'name-taken' ? FAULTS[renamed] : renamed;
  await sendLog(request, response, context, { said: {}, faults: [{ text }] });
};

/** P3: filters of the log that are found again by name. */
export const savedFilterRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/werk/logboek/filters',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: keepFilter(context),
  },
  {
    path: '/werk/logboek/filters/:id',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: changeFilter(context),
  },
];

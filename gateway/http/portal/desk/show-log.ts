import type { Request, Response } from 'express';
import { moment, type FormFault } from '../../../../portal/desk/form-parts.tsx';
import { logPage, type ShownLine } from '../../../../portal/desk/log-page.tsx';
import { may } from '../../../identity/people/person-ability.ts';
import { actorOf } from '../../../identity/people/person.ts';
import type { LedgerQuestion } from '../../../ledger/ledger-question.ts';
import { findEntries, type FoundEntry } from '../../../ledger/queries.ts';
import { recordAside } from '../../../ledger/record-aside.ts';
import { openFinding, type KeptFinding } from '../../../oversight/findings.ts';
import { filtersFor } from '../../../oversight/saved-filters.ts';
import { nameOfParty, readParties, type Parties } from '../../../resident/parties.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { addressOf, placeText, questionFrom, type Said } from './log-question.ts';
import { EVENTS, filtersOf, OUTCOMES, shownFilter } from './log-words.ts';
import { actingIn, officerOf } from './officer-page.ts';
import { employeeAlias, residentAlias } from './shown-finding.ts';

/** That somebody looked stands in the log before anything is shown. */
export const recordLook = async (
  response: Response,
  reason: 'zoeken' | 'uitvoer',
  { disclosure }: PortalContext,
): Promise<unknown> =>
  await recordAside(
    {
      event: 'viewed',
      reason,
      purpose: 'D15',
      sender: 'unstated',
      recipient: 'unstated',
      actor: actorOf(personIn(response)),
      trace: traceIn(response),
    },
    disclosure,
  );

/** Whose lines are asked for, when they are of one person. */
export interface Opened {
  readonly alias: string;
  readonly question: Pick<LedgerQuestion, 'actor' | 'subject'>;
}

const WHO = {
  medewerker: { tagOf: ({ actor }: KeptFinding) => actor, alias: employeeAlias, column: 'actor' },
  bewoner: { tagOf: ({ subject }: KeptFinding) => subject, alias: residentAlias, column: 'subject' },
} as const;
const isWho = (word: string): word is keyof typeof WHO => Object.hasOwn(WHO, word);
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** One person's lines are asked for by way of something that was found about them; opening that is written down each time. */
export async function openOne(
  { zaak = '', wie = '' }: Said,
  response: Response,
  context: PortalContext,
): Promise<Opened | undefined> {
  if (zaak === '' && wie === '') return undefined;
  const mayOpen = may(personIn(response), ['inzien', 'wachtrij']) && ID.test(zaak);
  if (!mayOpen || !isWho(wie)) throw new PageProblem('niet-gevonden');
  const finding = await openFinding(zaak, actingIn(response), officerOf(context));
  const { tagOf, alias, column } = WHO[wie];
  const tag = finding && tagOf(finding);
  if (tag === undefined) throw new PageProblem('niet-gevonden');
  return { alias: `${wie} ${String(alias(tag))}`, question: { [column]: Buffer.from(tag, 'hex') } };
}

export interface ShownLog {
  readonly said: Said;
  readonly only?: Opened | undefined;
  /** The name that could not be given to a filter. */
  readonly typedName?: string;
  readonly faults: readonly FormFault[];
}

export async function sendLog(
  request: Request,
  response: Response,
  context: PortalContext,
  { said, only, typedName, faults }: ShownLog,
): Promise<void> {
  const { database, clock, policies } = context.register;
  const { question, bound } = questionFrom(said, clock());
  const { handreiking } = policies.latest();
  const parties = await readParties(database);
  const page = await findEntries(database, { ...question, ...only?.question });
  const { na, ...filter } = said;
  const actor = actorOf(personIn(response));
  const mayKeep = may(personIn(response), ['behandelen', 'wachtrij']);
  const saved = mayKeep ? await filtersFor(database, actor) : undefined;
  response.status(faults.length === 0 ? 200 : 422).send(
    logPage({
      viewer: viewerOf(request, response, context),
      filters: filtersOf(said, parties, handreiking),
      lines: page.entries.map(each => lineOf(each, parties)),
      bound,
      first: na === undefined ? undefined : addressOf(filter),
      next: page.next === undefined ? undefined : addressOf({ ...filter, na: placeText(page.next) }),
      question: filter,
      mayExport: mayKeep,
      saved: saved?.map(each => shownFilter(each, actor, parties, handreiking)),
      typedName,
      only: only?.alias,
      faults,
    }),
  );
}

const lineOf = ({ index, at, leaf }: FoundEntry, parties: Parties): ShownLine => ({
  index,
  at: moment(at),
  event: EVENTS[leaf.event] ?? leaf.event,
  purpose: stated(leaf.purpose),
  sender: stated(nameOfParty(parties, leaf.sender)),
  recipient: stated(nameOfParty(parties, leaf.recipient)),
  fields: Object.entries(leaf.fields).map(([name, { decision }]) => ({
    name,
    outcome: OUTCOMES[decision] ?? decision,
  })),
});
const stated = (word: string): string => (word === 'unstated' ? '–' : word);

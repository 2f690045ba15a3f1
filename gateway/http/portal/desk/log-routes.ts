import type { Request, RequestHandler, Response } from 'express';
import type { Filter } from '../../../../portal/desk/filters.tsx';
import { moment, type FormFault } from '../../../../portal/desk/form-parts.tsx';
import { logPage, type ShownLine } from '../../../../portal/desk/log-page.tsx';
import { may } from '../../../identity/people/person-ability.ts';
import { actorOf } from '../../../identity/people/person.ts';
import { findEntries, type FoundEntry } from '../../../ledger/queries.ts';
import { recordAside } from '../../../ledger/record-aside.ts';
import { exportLog, type ExportForm } from '../../../oversight/export-log.ts';
import { isReason } from '../../../oversight/judge-finding.ts';
import { nameOfParty, readParties, type Parties } from '../../../resident/parties.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { addressOf, placeText, questionFrom, saidIn, type Said } from './log-question.ts';
import { typedIn } from './officer-page.ts';

type PageHandler = (context: PortalContext) => RequestHandler;

const EVENTS: Readonly<Record<string, string>> = {
  released: 'verstrekt',
  refused: 'geweigerd',
  'source-failed': 'bron antwoordde niet',
  'not-delivered': 'niet bezorgd',
  'turned-away': 'aan de deur geweigerd',
  evaluated: 'alleen beslist',
  acknowledged: 'ontvangst bevestigd',
  'acknowledgement-differs': 'ontvangst klopt niet',
  'not-acknowledged': 'ontvangst niet bevestigd',
  viewed: 'bekeken',
  switched: 'omgezet',
  'register-changed': 'register gewijzigd',
  erased: 'gewist',
  expired: 'termijn voorbij',
};
const OUTCOMES: Readonly<Record<string, string>> = {
  released: 'verstrekt',
  opened: 'mocht',
  'empty-at-source': 'leeg bij de bron',
  'content-stopped': 'inhoud tegengehouden',
  'not-obtained': 'niet verkregen',
  withheld: 'niet toegestaan',
  never: 'nooit',
  'no-rule': 'geen regel',
  'keys-differ': 'sleutels verschillen',
};

/** That somebody looked stands in the log before anything is shown. */
const recordLook = async (
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

/** `GET /werk/logboek` */
const showLog: PageHandler = context => async (request, response) => {
  const said = saidIn(request.query);
  await recordLook(response, 'zoeken', context);
  await sendLog(request, response, context, said, []);
};

async function sendLog(
  request: Request,
  response: Response,
  context: PortalContext,
  said: Said,
  faults: readonly FormFault[],
): Promise<void> {
  const { database, clock, policies } = context.register;
  const { question, bound } = questionFrom(said, clock());
  const [page, parties] = [await findEntries(database, question), await readParties(database)];
  const { na, ...filter } = said;
  response.status(faults.length === 0 ? 200 : 422).send(
    logPage({
      viewer: viewerOf(request, response, context),
      filters: filtersOf(said, parties, policies.latest().handreiking),
      lines: page.entries.map(each => lineOf(each, parties)),
      bound,
      first: na === undefined ? undefined : addressOf(filter),
      next: page.next === undefined ? undefined : addressOf({ ...filter, na: placeText(page.next) }),
      question: filter,
      mayExport: may(personIn(response), ['behandelen', 'wachtrij']),
      faults,
    }),
  );
}

function filtersOf(
  said: Said,
  parties: Parties,
  { purposes, fields }: ReturnType<PortalContext['register']['policies']['latest']>['handreiking'],
): readonly Filter[] {
  const choice = (
    name: keyof Said,
    label: string,
    any: string,
    options: Extract<Filter, { kind: 'choice' }>['options'],
  ): Filter => ({ kind: 'choice', name, label, any, options, value: said[name] });
  return [
    { kind: 'date', name: 'van', label: 'Vanaf', value: said.van },
    { kind: 'date', name: 'tot', label: 'Tot en met', value: said.tot },
    choice(
      'partner',
      'Organisatie',
      'alle',
      [...parties.keys()].map(value => ({ value, label: nameOfParty(parties, value) })),
    ),
    choice(
      'doel',
      'Doel',
      'alle',
      [...purposes.values()].map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
    ),
    choice(
      'gebeurtenis',
      'Wat',
      'alles',
      Object.entries(EVENTS).map(([value, label]) => ({ value, label })),
    ),
    choice(
      'veld',
      'Veld',
      'alle',
      [...fields.values()].map(({ id, name }) => ({ value: id, label: name })),
    ),
  ];
}

const lineOf = ({ index, at, leaf }: FoundEntry, parties: Parties): ShownLine => ({
  index,
  at: moment(at),
  event: EVENTS[leaf.event] ?? leaf.event,
  purpose: said(leaf.purpose),
  sender: said(nameOfParty(parties, leaf.sender)),
  recipient: said(nameOfParty(parties, leaf.recipient)),
  fields: Object.entries(leaf.fields).map(([name, { decision }]) => ({
    name,
    outcome: OUTCOMES[decision] ?? decision,
  })),
});
const said = (word: string): string => (word === 'unstated' ? '–' : word);

const FORMS: Readonly<Record<ExportForm, string>> = { csv: 'text/csv', ndjson: 'application/x-ndjson' };
const NO_PURPOSE = {
  field: 'waarvoor',
  text: 'Zeg waarvoor u dit nodig hebt. Een paar woorden is te weinig.',
};

/** `POST /werk/logboek/uitvoer`: what for stands by who took it, and that it was taken stands in the log, before a line leaves. */
const exportLines: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const asked = saidIn(typed);
  const { waarvoor = '' } = typed;
  if (!isReason(waarvoor)) return await sendLog(request, response, context, asked, [NO_PURPOSE]);
  const form: ExportForm = typed['vorm'] === 'ndjson' ? 'ndjson' : 'csv';
  const { database, clock, newId } = context.register;
  const now = clock();
  await recordLook(response, 'uitvoer', context);
  await database.query(
    'INSERT INTO log_export (id, at, officer, purpose, question, form) VALUES ($1, $2, $3, $4, $5, $6)',
    [newId(), now, actorOf(personIn(response)), waarvoor, JSON.stringify(asked), form],
  );
  response.setHeader('Content-Disposition', `attachment; filename="logboek.${form}"`);
  response.type(FORMS[form]);
  const next = await exportLog(database, questionFrom(asked, now).question, form, response);
  // Too large for one file: it says from where the next one goes on.
  if (next !== undefined)
    response.write(
      form === 'csv'
        ? `"vervolg","${placeText(next)}"\r\n`
        : `${JSON.stringify({ vervolg: placeText(next) })}\n`,
    );
  response.end();
};

/** P3. */
export const logRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/werk/logboek', method: 'get', guard: ['inzien', 'logboek'], handler: showLog(context) },
  {
    path: '/werk/logboek/uitvoer',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: exportLines(context),
  },
];

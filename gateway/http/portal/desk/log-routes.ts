import { actorOf } from '../../../identity/people/person.ts';
import { exportLog, type ExportForm } from '../../../oversight/export-log.ts';
import { isReason } from '../../../oversight/judge-finding.ts';
import { personIn } from '../browser.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import type { PortalContext } from '../portal-context.ts';
import { placeText, questionFrom, saidIn } from './log-question.ts';
import { typedIn } from './officer-page.ts';
import { savedFilterRoutes } from './saved-filter-routes.ts';
import { openOne, recordLook, sendLog } from './show-log.ts';

/** `GET /werk/logboek`: of one person only, that this one was opened stands in the log as well. */
const showLog: PageHandler = context => async (request, response) => {
  const said = saidIn(request.query);
  const only = await openOne(said, response, context);
  await recordLook(response, 'zoeken', context);
  await sendLog(request, response, context, { said, only, faults: [] });
};

const FORMS: Readonly<Record<ExportForm, string>> = { csv: 'text/csv', ndjson: 'application/x-ndjson' };
const NO_PURPOSE = {
  field: 'waarvoor',
  text: 'Zeg waarvoor u dit nodig hebt. Een paar woorden is te weinig.',
};

/** `POST /werk/logboek/uitvoer`: what for stands by who took it, and that it was taken stands in the log, before a line leaves. */
const exportLines: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const said = saidIn(typed);
  const { waarvoor = '' } = typed;
  const only = await openOne(said, response, context);
  if (!isReason(waarvoor))
    return await sendLog(request, response, context, { said, only, faults: [NO_PURPOSE] });
  const form: ExportForm = typed['vorm'] === 'ndjson' ? 'ndjson' : 'csv';
  const { database, clock, newId } = context.register;
  const now = clock();
  await recordLook(response, 'uitvoer', context);
  await database.query(
    'INSERT INTO log_export (id, at, officer, purpose, question, form) VALUES ($1, $2, $3, $4, $5, $6)',
    [newId(), now, actorOf(personIn(response)), waarvoor, JSON.stringify(said), form],
  );
  response.setHeader('Content-Disposition', `attachment; filename="logboek.${form}"`);
  response.type(FORMS[form]);
  const question = { ...questionFrom(said, now).question, ...only?.question };
  const next = await exportLog(database, question, form, response);
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
  ...savedFilterRoutes(context),
];

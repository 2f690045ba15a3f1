import type { Request, Response } from 'express';
import { registerAsCsv } from '../../../../policies/processing-register/register-csv.ts';
import { recipientsWithoutAgreement } from '../../../../policies/processing-register/processing-register.ts';
import { publicRegisterPage, REGISTER, registerPage } from '../../../../portal/desk/register-page.tsx';
import { may } from '../../../identity/people/person-ability.ts';
import {
  adoptRegister,
  driftNow,
  hashOfRegister,
  listRegisters,
  registerAt,
  registerNow,
  type AdoptedRegister,
  type RegisterContext,
} from '../../../officer/processing-registers.ts';
import { personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, typedIn, type FormFault } from './officer-page.ts';

const registerContext = ({ register, systems }: PortalContext): RegisterContext => ({ ...register, systems });

/** `GET /werk/register` */
const show: PageHandler = context => async (request, response) => {
  await sendRegister(request, response, context, []);
};

async function sendRegister(
  request: Request,
  response: Response,
  context: PortalContext,
  faults: readonly FormFault[],
): Promise<void> {
  const own = registerContext(context);
  const now = await registerNow(own);
  const { adopted, drift } = await driftNow(own);
  response.status(faults.length === 0 ? 200 : 422).send(
    registerPage({
      viewer: viewerOf(request, response, context),
      now,
      sha256: hashOfRegister(now),
      adopted,
      versions: await listRegisters(own.database),
      drift,
      withoutAgreement: recipientsWithoutAgreement(now),
      mayAdopt: may(personIn(response), ['vaststellen', 'verwerkingsregister']),
      faults,
    }),
  );
}

/** `POST /werk/register` */
const adopt: PageHandler = context => async (request, response) => {
  const { hash = '' } = typedIn(request);
  const adopted = await adoptRegister(hash, actingIn(response), registerContext(context));
  if (adopted === 'changed-meanwhile')
    return await sendRegister(request, response, context, [
      { text: 'Het register is veranderd terwijl u las. Lees het opnieuw.' },
    ]);
  response.redirect(303, REGISTER);
};

/** `GET /werk/register/json` */
const downloadJson: PageHandler = context => async (_request, response) => {
  const now = await registerNow(registerContext(context));
  response.setHeader('Content-Disposition', 'attachment; filename="register.json"');
  response.type('application/json').send(`${JSON.stringify(now, undefined, 2)}\n`);
};

/** `GET /werk/register/csv` */
const downloadCsv: PageHandler = context => async (_request, response) => {
  const now = await registerNow(registerContext(context));
  response.setHeader('Content-Disposition', 'attachment; filename="register.csv"');
  response.type('text/csv; charset=utf-8').send(`\ufeff${registerAsCsv(now)}`);
};

/** The register as it counted at the moment that was asked, `?op=2026-11-22T12:00:00Z`; now, when none was. */
async function adoptedFor(request: Request, { register }: PortalContext): Promise<AdoptedRegister> {
  const { op } = request.query;
  const moment = op === undefined ? register.clock() : new Date(typeof op === 'string' ? op : '');
  const adopted = Number.isNaN(moment.getTime()) ? undefined : await registerAt(register.database, moment);
  if (adopted === undefined) throw new PageProblem('niet-gevonden');
  return adopted;
}

/** For a person a page; for a program that asks for it, JSON. */
const wantsJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';

const versionOf = ({ number, validFrom, sha256 }: AdoptedRegister) => ({
  nummer: number,
  geldigVanaf: validFrom.toISOString(),
  sha256,
});

/** `GET /verwerkingsactiviteiten` */
const showAll: PageHandler = context => async (request, response) => {
  const adopted = await adoptedFor(request, context);
  const { activiteiten } = adopted.register;
  if (wantsJson(request)) return void response.json({ ...versionOf(adopted), ...adopted.register });
  const viewer = viewerOf(request, response, context);
  response.send(publicRegisterPage({ viewer, activities: activiteiten, version: adopted, only: undefined }));
};

/** `GET /verwerkingsactiviteiten/:id`: what a line of a log calls its processing activity. */
const showOne: PageHandler = context => async (request, response) => {
  const adopted = await adoptedFor(request, context);
  const { activiteiten } = adopted.register;
  const only = activiteiten.find(({ id }) => id === request.params['id']);
  if (only === undefined) throw new PageProblem('niet-gevonden');
  if (wantsJson(request)) return void response.json({ ...versionOf(adopted), ...only });
  const viewer = viewerOf(request, response, context);
  response.send(publicRegisterPage({ viewer, activities: activiteiten, version: adopted, only }));
};

/** P8: the register of processing; and where everyone reads it, as the lines of the log point to it. */
export const processingRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: REGISTER, method: 'get', guard: ['inzien', 'verwerkingsregister'], handler: show(context) },
  { path: REGISTER, method: 'post', guard: ['vaststellen', 'verwerkingsregister'], handler: adopt(context) },
  {
    path: `${REGISTER}/json`,
    method: 'get',
    guard: ['inzien', 'verwerkingsregister'],
    handler: downloadJson(context),
  },
  {
    path: `${REGISTER}/csv`,
    method: 'get',
    guard: ['inzien', 'verwerkingsregister'],
    handler: downloadCsv(context),
  },
  { path: '/verwerkingsactiviteiten', method: 'get', guard: 'iedereen', handler: showAll(context) },
  { path: '/verwerkingsactiviteiten/:id', method: 'get', guard: 'iedereen', handler: showOne(context) },
];

import express, { Router, type RequestHandler } from 'express';
import { mySayPage, tableCodeForm } from '../../portal/my-say-page.ts';
import { readMySay } from '../consent/my-say.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { useTableCode } from '../consent/table-codes.ts';
import { tellAfterWithdrawal } from '../consent/tell-recipients.ts';
import { withdraw } from '../consent/withdraw.ts';
import { traceIn } from './caller.ts';
import { asFormPage } from './form-page.ts';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';

const DOES_NOT_WORK = 'Deze code werkt niet, of niet meer. Vraag aan tafel een nieuwe.';

/** The resident's own screen at the table. The code lets one person in, once; nobody stands in an address. */
export function tableRoutes(context: RegisterContext): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router
    .route('/tafel')
    .get(everyone(), asFormPage, showForm)
    .post(
      everyone(),
      express.urlencoded({ extended: false, limit: '1kb', parameterLimit: 2 }),
      asFormPage,
      showSay(context),
    )
    .all(onlyMethod('GET, POST'));
  return router;
}

const showForm: RequestHandler = (_request, response) => void response.send(tableCodeForm(undefined));

const showSay =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const { code, wat } = sent(request.body);
    const acting = { actor: 'resident', trace: traceIn(response) };
    const resident = await useTableCode(code, acting, context);
    if (resident === undefined) return void response.status(422).send(tableCodeForm(DOES_NOT_WORK));
    const isStop = wat === 'stop';
    if (isStop) {
      const everything = { resident, which: {}, channel: 'portal', by: 'resident' } as const;
      await withdraw(everything, acting, context, tellAfterWithdrawal(context));
    }
    const say = await readMySay(context.database, resident, context.policies.latest().handreiking);
    response.send(mySayPage(say, isStop));
  };

function sent(body: unknown): { readonly code: string; readonly wat: unknown } {
  const { code, wat } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<
    Record<string, unknown>
  >;
  return { code: typeof code === 'string' ? code : '', wat };
}

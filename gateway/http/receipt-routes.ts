import express, { Router, type RequestHandler } from 'express';
import { receiptForm, receiptPage } from '../../portal/receipt-page.ts';
import type { ConsentReceipt } from '../../consent/receipt.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { findText } from '../consent/resident-facts.ts';
import { verifyReceipt, type ReceiptFault } from '../consent/verify-receipt.ts';
import { asFormPage } from './form-page.ts';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';

const FAULTS: Readonly<Record<ReceiptFault, string>> = {
  'not-a-receipt': 'Dit is geen bewijs van deze poort. Plak het helemaal, zoals u het kreeg.',
  'another-key': 'Dit bewijs is van een andere poort. Druk het daar af.',
  altered: 'Dit bewijs klopt niet: er is iets aan veranderd.',
};

type ReceiptContext = Pick<RegisterContext, 'database' | 'receipts'>;

/** A receipt on paper. Whoever has the receipt may print it: who the resident is does not stand in it, nor in the address. */
export function receiptRoutes(context: ReceiptContext): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router
    .route('/bewijs')
    .get(everyone(), asFormPage, show)
    .post(
      everyone(),
      express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 2 }),
      asFormPage,
      print(context),
    )
    .all(onlyMethod('GET, POST'));
  return router;
}

const show: RequestHandler = (_request, response) => void response.send(receiptForm(undefined));

const print =
  ({ database, receipts }: ReceiptContext): RequestHandler =>
  async (request, response) => {
    const jws = pastedIn(request.body);
    const verified = await verifyReceipt(jws, receipts.publicKeys());
    if ('fault' in verified) return void response.status(422).send(receiptForm(FAULTS[verified.fault]));
    const { receipt } = verified;
    const question = (await findText(database, 'vraag', receipt.tekst.versie, receipt.tekst.taal))?.body;
    response.send(receiptPage({ receipt, jws, question: filledIn(question, receipt) }));
  };

/** Spaces and line ends come along when something is pasted; a receipt has none. */
function pastedIn(body: unknown): string {
  const { bewijs } = (typeof body === 'object' && body !== null ? body : {}) as { readonly bewijs?: unknown };
  return typeof bewijs === 'string' ? bewijs.replaceAll(/\s/g, '') : '';
}

/** The words as the resident saw them, with the names filled in. */
function filledIn(text: string | undefined, receipt: ConsentReceipt): string | undefined {
  const parts: Readonly<Record<string, string>> = {
    zender: receipt.van,
    ontvanger: receipt.naar,
    gegevens: receipt.gegevens.map(({ naam }) => naam).join(', '),
    doel: receipt.doel.waarvoor,
    tot: receipt.geldigTot.slice(0, 10),
  };
  return text?.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

import type { RequestHandler } from 'express';
import type { DisclosureContext } from '../disclosure/context.ts';
import { acknowledge, type Comparison } from '../disclosure/counter-receipts.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { actingFor } from './register-words.ts';

const isCounterReceipt = validatorFor('Ontvangstbewijs');

type Difference = NonNullable<Schemas['Ontvangen']['verschil']>;

const DIFFERENCES: Readonly<Record<Exclude<Comparison, 'matches'>, Difference>> = {
  unknown: 'onbekend',
  'hash-differs': 'bladhash',
  'fields-differ': 'velden',
  'received-before': 'al-ontvangen',
};

/** `POST /v1/ontvangstbewijzen`: a recipient says what came in, under its own number; we lay it beside what we recorded. */
export const counterReceiptRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isCounterReceipt(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isCounterReceipt.errors));
    const caller = callerIn(response);
    const said = {
      partner: caller.partner.id,
      entry: body.nummer,
      leafHash: body.bladhash,
      transaction: body.transactie,
      fields: body.velden,
    };
    const { id, comparison, receipt } = await acknowledge(
      said,
      actingFor(caller, body.namens.medewerker),
      context,
    );
    const answer: Schemas['Ontvangen'] = {
      kenmerk: id,
      uitkomst: comparison === 'matches' ? 'klopt' : 'klopt-niet',
      ...(comparison === 'matches' ? {} : { verschil: DIFFERENCES[comparison] }),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

import type { RequestHandler } from 'express';
import { REFUSALS, type RefusalCode } from '../../consent/refusal.ts';
import type { ReceiptDecision } from '../../consent/receipt.ts';
import { makeReceipt } from '../consent/make-receipt.ts';
import { recordDecision, type BroughtDecision, type DecisionOutcome } from '../consent/record-decision.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { tellAfterWithdrawal } from '../consent/tell-recipients.ts';
import { withdraw } from '../consent/withdraw.ts';
import { callerIn, type Caller } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import {
  actingFor,
  CHANNELS,
  CIRCUMSTANCES,
  DECISIONS,
  EVIDENCE,
  OPINIONS,
  requirePartnerNamed,
  requireResident,
} from './register-words.ts';

const isDecision = validatorFor('Toestemmingsbesluit');
const isWithdrawal = validatorFor('Intrekking');

/** `POST /v1/toestemmingen`: a professional records what the resident decided, in the resident's presence. */
export const recordConsentRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isDecision(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isDecision.errors));
    const caller = callerIn(response);
    const brought = await broughtFrom(body, caller, context);
    if (!caller.partner.purposes.has(body.doel) && isKnownPurpose(body.doel, context))
      throw new Problem('doel-niet-van-u');
    const outcome = await recordDecision(brought, actingFor(caller, body.namens.medewerker), context);
    if (outcome.kind === 'refused') throw new Problem('besluit-kan-zo-niet', outcome.refusals.map(faultOf));
    response.status(201).json(await answerFrom(outcome, brought, context));
  };

const isKnownPurpose = (purpose: string, { policies }: RegisterContext): boolean =>
  policies.latest().handreiking.purposes.has(purpose);

const faultOf = (code: RefusalCode) => ({ waar: REFUSALS[code].where, wat: REFUSALS[code].sentence });

async function broughtFrom(
  body: Schemas['Toestemmingsbesluit'],
  caller: Caller,
  { database, clock }: RegisterContext,
): Promise<BroughtDecision> {
  const sender = await requirePartnerNamed(database, body.van, '/van');
  const recipients = await Promise.all(
    [body.naar].flat().map(async id => await requirePartnerNamed(database, id, '/naar')),
  );
  const resident = await requireResident(database, caller, body.betrokkene);
  return {
    resident,
    decision: DECISIONS[body.besluit],
    purpose: body.doel,
    sender,
    recipients,
    fields: body.velden,
    form: {
      text: { version: body.tekst.versie, language: body.tekst.taal, sha256: body.tekst.sha256 },
      channel: CHANNELS[body.kanaal],
      evidence: EVIDENCE[body.vastlegging.soort],
      circumstance: CIRCUMSTANCES[body.omstandigheid ?? 'gewoon'],
      decidedAtMs: body.op === undefined ? clock().getTime() : Date.parse(body.op),
      validUntilMs: body.geldigTot === undefined ? undefined : Date.parse(body.geldigTot),
    },
    capacity: body.bekwaam === false ? 'not-able' : 'able',
    representation: body.vertegenwoordiging,
    opinion: body.mening === undefined ? undefined : OPINIONS[body.mening],
    recorder: caller.partner,
    evidenceReference: body.vastlegging.kenmerk,
    helper: body.hulp,
    teachBack: body.terugvraag,
  };
}

const RECEIPT_DECISIONS: Readonly<Record<BroughtDecision['decision'], ReceiptDecision>> = {
  given: 'ja',
  renewed: 'verlengd',
  refused: 'nee',
  deferred: 'later',
  requested: 'later',
};
const STATUS = {
  ConsentGiven: 'gegeven',
  RenewedConsentGiven: 'verlengd',
  Refused: 'geweigerd',
  RequestDeferred: 'wacht',
} as const satisfies Readonly<Record<string, Schemas['ToestemmingVastgelegd']['status']>>;

/** A question is answered the same whether or not it will be put to the resident. */
async function answerFrom(
  outcome: Exclude<DecisionOutcome, { readonly kind: 'refused' }>,
  brought: BroughtDecision,
  context: RegisterContext,
): Promise<Schemas['ToestemmingVastgelegd']> {
  const policy = context.policies.latest();
  const bewijs = proofFrom(outcome.receipt, policy.version);
  if (outcome.kind === 'received') return { status: 'ontvangen', bewijs };
  const { consent, receipt, at } = outcome;
  const names = new Map([brought.sender, ...brought.recipients].map(each => [each.id, nameOf(each)]));
  const decision = consent.state === 'RequestDeferred' ? 'later' : RECEIPT_DECISIONS[brought.decision];
  const claims = makeReceipt(context.newId(), decision, consent, at, receipt, policy.handreiking, names);
  return {
    toestemming: consent.id,
    status: Object.hasOwn(STATUS, consent.state) ? STATUS[consent.state as keyof typeof STATUS] : 'wacht',
    geldigTot: consent.validUntil.toISOString(),
    soorten: consent.grounds.map(({ kind, articles }) => ({ soort: kind, wetten: [...articles] })),
    ontvangstbewijs: await context.receipts.sign(claims),
    bewijs,
  };
}

const nameOf = (party: { readonly id: string; readonly name?: string }): string => party.name ?? party.id;

/** `POST /v1/toestemmingen/_intrekken`: whoever hears the resident say stop passes it on. Always the same answer. */
export const withdrawConsentRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isWithdrawal(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isWithdrawal.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const { receipt } = await withdraw(
      {
        resident,
        which: whichOf(body),
        channel: CHANNELS[body.kanaal],
        by: body.door === 'vertegenwoordiger' ? 'representative' : 'resident',
      },
      actingFor(caller, body.namens.medewerker),
      context,
      tellAfterWithdrawal(context),
    );
    const answer: Schemas['Ingetrokken'] = {
      status: 'verwerkt',
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.json(answer);
  };

const whichOf = ({ toestemming, doel, van, naar }: Schemas['Intrekking']) => ({
  ...(toestemming === undefined ? {} : { id: toestemming }),
  ...(doel === undefined ? {} : { purpose: doel }),
  ...(van === undefined ? {} : { sender: van }),
  ...(naar === undefined ? {} : { recipient: naar }),
});

import type { Request, RequestHandler, Response } from 'express';
import type { Advice } from '../../policies/free-text/check.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { notReleased, type NotAllowed } from '../disclosure/answer.ts';
import { dutiesOf, type Duty } from '../disclosure/duties.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import { disclose, PartnersMayHaveChanged, type Disclosure } from '../disclosure/disclose.ts';
import type { Direction, DisclosureRequest } from '../disclosure/request.ts';
import type { Repeatable } from '../disclosure/repeatable.ts';
import { lookUpPartner, recallPartner, type LookUpPartner } from '../identity/partner-registry.ts';
import { answerJson } from './answer-json.ts';
import { callerIn, lookedUpAgain, type Caller } from './caller.ts';
import { claimFrom, isRepeatable } from './idempotency-key.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem, type RequestFault } from './problems.ts';

const isAsk = validatorFor('Verstrekkingsverzoek');
const isBring = validatorFor('Meldingsverzoek');

/** `POST /v1/verstrekkingen`: a recipient asks. */
export const askRoute = (context: DisclosureContext): RequestHandler =>
  disclosureRoute(context, 'ask', body => {
    if (!isAsk(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAsk.errors));
    return { ...body, other: body.van, otherKey: 'van' };
  });

/** `POST /v1/meldingen`: a sender brings, from its own system. */
export const bringRoute = (context: DisclosureContext): RequestHandler =>
  disclosureRoute(context, 'bring', body => {
    if (!isBring(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isBring.errors));
    return { ...body, other: body.naar, otherKey: 'naar' };
  });

type Body = Omit<Schemas['Verstrekkingsverzoek'], 'van'> & {
  readonly other: string;
  readonly otherKey: string;
};

function disclosureRoute(
  context: DisclosureContext,
  direction: Direction,
  read: (body: unknown) => Body,
): RequestHandler {
  return async (request: Request, response: Response) => {
    const body = read(request.body);
    const abandoned = new AbortController();
    // An abort makes an error with a stack: not for an answer that was given.
    response.once('close', () => void (response.writableFinished || abandoned.abort()));
    const answer = async (caller: Caller, lookUp: LookUpPartner): Promise<object> => {
      const asked = await requestFrom(body, direction, caller, context, lookUp);
      const repeatable = await claimFrom(request, asked, context);
      return await answerOnce(asked, repeatable, context, abandoned.signal);
    };
    const answerAnew = async (): Promise<object> =>
      await answer(await lookedUpAgain(callerIn(response), context.database), lookUpPartner);
    const answerFromMemory = async (): Promise<object> =>
      await answer(callerIn(response), recallPartner).catch(async (error: unknown) => {
        if (!restsOnMemory(error)) throw error;
        return await answerAnew();
      });
    answerJson(response, await (isRepeatable(request) ? answerAnew() : answerFromMemory()));
  };
}

/** What was said of a request without asking who takes part now: that is asked before anyone hears it. */
const restsOnMemory = (error: unknown): boolean =>
  error instanceof PartnersMayHaveChanged || error instanceof Problem;

async function answerOnce(
  asked: DisclosureRequest,
  repeatable: Repeatable | undefined,
  context: DisclosureContext,
  signal: AbortSignal,
): Promise<object> {
  if (repeatable?.earlier?.answer !== undefined) {
    await repeatable.end();
    return repeatable.earlier.answer;
  }
  const work = disclose(asked, context, signal, repeatable);
  if (repeatable !== undefined) await work.catch(async () => await repeatable.end());
  const disclosure = await work;
  const answer = answerFrom(disclosure, asked);
  // What was brought is not brought again; what was asked is decided again.
  const outcome = { index: disclosure.receipt.index, ...(asked.direction === 'bring' ? { answer } : {}) };
  await repeatable?.end(outcome);
  return answer;
}

/** Every word must be known: a purpose, field or partner we do not know is a fault in the request, not a refusal. */
async function requestFrom(
  body: Body,
  direction: Direction,
  { partner, trace, rememberedAt }: Caller,
  { database, policies }: DisclosureContext,
  lookUp: LookUpPartner,
): Promise<DisclosureRequest> {
  const known = await lookUp(database, body.other);
  const other = known?.partner;
  const faults = unknownWords(body, policies.latest().handreiking);
  if (other === undefined) faults.push({ waar: `/${body.otherKey}`, wat: 'deze partner kennen wij niet' });
  if (other === undefined || faults.length > 0) throw new Problem('ongeldig-verzoek', faults);
  if (!partner.purposes.has(body.doel)) throw new Problem('doel-niet-van-u');
  const [sender, recipient] = direction === 'ask' ? [other, partner] : [partner, other];
  return {
    direction,
    purpose: body.doel,
    sender,
    recipient,
    koppelsleutel: body.betrokkene,
    fields: body.velden as FieldId[],
    socialCase: body.casus,
    assertedProfessional: body.namens.medewerker,
    trace,
    rememberedAt: rememberedAt ?? known?.rememberedAt,
  };
}

function unknownWords({ doel, velden }: Body, { purposes, fields }: Handreiking): RequestFault[] {
  const unknownFields = velden.flatMap((field, index) =>
    fields.has(field as FieldId) ? [] : [{ waar: `/velden/${index}`, wat: 'dit veld kennen wij niet' }],
  );
  return purposes.has(doel)
    ? unknownFields
    : [{ waar: '/doel', wat: 'dit doel kennen wij niet' }, ...unknownFields];
}

export function answerFrom(disclosure: Disclosure, request: DisclosureRequest) {
  const { notAllowed, notAvailable } = notReleased(disclosure, request);
  const { values, receipt, policy, stopped, waiting } = disclosure;
  return {
    ...(request.direction === 'ask'
      ? { gegevens: Object.fromEntries(values) }
      : { gebracht: [...values.keys()], teHerschrijven: [...stopped].map(rewriteInDutch) }),
    verplichtingen: dutiesOf(disclosure).map(dutyInDutch),
    nietToegestaan: notAllowed.map(inDutch),
    nietBeschikbaar: notAvailable,
    ...(waiting === undefined
      ? {}
      : { wacht: { nummer: waiting.id, uiterlijk: waiting.until.toISOString() } }),
    bewijs: {
      nummer: receipt.index,
      bladhash: receipt.leafHash,
      omvang: receipt.treeSize,
      wortel: receipt.root,
      pad: receipt.proof,
      handreiking: policy.version,
    },
  };
}

const dutyInDutch = ({ obligation, fields }: Duty) => ({
  verplichting: obligation.id,
  tekst: obligation.text,
  velden: fields,
});

const rewriteInDutch = ([veld, advice]: readonly [FieldId, readonly Advice[]]) => ({
  veld,
  adviezen: advice.map(({ leaveOut, rewrite, places }) => ({
    weglaten: leaveOut,
    herschrijf: rewrite,
    plaatsen: places.map(({ start, end }) => ({ van: start, tot: end })),
  })),
});

const REASONS = { never: 'nooit', 'no-rule': 'geen_regel' } as const;
const EXPLANATIONS = {
  never: 'Dit veld gaat via de poort nooit naar deze ontvanger, wat er ook is getekend.',
  'no-rule': 'Geen regel laat dit veld voor dit doel van deze zender naar deze ontvanger gaan.',
} as const;

const inDutch = ({ field, reason, roads }: NotAllowed) => ({
  veld: field,
  reden: REASONS[reason],
  uitleg: EXPLANATIONS[reason],
  wegen: roads.map(rule => ({
    van: rule.from,
    regel: rule.id,
    uitkomst: rule.outcome,
    wet: rule.law,
    zin: rule.sentence,
  })),
});

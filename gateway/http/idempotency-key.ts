import type { Request } from 'express';
import type { DisclosureContext } from '../disclosure/context.ts';
import type { Repeatable } from '../disclosure/repeatable.ts';
import type { DisclosureRequest } from '../disclosure/request.ts';
import { callerOf } from '../disclosure/request.ts';
import { Problem, type ProblemCode } from './problems.ts';

/** As a structured field it stands between quotes; many send it without. */
const KEY = /^"?([A-Za-z0-9_-]{16,64})"?$/;

const PROBLEM_OF = {
  'other-question': 'sleutel-al-gebruikt',
  busy: 'verzoek-loopt-nog',
} as const satisfies Readonly<Record<string, ProblemCode>>;

export const isRepeatable = (request: Request): boolean => request.headers['idempotency-key'] !== undefined;

/** Takes the `Idempotency-Key` of a request; none when it has none. Throws the problem of a key that cannot be used. */
export async function claimFrom(
  request: Request,
  asked: DisclosureRequest,
  { repeatables }: Pick<DisclosureContext, 'repeatables'>,
): Promise<Repeatable | undefined> {
  const header = request.get('idempotency-key');
  if (header === undefined) return undefined;
  const key = KEY.exec(header)?.[1];
  if (key === undefined)
    throw new Problem('ongeldig-verzoek', [
      { waar: '/', wat: 'Idempotency-Key is 16 tot 64 letters, cijfers, - of _; bijvoorbeeld een uuid' },
    ]);
  const { direction, purpose, sender, recipient, koppelsleutel, fields, socialCase, assertedProfessional } =
    asked;
  const claim = await repeatables.claim({
    caller: callerOf(asked).id,
    key,
    question: {
      direction,
      purpose,
      sender: sender.id,
      recipient: recipient.id,
      koppelsleutel: koppelsleutel.toLowerCase(),
      fields: [...fields],
      socialCase: socialCase ?? '',
      assertedProfessional,
    },
  });
  if (claim.kind !== 'claimed') throw new Problem(PROBLEM_OF[claim.kind]);
  return claim.repeatable;
}

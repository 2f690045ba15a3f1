import type { Request, Response } from 'express';
import { consentsOf, type StoredConsent } from '../../consent/consent-store.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { idIn, lookingIn } from './asked-question.ts';
import { PageProblem } from './page-problem.ts';
import type { PortalContext } from './portal-context.ts';

/** The record at this address, of this resident and within reach of the one who looks; anything else is not there. */
export async function ownConsent(
  request: Request,
  response: Response,
  { register }: PortalContext,
): Promise<StoredConsent> {
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const [consent] = await consentsOf(register.database, resident, { id: idIn(request) });
  if (consent === undefined || reaching(consent.fields).length === 0) throw new PageProblem('niet-gevonden');
  return consent;
}

import type { Response } from 'express';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Receipt } from '../ledger/append.ts';
import type { Schemas } from './openapi-document.ts';
import { proofFrom } from './proof.ts';

/** Answers that something was recorded: under which number, and where it stands in the ledger. */
export function answerRecorded(
  response: Response,
  kenmerk: string,
  receipt: Receipt,
  { policies }: RegisterContext,
): void {
  const answer: Schemas['Vastgelegd'] = { kenmerk, bewijs: proofFrom(receipt, policies.latest().version) };
  response.status(201).json(answer);
}

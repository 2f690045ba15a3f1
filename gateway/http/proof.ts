import type { Receipt } from '../ledger/append.ts';
import type { Schemas } from './openapi-document.ts';

/** A ledger receipt in the words of the API. */
export const proofFrom = (receipt: Receipt, policyVersion: string): Schemas['Bewijs'] => ({
  nummer: receipt.index,
  bladhash: receipt.leafHash,
  omvang: receipt.treeSize,
  wortel: receipt.root,
  pad: [...receipt.proof],
  handreiking: policyVersion,
});

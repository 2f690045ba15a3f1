import type { AfterWithdrawal } from './withdraw.ts';

/** Filled in with the queue of messages to earlier recipients. */
export const tellAfterWithdrawal: AfterWithdrawal = async () => await Promise.resolve();

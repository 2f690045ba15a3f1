/**
 * For who asks a system that will answer: the second or two that a partner gets from us in earnest can be over on a busy machine
 * before the system on the same machine had its turn, and then the test would be about that.
 */
export const PATIENT = { timeoutMs: 120_000 } as const;

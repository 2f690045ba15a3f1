import { parentPort, workerData } from 'node:worker_threads';
import { judgeProposal, type ToJudge } from './judge-proposal.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(await judgeProposal(workerData as ToJudge));

import { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// In the threads that run the tests `--import tsx` does nothing.
if (!isMainThread) register();
await import('./find-globals.ts');

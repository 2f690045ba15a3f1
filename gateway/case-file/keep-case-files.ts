import { repeat } from '../ledger/repeat.ts';
import { shredOldCaseFiles, type CaseFileContext } from './case-file-store.ts';

const ROUND_MS = 60 * 60_000;

/** Every hour: files whose term has passed go. A round that fails is told of, and the next one takes up what it left. */
export const keepCaseFiles = (
  context: CaseFileContext,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => {
    const trace = { requestId: context.newId(), traceId: context.newId().replaceAll('-', '') };
    try {
      await shredOldCaseFiles({ actor: 'poort', trace }, context);
    } catch {
      onFailure();
    }
  }, ROUND_MS);

import type { Database } from '../database.ts';
import type { Observed, Run, Step } from './checks.ts';
import { certificateOf, ledgerSize, messageSince, questionsSince } from './observe.ts';
import { placesWith, type LogText } from './search-logs.ts';

export interface KitContext {
  readonly database: Database;
  readonly authorityPem: string;
  readonly clock: () => Date;
  /** Runs one step of the partner's program; resolves to its exit code, or to none when it did not end in time. */
  readonly drive: (step: Step) => Promise<number | undefined>;
  /** Has the resident take back what was said to this partner. */
  readonly withdraw: () => Promise<void>;
  /** What the partner wrote down, once it is done; none when it did not say where. */
  readonly logs: () => Promise<readonly LogText[] | undefined>;
  /** Everything the partner could have received. */
  readonly values: readonly string[];
}

/** Puts a partner through everything that is looked at, and resolves to what was seen. Only against a sandbox. */
export async function runKit(partner: string, context: KitContext): Promise<Observed> {
  const { database, authorityPem, clock, withdraw } = context;
  const run = async (step: Step): Promise<Run> => {
    const from = await ledgerSize(database);
    const exit = await context.drive(step);
    return { step, exit, questions: await questionsSince(database, partner, from) };
  };
  const pem = (await certificateOf(database, partner)) ?? '';
  const before = await run('vraag');
  const since = clock();
  await withdraw();
  const messages = await run('berichten');
  const message = await messageSince(database, partner, since, { pem, authorityPem });
  const after = await run('vraag');
  const rotation = await run('sleutel');
  const hasNewKey = (await certificateOf(database, partner)) !== pem;
  const withNewKey = await run('vraag');
  const logs = await context.logs();
  return {
    before,
    message,
    messages,
    after,
    rotation,
    hasNewKey,
    withNewKey,
    logs: logs === undefined ? undefined : { files: logs.length, places: placesWith(context.values, logs) },
  };
}

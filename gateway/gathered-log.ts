import type { Writable } from 'node:stream';
import { createProcessLog, type LogEvent, type ProcessLog } from './process-log.ts';

/** How long a line waits at most. */
const PAUSE_MS = 50;

/**
 * The process log, which writes what happened in these milliseconds at once, each line with its own time: writing one line wakes
 * whoever reads them, which costs a lone request more than everything else that it logs. An error is written at once, after
 * what came before it; what still waits when the process ends, is written then.
 */
export function gatheredLog(stream: Writable, clock: () => Date): ProcessLog {
  const waiting: { readonly event: LogEvent; readonly at: Date }[] = [];
  let at = new Date(0);
  const log = createProcessLog(stream, () => at);
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    stream.cork();
    for (const each of waiting.splice(0)) {
      ({ at } = each);
      log.info(each.event);
    }
    stream.uncork();
  };
  process.once('exit', flush);
  return {
    info: event => {
      waiting.push({ event, at: clock() });
      timer ??= setTimeout(flush, PAUSE_MS);
    },
    error: event => {
      flush();
      at = clock();
      log.error(event);
    },
  };
}

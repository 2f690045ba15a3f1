import { watchClock, type ClockWatch } from './clock-watch.ts';
import type { Database } from './database.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { watchLedger } from './ledger/watch-ledger.ts';
import { createLedgerWriter, type LedgerWriter } from './ledger/writer.ts';
import { measuredLedger } from './metrics/measured.ts';
import { MEASURES_NOTHING } from './metrics/measure.ts';
import { keepReadiness, type Readiness } from './readiness.ts';

/** What the gateway knows of its own condition. */
export interface Watch {
  readonly ledger: LedgerWriter;
  readonly clock: ClockWatch;
  readonly readiness: Readiness;
}

/** Watches the ledger and the clock from now on. `releases` is where entries are written, `database` where it is looked at. */
export async function keepWatch(
  { log, clockMostMs, measure = MEASURES_NOTHING }: Pick<GatewayOptions, 'log' | 'clockMostMs' | 'measure'>,
  { database, releases }: { readonly database: Database; readonly releases: Database },
  hasAlarm: () => boolean,
  now: () => Date,
): Promise<Watch> {
  const watched = watchLedger(createLedgerWriter(releases, measure.flushed), database, () =>
    log.info({ event: 'ledger-writes-again' }),
  );
  const clock = await watchClock(database, now, clockMostMs, durationMs =>
    log.error({ event: 'clock-differs', durationMs }),
  );
  return {
    ledger: measuredLedger(watched, measure),
    clock,
    readiness: keepReadiness({ canAppend: watched.canAppend, hasAlarm, clockAgrees: clock.agrees }),
  };
}

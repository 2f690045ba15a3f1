import type { Gateway } from '../wiring.ts';
import { lookAtState } from './look-at-state.ts';
import type { Metrics } from './prometheus.ts';

/** Sets the gauges of what is only known at the moment somebody looks: of this gateway itself, and of what waits in the database. */
export async function lookAround(
  { watch, checkpoints, database }: Pick<Gateway, 'watch' | 'checkpoints' | 'database'>,
  metrics: Metrics,
  now: Date,
): Promise<void> {
  metrics.set('wijkpoort_klaar', (await watch.readiness.reason()) === undefined ? 1 : 0);
  metrics.set('wijkpoort_logboek_alarm', checkpoints.alarm() === undefined ? 0 : 1);
  metrics.set('wijkpoort_getuigen_tekenen', checkpoints.witnessedRecently(now) ? 1 : 0);
  metrics.set('wijkpoort_klok_verschil_seconden', watch.clock.differenceMs() / 1_000);
  await lookAtState(database, metrics, now);
}

import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { keepKeys } from '../keys/keep-keys.ts';
import { keepTls } from '../keys/keep-tls.ts';
import { openKeys } from '../keys/own-keys.ts';
import { repeat } from '../ledger/repeat.ts';
import type { PartnerLists } from '../live-partners.ts';
import { lookAround } from '../metrics/look-around.ts';
import { startMetricsServer } from '../metrics/metrics-server.ts';
import { createMetrics, type Metrics } from '../metrics/prometheus.ts';
import type { ProcessLog } from '../process-log.ts';
import { sendSpans } from '../traces/send-spans.ts';
import type { Gateway } from '../wiring.ts';
import { certificatesInUse } from './certificates-in-use.ts';
import { keepSystems, type KeptSystems } from './keep-systems.ts';
import { readLists } from './read-lists.ts';
import type { Materials } from './read-materials.ts';
import { recordSystems } from './record-systems.ts';
import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';
import { startServing } from './start-serving.ts';
import { upkeepOfInstallation } from './upkeep-of-installation.ts';
import { createExpiryWarnings, daysLeft } from './warn-of-expiry.ts';

/** A gateway that serves, with everything by which it is watched. */
export interface Serving {
  readonly gateway: Gateway;
  /** Where the metrics are; none where nobody reads them. */
  readonly metricsUrl: string | undefined;
  /** Reads keys, certificates and lists again, without waiting for their time. */
  readonly renew: () => Promise<void>;
  /** Says that it closes for as long as was set, finishes what runs, signs the log to its end, and stops. */
  readonly drain: () => Promise<void>;
}

const LOOKED_EVERY_MS = 3_600_000;

/** Starts everything. Rejects when something fails to start; then nothing is left running. `tell`: what somebody has to mend. */
export async function runServing(
  settings: ServeSettings,
  materials: Materials,
  log: ProcessLog,
  tell: (faults: readonly SettingFault[]) => void,
): Promise<Serving> {
  const metrics = createMetrics(Object.keys(materials.systems));
  const keys = await openKeys(materials.rings, () => new Date());
  const sender = settings.traces === undefined ? undefined : sendSpans(settings.traces.naar, log);
  const followed = {
    log,
    measure: metrics.measure,
    beforeOpen: recordFirst(settings, materials, log),
    ...(sender === undefined ? {} : { spans: sender.spans }),
  };
  const gateway = await startServing(settings, materials, keys, followed);
  const kept = keepKeys(settings.sleutels.map, materials.rings, keys, log);
  const tls = keepTls(settings.luisteren.tls, materials.tls, gateway.renewTls, log);
  const systems = keepSystemsOf(settings, materials, gateway, metrics, { log, tell });
  const stops = [systems.stop, kept.stop, tls.stop, gateway.close];
  try {
    await systems.renew();
    const inUse = () => ({ tls: tls.current(), systems: systems.lists().systems });
    const lookAtCertificates = certificateWatch(settings, inUse, gateway, metrics, log);
    await lookAtCertificates();
    stops.unshift(repeat(lookAtCertificates, LOOKED_EVERY_MS).stop);
    const watched = await serveMetrics(settings, gateway, metrics, lookAtCertificates);
    if (watched !== undefined) stops.push(watched.close);
    if (sender !== undefined) stops.push(sender.stop);
    return {
      gateway,
      metricsUrl: watched?.url,
      renew: async () => {
        await kept.renew();
        await systems.renew();
        await tls.renew();
        await gateway.renewRevocations();
        await lookAtCertificates();
      },
      drain: async () => {
        gateway.watch.readiness.beginClosing();
        await setTimeout(settings.luisteren.uitloop * 1_000);
        for (const stop of stops.splice(0)) await stop();
      },
    };
  } catch (error) {
    for (const stop of stops) await stop();
    throw error;
  }
}

async function serveMetrics(
  { meten }: ServeSettings,
  gateway: Gateway,
  metrics: Metrics,
  lookAtCertificates: () => Promise<void>,
) {
  if (meten === undefined) return undefined;
  return await startMetricsServer(meten.host, meten.poort, metrics, async () => {
    // Every time: whoever replaced one wants to see that it counts.
    await lookAtCertificates();
    await lookAround(gateway, metrics, new Date());
  });
}

/** Nothing leaves through a system that the log does not know; a log that cannot write lets nothing leave either. */
const recordFirst =
  (settings: ServeSettings, materials: Materials, log: ProcessLog) =>
  async (database: Database): Promise<void> =>
    await recordListed(database, settings, materials).catch(() => log.error({ event: 'upkeep-failed' }));

async function recordListed(
  database: Database,
  settings: ServeSettings,
  { systems, inboxes }: PartnerLists,
): Promise<void> {
  const upkeep = await upkeepOfInstallation(database, settings);
  await recordSystems(database, { systems, inboxes }, settings.sleutels.bewoners, upkeep);
}

function keepSystemsOf(
  settings: ServeSettings,
  { systems, inboxes }: Materials,
  gateway: Gateway,
  metrics: Metrics,
  told: Pick<Parameters<typeof keepSystems>[1], 'log' | 'tell'>,
): KeptSystems {
  return keepSystems(
    { systems, inboxes },
    {
      ...told,
      read: async () => await readLists(settings),
      record: async lists => await recordListed(gateway.database, settings, lists),
      use: lists => {
        gateway.replacePartners(lists);
        metrics.meet(Object.keys(lists.systems));
      },
    },
  );
}

function certificateWatch(
  settings: ServeSettings,
  inUse: () => Pick<Materials, 'tls' | 'systems'>,
  { database }: Gateway,
  metrics: Metrics,
  log: ProcessLog,
): () => Promise<void> {
  const warn = createExpiryWarnings(log);
  return async () => {
    const found = await certificatesInUse(database, settings, inUse()).catch(() => undefined);
    if (found === undefined) return;
    warn(found, new Date());
    metrics.meet(found.flatMap(({ partner }) => partner ?? []));
    metrics.reset('wijkpoort_certificaat_dagen');
    for (const each of [...found].sort((a, b) => b.until.getTime() - a.until.getTime()))
      metrics.set('wijkpoort_certificaat_dagen', daysLeft(each, new Date()), {
        soort: each.kind,
        partner: each.partner ?? '',
      });
  };
}

import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { keepRegister } from './consent/keep-register.ts';
import { openRegister } from './consent/open-register.ts';
import type { RegisterContext } from './consent/register-context.ts';
import { keepCaseFiles } from './case-file/keep-case-files.ts';
import { openDatabase, type Database } from './database.ts';
import type { DisclosureContext } from './disclosure/context.ts';
import { deliverWaiting, keepDelivering } from './disclosure/deliver-waiting.ts';
import { keepEmergencyRoad, type KeptEmergencyRoad } from './disclosure/keep-emergency-road.ts';
import { keepExchanges } from './disclosure/keep-exchanges.ts';
import { openShadows, type Shadows } from './disclosure/shadow.ts';
import { createRepeatableStore } from './disclosure/repeatable-store.ts';
import { createSourceMirror } from './disclosure/source-mirror.ts';
import { createWaitingDeliveries } from './disclosure/waiting-delivery.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { close } from './http/listening.ts';
import { createBirthTagger } from './identity/person-seen.ts';
import { makeActorKey } from './ledger/actor-key.ts';
import { keepHouse } from './ledger/keep-house.ts';
import { openCheckpoints } from './ledger/open-checkpoints.ts';
import type { CheckpointPublisher } from './ledger/publish-checkpoints.ts';
import type { SealingKey } from './ledger/sealing.ts';
import { createSubjectKeys } from './ledger/subject-keys.ts';
import { MEASURES_NOTHING } from './metrics/measure.ts';
import { measuredSources } from './metrics/measured.ts';
import { ClockNotTrusted } from './clock-not-trusted.ts';
import { keepTerms } from './keep-terms.ts';
import { keepWatch, type Watch } from './keep-watch.ts';
import { openCallers } from './open-callers.ts';
import { openDoor, type Door, type House } from './open-door.ts';
import { openLivePartners, type LivePartners, type PartnerLists } from './live-partners.ts';
import { policiesFrom } from './policies-from.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import { createRandomBytes } from './randomness.ts';
import { remembered } from './remembered.ts';
import { tracedSources } from './traces/traced-sources.ts';
import { requireDurable } from './require-durable.ts';

export interface Gateway {
  readonly url: string;
  readonly issuer: string;
  readonly database: Database;
  readonly register: RegisterContext;
  readonly checkpoints: CheckpointPublisher;
  readonly emergency: KeptEmergencyRoad;
  /** Whether it should get requests now, and why not. */
  readonly watch: Watch;
  /** Does at once what happens by itself every half minute. Resolves to how many arrived. */
  readonly deliverWaiting: () => Promise<number>;
  /** Reads the lists of revoked certificates again, without waiting for their time. */
  readonly renewRevocations: () => Promise<void>;
  /** Looks at once for whom a proposal is decided too, and writes down what was counted. */
  readonly settleShadows: () => Promise<void>;
  /** Shows this certificate of ours from the next connection on. */
  readonly renewTls: Door['renewTls'];
  /** Takes these systems of partners in the place of those there are; who did not change notices nothing. */
  readonly replacePartners: (lists: PartnerLists) => void;
  /** Tells the other gateways who asked here, without waiting for its time. */
  readonly settleLimits: () => Promise<void>;
  /** Takes no new requests, finishes the running ones, then closes the database. */
  readonly close: () => Promise<void>;
}

/** Puts the gateway together and opens its door. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const clock = options.clock ?? (() => new Date());
  const database = openDatabase(options.databaseUrl);
  // Of its own, so that no officer who searches, however long, holds up a release.
  const releases = openDatabase(options.databaseUrl, { connections: 8, plansOnce: true });
  const stops = [releases.close, database.close];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    await requireDurable(database);
    const house = await openHouse(options, database, releases, clock, stops);
    const { context, register, checkpoints, callers, emergency, watch, shadows, partners } = house;
    const { readiness } = watch;
    await options.beforeOpen?.(database);
    const { server, ...addresses } = await openDoor(options, {
      ...house,
      readiness,
      emergency: emergency.road,
    });
    stops.unshift(async () => await close(server));
    return {
      ...addresses,
      database,
      register,
      emergency,
      checkpoints: checkpoints.publisher,
      watch,
      deliverWaiting: async () =>
        await deliverWaiting(context, new AbortController().signal, givenUp(options)),
      renewRevocations: callers.renewLists,
      replacePartners: partners.replace,
      settleLimits: callers.limits.settle,
      settleShadows: shadows.settle,
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type KeptHouse = Omit<House, 'emergency' | 'readiness'> & {
  readonly emergency: KeptEmergencyRoad;
  readonly watch: Watch;
  readonly shadows: Shadows;
};

/** Everything behind the door; what it keeps running is added to `stops` as it starts, the last first. */
async function openHouse(
  options: GatewayOptions,
  database: Database,
  releases: Database,
  clock: () => Date,
  stops: (() => Promise<void>)[],
): Promise<KeptHouse> {
  const { log, secrets, vault } = options;
  const failed = upkeepFailed(options);
  const actorKey = await makeActorKey(database, secrets.officerKey.publicKeyPem);
  const policies = await policiesFrom(options, database, clock());
  const settings = options.checkpoints ?? {};
  const checkpoints = await openCheckpoints(database, options.keys.checkpoints, settings, { clock, log });
  stops.unshift(checkpoints.publisher.stop);
  // Where a witness must have seen the log lately, it sees it before the door opens: else the first to come would be refused.
  if (settings.longestUnwitnessedMs !== undefined) await checkpoints.publisher.publish();
  const house = await keepHouse(database, vault, clock, failed);
  stops.unshift(house.stop);
  const hasAlarm = (): boolean => checkpoints.publisher.alarm() !== undefined;
  const watch = await keepWatch(options, { database, releases }, hasAlarm, clock);
  stops.unshift(watch.clock.stop);
  const shadows = openShadows({ database, clock }, failed);
  stops.unshift(shadows.stop);
  const partners = openLivePartners(options, releases, following(options, clock));
  const context = {
    ...contextFrom(options, releases, policies, actorKey, checkpoints.publisher, watch, partners, clock),
    shadow: shadows.observe,
  };
  const beside = { ...context, database };
  const emergency = await keepEmergencyRoad(beside, options, failed);
  stops.unshift(emergency.stop);
  const callers = await openCallers(options, beside, failed);
  stops.unshift(callers.stop);
  const register = await openRegister({ ...beside, trust: callers.trust }, secrets, options.keys.receipts);
  stops.unshift(...keepUp(context, register, partners, options).map(({ stop }) => stop));
  return { context, register, checkpoints, callers, emergency, watch, shadows, partners };
}

function contextFrom(
  options: GatewayOptions,
  database: Database,
  policies: PolicyInForce,
  actorKey: SealingKey,
  publisher: CheckpointPublisher,
  watch: Watch,
  { sources, inboxes, audits }: LivePartners,
  clock: () => Date,
): DisclosureContext {
  const secret = options.secrets.subjectKey;
  const subjectKey = Buffer.from(secret, 'hex');
  const randomBytes = createRandomBytes();
  return {
    database,
    ledger: watch.ledger,
    clock,
    policies,
    wordList: options.wordList,
    mayRelease: now => {
      if (!watch.clock.agrees()) throw new ClockNotTrusted();
      return publisher.witnessedRecently(now);
    },
    onKeysDiffer: ({ requestId, traceId }) => options.log.error({ event: 'keys-differ', requestId, traceId }),
    sources,
    inboxes,
    audits,
    deliveries: createWaitingDeliveries({ sql: database, secret, randomBytes, newId: randomUUID }),
    mirror: createSourceMirror({
      random: Math.random,
      nowMs: () => performance.now(),
      wait: async (durationMs, signal) => await setTimeout(durationMs, undefined, { signal }),
    }),
    repeatables: createRepeatableStore({ sql: database, secret, clock, randomBytes }),
    randomBytes,
    newId: randomUUID,
    birthTag: createBirthTagger(options.secrets.subjectKey),
    subjectTag: remembered(resident => createHmac('sha256', subjectKey).update(resident).digest()),
    subjectKeys: createSubjectKeys({
      vault: options.vault,
      actorKey,
      subjectKey: secret,
      randomBytes,
      newId: randomUUID,
    }),
  };
}

/** Every question to a source is timed, and where that is asked, a span. */
function following(
  { measure = MEASURES_NOTHING, spans }: GatewayOptions,
  clock: () => Date,
): Parameters<typeof openLivePartners>[2] {
  const around = { clock, randomBytes: createRandomBytes() };
  return sources => {
    const measured = measuredSources(sources, measure, () => performance.now());
    return spans === undefined ? measured : tracedSources(measured, spans, around);
  };
}

const upkeepFailed =
  ({ log }: GatewayOptions) =>
  (): void =>
    log.error({ event: 'upkeep-failed' });

const givenUp =
  ({ log }: GatewayOptions) =>
  (): void =>
    log.error({ event: 'delivery-given-up' });

/** Everything that happens by itself, now and then, until it is stopped. */
function keepUp(
  context: DisclosureContext,
  register: RegisterContext,
  { noticeInboxes }: LivePartners,
  options: GatewayOptions,
) {
  const failed = upkeepFailed(options);
  return [
    keepExchanges({ ...context, database: register.database }, failed),
    keepRegister(register, noticeInboxes, failed),
    keepCaseFiles({ ...register, vault: options.vault }, failed),
    keepDelivering(context, givenUp(options), failed),
    keepTerms(register.database, register.clock, failed),
  ];
}

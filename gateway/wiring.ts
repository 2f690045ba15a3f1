import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { createCaseFileSource } from '../adapters/case-file/case-file-source.ts';
import { createCareSource, type CareConfig } from '../adapters/care-ehr/care-source.ts';
import { createDisclosureAudit } from '../adapters/care-ehr/disclosure-audit.ts';
import {
  createHousingCorporationSource,
  type CorporationConfig,
} from '../adapters/housing-corporation/corporation-source.ts';
import { createAdmissionInbox } from '../adapters/social-services/admission-inbox.ts';
import { createDebtHelpInbox, type DebtHelpConfig } from '../adapters/social-services/debt-help-inbox.ts';
import { createMunicipalSource, type MunicipalConfig } from '../adapters/social-services/municipal-source.ts';
import { createNoticeInbox } from '../adapters/notice-inbox/http-notice-inbox.ts';
import type { PartnerConfig } from '../adapters/partner.ts';
import type { Disclosed, DisclosureAudit, Inbox, Source } from '../adapters/source.ts';
import type { NoticeInboxes } from './consent/deliver-notices.ts';
import { keepRegister } from './consent/keep-register.ts';
import { openRegister } from './consent/open-register.ts';
import type { RegisterContext } from './consent/register-context.ts';
import { caseFilesFor } from './case-file/case-file-store.ts';
import { keepCaseFiles } from './case-file/keep-case-files.ts';
import { openDatabase, type Database } from './database.ts';
import { keepExchanges } from './disclosure/keep-exchanges.ts';
import { createRepeatableStore } from './disclosure/repeatable-store.ts';
import { deliverWaiting, keepDelivering } from './disclosure/deliver-waiting.ts';
import { createWaitingDeliveries } from './disclosure/waiting-delivery.ts';
import { createSourceMirror } from './disclosure/source-mirror.ts';
import type { DisclosureContext } from './disclosure/context.ts';
import { createApp } from './http/app.ts';
import { answerOnceOpen, close, listen } from './http/listening.ts';
import type { SandboxDesk } from './http/sandbox-routes.ts';
import { createDoor } from './http/door.ts';
import { answerOauth } from './identity/answer-oauth.ts';
import { openPortal } from './http/portal/open-portal.ts';
import { createAuthorizationServer } from './identity/authorization-server.ts';
import { openCallers, type Callers } from './open-callers.ts';
import type { IdentitySettings } from './identity/identity-settings.ts';
import type { LoginSetup } from './identity/people/people.ts';
import { fscSettings, tokenRules } from './identity/token-rules.ts';
import type { LimitSettings } from './limits/limits.ts';
import { traceOf, type ProcessLog } from './process-log.ts';
import { requireDurable } from './require-durable.ts';
import { createRandomBytes } from './randomness.ts';
import { remembered } from './remembered.ts';
import type { Secrets } from './secrets.ts';
import { makeActorKey } from './ledger/actor-key.ts';
import { canAppend } from './ledger/can-append.ts';
import { policiesFrom } from './policies-from.ts';
import { keepHouse } from './ledger/keep-house.ts';
import type { KeyVault } from './ledger/key-vault.ts';
import type { SealingKey } from './ledger/sealing.ts';
import { createSubjectKeys } from './ledger/subject-keys.ts';
import { openCheckpoints, type Checkpoints, type CheckpointSettings } from './ledger/open-checkpoints.ts';
import type { CheckpointPublisher } from './ledger/publish-checkpoints.ts';
import { createBirthTagger } from './identity/person-seen.ts';
import { createLedgerWriter } from './ledger/writer.ts';
import type { WordList } from '../policies/free-text/word-list.ts';
import type { TrustedKey } from '../policies/bundle/trusted-key.ts';
import type { KnownVersion } from '../policies/bundle/version-in-force.ts';
import type { PolicyInForce } from './policy-in-force.ts';

export type SmartClient = NonNullable<CareConfig['smart']>;

/** Which kind of system a partner has, and where. */
export type PartnerSystem = PartnerConfig &
  (
    | ({ readonly kind: 'corporation' } & Pick<CorporationConfig, 'clientId'>)
    | ({ readonly kind: 'care' } & Pick<CareConfig, 'fhirVersion' | 'smart' | 'auditEvents'>)
    | ({ readonly kind: 'debt-help' } & Pick<DebtHelpConfig, 'signing' | 'deliverer'>)
    | ({ readonly kind: 'municipal' } & Pick<MunicipalConfig, 'unit' | 'decisions' | 'events' | 'benefits'>)
  );

export interface GatewayOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly wordList: WordList;
  /** The handreiking to begin with; signed versions in the database follow it. */
  readonly start: KnownVersion;
  readonly trustedKeys?: readonly TrustedKey[];
  readonly secrets: Pick<
    Secrets,
    'signingKey' | 'cookieKey' | 'subjectKey' | 'officerKey' | 'checkpointKey'
  > & {
    readonly authority: { readonly certificatePem: string };
  };
  /** Where the residents' keys are, outside the database. */
  readonly vault: KeyVault;
  /** By partner. */
  readonly systems: Readonly<Record<string, PartnerSystem>>;
  /** Of partners whose system lives in this process. */
  readonly sources?: ReadonlyMap<string, Source>;
  /** Where partners take in messages about what they received; who has none fetches them. */
  readonly noticeInboxes?: Readonly<Record<string, PartnerConfig>>;
  readonly log: ProcessLog;
  /** Admits newcomers; only where every resident is invented. */
  readonly sandbox?: SandboxDesk;
  /** How people log in; without it there are no pages for people. */
  readonly logins?: LoginSetup;
  readonly clock?: () => Date;
  readonly checkpoints?: CheckpointSettings;
  readonly identity?: IdentitySettings;
  /** Without these nobody is limited. */
  readonly limits?: LimitSettings | undefined;
}

export interface Gateway {
  readonly url: string;
  readonly issuer: string;
  readonly database: Database;
  readonly register: RegisterContext;
  readonly checkpoints: CheckpointPublisher;
  /** Does at once what happens by itself every half minute. Resolves to how many arrived. */
  readonly deliverWaiting: () => Promise<number>;
  /** Reads the lists of revoked certificates again, without waiting for their time. */
  readonly renewRevocations: () => Promise<void>;
  /** Tells the other gateways who asked here, without waiting for its time. */
  readonly settleLimits: () => Promise<void>;
  /** Takes no new requests, finishes the running ones, then closes the database. */
  readonly close: () => Promise<void>;
}

/** Puts the gateway together and opens its door. The only place where adapters and stores are made. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const clock = options.clock ?? (() => new Date());
  const database = openDatabase(options.databaseUrl);
  // Of its own, so that no officer who searches, however long, holds up a release.
  const releases = openDatabase(options.databaseUrl, { connections: 8, plansOnce: true });
  const stops = [releases.close, database.close];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0)) await each();
  };
  const upkeepFailed = (): void => options.log.error({ event: 'upkeep-failed' });
  try {
    await requireDurable(database);
    const actorKey = await makeActorKey(database, options.secrets.officerKey.publicKeyPem);
    const policies = await policiesFrom(options, database, clock());
    const checkpoints = await openCheckpoints(
      database,
      options.secrets.checkpointKey,
      options.checkpoints ?? {},
      { clock, log: options.log },
    );
    stops.unshift(checkpoints.publisher.stop);
    const house = await keepHouse(database, options.vault, clock, upkeepFailed);
    stops.unshift(house.stop);
    const context = contextFrom(options, releases, policies, actorKey, checkpoints.publisher, clock);
    const callers = await openCallers(options, { ...context, database }, upkeepFailed);
    stops.unshift(callers.stop);
    const register = await openRegister({ ...context, database, trust: callers.trust }, options.secrets);
    stops.unshift(...keepUp(context, register, options).map(({ stop: end }) => end));
    const { server, ...addresses } = await openDoor(options, context, register, checkpoints, callers);
    stops.unshift(async () => await close(server));
    return {
      ...addresses,
      database,
      register,
      checkpoints: checkpoints.publisher,
      deliverWaiting: async () =>
        await deliverWaiting(context, new AbortController().signal, givenUp(options)),
      renewRevocations: callers.renewLists,
      settleLimits: callers.limits.settle,
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Listens, first of all: the address is part of what tokens are for. */
async function openDoor(
  options: GatewayOptions,
  context: DisclosureContext,
  register: RegisterContext,
  { publisher, keyLine }: Checkpoints,
  { trust, certificates, limits }: Callers,
): Promise<Pick<Gateway, 'url' | 'issuer'> & { readonly server: Server }> {
  const { clock } = context;
  const { database } = register;
  const { authority, signingKey, cookieKey } = options.secrets;
  const settings = options.identity ?? {};
  const authoritiesPem = [authority.certificatePem, settings.authoritiesPem ?? ''].filter(Boolean);
  const server = createDoor(settings.tls && { ...settings.tls, authoritiesPem });
  const open = answerOnceOpen(server);
  const listening = await listen(server, options.host, options.port, settings.tls ? 'https' : 'http');
  const url = settings.publicUrl ?? listening;
  const issuer = `${url}/oauth`;
  const authorizationServer = createAuthorizationServer({
    issuer,
    database,
    clock,
    signingKey,
    cookieKey,
    trust,
    certificates,
    purposes: [...context.policies.latest().handreiking.purposes.keys()],
    onFailure: error => options.log.error({ event: 'token-request-failed', ...traceOf(error) }),
  });
  const app = createApp({
    authentication: { rules: tokenRules(issuer, signingKey, settings), certificates },
    address: url,
    context,
    register,
    log: options.log,
    ledgerKey: keyLine,
    authorizationServer: answerOauth(authorizationServer.callback()),
    portal: openPortal(options, url, context, register),
    isReady: async () => publisher.alarm() === undefined && (await canAppend(database)),
    nowMs: () => performance.now(),
    limits,
    fsc: fscSettings(settings),
    sandbox: options.sandbox,
  });
  open(app);
  return { url: listening, issuer, server };
}

function contextFrom(
  options: GatewayOptions,
  database: Database,
  policies: PolicyInForce,
  actorKey: SealingKey,
  publisher: CheckpointPublisher,
  clock: () => Date,
): DisclosureContext {
  const secret = options.secrets.subjectKey;
  const subjectKey = Buffer.from(secret, 'hex');
  const randomBytes = createRandomBytes();
  return {
    database,
    ledger: createLedgerWriter(database),
    clock,
    policies,
    wordList: options.wordList,
    mayRelease: publisher.witnessedRecently,
    onKeysDiffer: ({ requestId, traceId }) => options.log.error({ event: 'keys-differ', requestId, traceId }),
    sources: new Map([
      ...Object.entries(options.systems).flatMap(sourceOf).map(withCaseFile(options, database)),
      ...(options.sources ?? []),
    ]),
    inboxes: new Map(Object.entries(options.systems).flatMap(inboxOf)),
    audits: auditsOf(options),
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

/** Care providers that keep an account of their own hear what left them; that one does not listen stops nothing. */
function auditsOf({ systems, log }: GatewayOptions): NonNullable<DisclosureContext['audits']> {
  const failed = (): void => log.error({ event: 'audit-not-taken' });
  const told = (audit: DisclosureAudit) => (disclosed: Disclosed) =>
    void audit(disclosed, new AbortController().signal).catch(failed);
  return new Map(
    Object.entries(systems).flatMap(([partner, system]) =>
      system.kind === 'care' && system.auditEvents === true
        ? [[partner, told(createDisclosureAudit(system))] as const]
        : [],
    ),
  );
}

const givenUp =
  ({ log }: GatewayOptions) =>
  (): void =>
    log.error({ event: 'delivery-given-up' });

/** Everything that happens by itself, now and then, until it is stopped. */
function keepUp(context: DisclosureContext, register: RegisterContext, options: GatewayOptions) {
  const failed = (): void => options.log.error({ event: 'upkeep-failed' });
  return [
    keepExchanges({ ...context, database: register.database }, failed),
    keepRegister(register, noticeInboxesOf(options), failed),
    keepCaseFiles({ ...register, vault: options.vault }, failed),
    keepDelivering(context, givenUp(options), failed),
  ];
}

/** The wijkteam keeps the table's own file; what stands there goes before what its other systems say. */
const withCaseFile =
  ({ systems, vault }: GatewayOptions, database: Database) =>
  ([partner, source]: [string, Source]): [string, Source] => {
    const system = systems[partner];
    const keepsFile = system?.kind === 'municipal' && system.unit === 'wijkteam';
    return [
      partner,
      keepsFile ? createCaseFileSource(caseFilesFor(partner, database, { vault }), source) : source,
    ];
  };

function sourceOf([partner, system]: [string, PartnerSystem]): [string, Source][] {
  switch (system.kind) {
    case 'corporation':
      return [[partner, createHousingCorporationSource(system)]];
    case 'care':
      return [[partner, createCareSource(system)]];
    case 'municipal':
      return [[partner, createMunicipalSource(system)]];
    case 'debt-help':
      return [];
  }
}

function inboxOf([partner, system]: [string, PartnerSystem]): [string, Inbox][] {
  if (system.kind === 'debt-help') return [[partner, createDebtHelpInbox(system)]];
  if (system.kind !== 'municipal' || system.events === undefined) return [];
  return [[partner, createAdmissionInbox({ ...system, ...system.events })]];
}

const noticeInboxesOf = ({ noticeInboxes = {} }: GatewayOptions): NoticeInboxes =>
  new Map(
    Object.entries(noticeInboxes).map(([partner, config]) => [partner, createNoticeInbox(config)] as const),
  );

import { createCaseFileSource } from '../adapters/case-file/case-file-source.ts';
import { createCareSource, type CareConfig } from '../adapters/care-ehr/care-source.ts';
import { publicKeysOf } from '../adapters/care-ehr/smart-keys.ts';
import { createDisclosureAudit } from '../adapters/care-ehr/disclosure-audit.ts';
import {
  createHousingCorporationSource,
  type CorporationConfig,
} from '../adapters/housing-corporation/corporation-source.ts';
import { createNoticeInbox } from '../adapters/notice-inbox/http-notice-inbox.ts';
import type { PartnerConfig } from '../adapters/partner.ts';
import { createAdmissionInbox } from '../adapters/social-services/admission-inbox.ts';
import { createDebtHelpInbox, type DebtHelpConfig } from '../adapters/social-services/debt-help-inbox.ts';
import { createMunicipalSource, type MunicipalConfig } from '../adapters/social-services/municipal-source.ts';
import type { Disclosed, DisclosureAudit, Inbox, Source } from '../adapters/source.ts';
import { caseFilesFor } from './case-file/case-file-store.ts';
import type { NoticeInboxes } from './consent/deliver-notices.ts';
import type { Database } from './database.ts';
import type { KeyVault } from './ledger/key-vault.ts';
import type { ProcessLog } from './process-log.ts';

export type SmartClient = NonNullable<CareConfig['smart']>;

/** Which kind of system a partner has, and where. */
export type PartnerSystem = PartnerConfig &
  (
    | ({ readonly kind: 'corporation' } & Pick<CorporationConfig, 'clientId'>)
    | ({ readonly kind: 'care' } & Pick<CareConfig, 'fhirVersion' | 'smart' | 'auditEvents'>)
    | ({ readonly kind: 'debt-help' } & Pick<DebtHelpConfig, 'signing' | 'deliverer'>)
    | ({ readonly kind: 'municipal' } & Pick<
        MunicipalConfig,
        'unit' | 'decisions' | 'events' | 'benefits' | 'elsewhere'
      >)
  );

/** The systems that this gateway talks with. */
export interface PartnerAdapters {
  /** By partner. */
  readonly systems: Readonly<Record<string, PartnerSystem>>;
  /** Of partners whose system lives in this process. */
  readonly sources?: ReadonlyMap<string, Source>;
  /** Where partners take in messages about what they received; who has none fetches them. */
  readonly noticeInboxes?: Readonly<Record<string, PartnerConfig>>;
  /** Where the residents' keys are, outside the database. */
  readonly vault: KeyVault;
  readonly log: ProcessLog;
}

/** By partner: where its fields are asked. A source of this process goes before a system elsewhere. */
export const sourcesOf = (options: PartnerAdapters, database: Database): ReadonlyMap<string, Source> =>
  new Map([
    ...Object.entries(options.systems).flatMap(sourceOf).map(withCaseFile(options, database)),
    ...(options.sources ?? []),
  ]);

/** By partner: where what is brought to it arrives. */
export const inboxesOf = ({ systems }: PartnerAdapters): ReadonlyMap<string, Inbox> =>
  new Map(Object.entries(systems).flatMap(inboxOf));

/** By care provider with an account of its own: how it hears what left it. That one does not listen stops nothing. */
export function auditsOf({
  systems,
  log,
}: PartnerAdapters): ReadonlyMap<string, (disclosed: Disclosed) => void> {
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

/** By which care providers know us. Throws a `RangeError` when two keys go by one name. */
export const smartKeysOf = ({ systems }: Pick<PartnerAdapters, 'systems'>): ReturnType<typeof publicKeysOf> =>
  publicKeysOf(
    Object.values(systems).flatMap(system =>
      system.kind === 'care' && system.smart !== undefined ? [system.smart] : [],
    ),
  );

export const noticeInboxesOf = ({ noticeInboxes = {} }: PartnerAdapters): NoticeInboxes =>
  new Map(
    Object.entries(noticeInboxes).map(([partner, config]) => [partner, createNoticeInbox(config)] as const),
  );

/** The wijkteam keeps the table's own file; what stands there goes before what its other systems say. */
const withCaseFile =
  ({ systems, vault }: PartnerAdapters, database: Database) =>
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
  return [[partner, createAdmissionInbox({ ...system, ...system.elsewhere?.events, ...system.events })]];
}

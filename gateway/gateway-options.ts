import type { Database } from './database.ts';
import type { TrustedKey } from '../policies/bundle/trusted-key.ts';
import type { KnownVersion } from '../policies/bundle/version-in-force.ts';
import type { WordList } from '../policies/free-text/word-list.ts';
import type { SandboxDesk } from './http/sandbox-routes.ts';
import type { IdentitySettings } from './identity/identity-settings.ts';
import type { LoginSetup } from './identity/people/people.ts';
import type { CheckpointSettings } from './ledger/open-checkpoints.ts';
import type { OwnKeys } from './keys/own-keys.ts';
import type { Measure } from './metrics/measure.ts';
import type { Spans } from './traces/span.ts';
import type { LimitSettings } from './limits/limits.ts';
import type { PartnerAdapters } from './partner-adapters.ts';
import type { Secrets } from './secrets.ts';

/** What one gateway is made of. */
export interface GatewayOptions extends PartnerAdapters {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly wordList: WordList;
  /** The handreiking to begin with; signed versions in the database follow it. */
  readonly start: KnownVersion;
  readonly trustedKeys?: readonly TrustedKey[];
  readonly secrets: Pick<Secrets, 'cookieKey' | 'subjectKey'> & {
    readonly officerKey: { readonly publicKeyPem: string };
    readonly authority: { readonly certificatePem: string };
  };
  /** With which this installation signs and seals, as they are at each moment. */
  readonly keys: OwnKeys;
  /** Admits newcomers; only where every resident is invented. */
  readonly sandbox?: SandboxDesk;
  /** How people log in; without it there are no pages for people. */
  readonly logins?: LoginSetup;
  /** The folder with pages that somebody read aloud; without it there is nothing to listen to. */
  readonly recordings?: string;
  readonly clock?: () => Date;
  readonly checkpoints?: CheckpointSettings;
  /** The file of the emergency journal; without it there is no emergency road to open. */
  readonly emergencyJournal?: string;
  /** Where traces go; without it nobody follows them. */
  readonly spans?: Spans;
  /** Where what happens is counted and timed. */
  readonly measure?: Measure;
  /** Our clock may differ this much from the database's; beyond it nothing is released. Without it, this does not count. */
  readonly clockMostMs?: number;
  readonly identity?: IdentitySettings;
  /** Without these nobody is limited. */
  readonly limits?: LimitSettings | undefined;
  /** Done when everything stands ready and nobody can come in yet. */
  readonly beforeOpen?: (database: Database) => Promise<void>;
}

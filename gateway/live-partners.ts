import type { JWK } from 'jose';
import type { PartnerConfig } from '../adapters/partner.ts';
import type { Disclosed, Inbox, Source } from '../adapters/source.ts';
import type { NoticeInboxes } from './consent/deliver-notices.ts';
import type { Database } from './database.ts';
import {
  auditsOf,
  inboxesOf,
  noticeInboxesOf,
  smartKeysOf,
  sourcesOf,
  type PartnerAdapters,
  type PartnerSystem,
} from './partner-adapters.ts';

/** Which systems there are, and where. */
export interface PartnerLists {
  readonly systems: Readonly<Record<string, PartnerSystem>>;
  readonly inboxes: Readonly<Record<string, PartnerConfig>>;
}

/** The systems of partners as they are at each moment: whoever holds one of these maps sees what is there now. */
export interface LivePartners {
  readonly sources: ReadonlyMap<string, Source>;
  readonly inboxes: ReadonlyMap<string, Inbox>;
  readonly audits: ReadonlyMap<string, (disclosed: Disclosed) => void>;
  readonly noticeInboxes: NoticeInboxes;
  /** Of each partner that has one, its kind. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly smartKeys: () => readonly JWK[];
  /**
   * Takes these in the place of those, all at once. Who did not change keeps its adapter, with what that knows of it; what runs
   * ends with the one it began with. Throws, and changes nothing, when keys go by one name.
   */
  readonly replace: (lists: PartnerLists) => void;
}

type Follow = (sources: ReadonlyMap<string, Source>) => ReadonlyMap<string, Source>;

/** `follow` is put around every source. */
export function openLivePartners(options: PartnerAdapters, database: Database, follow: Follow): LivePartners {
  const { sources: own, noticeInboxes: first = {}, vault, log } = options;
  const alone = (lists: Partial<PartnerLists>): PartnerAdapters => ({
    vault,
    log,
    systems: lists.systems ?? {},
    noticeInboxes: lists.inboxes ?? {},
  });
  const systems = (found: Readonly<Record<string, PartnerSystem>>) => alone({ systems: found });
  const ownNow = own === undefined ? new Map<string, Source>() : follow(own);
  const sources = keptMap<PartnerSystem, Source>(each => follow(sourcesOf(systems(each), database)), ownNow);
  const inboxes = keptMap<PartnerSystem, Inbox>(each => inboxesOf(systems(each)));
  const audits = keptMap<PartnerSystem, (disclosed: Disclosed) => void>(each => auditsOf(systems(each)));
  const kinds = keptMap<PartnerSystem, string>(
    each => new Map(Object.entries(each).map(([partner, { kind }]) => [partner, kind])),
  );
  const notices = keptMap<
    PartnerConfig,
    NoticeInboxes extends ReadonlyMap<string, infer Made> ? Made : never
  >(each => noticeInboxesOf(alone({ inboxes: each })));
  let keys: readonly JWK[] = [];
  const replace = (lists: PartnerLists): void => {
    keys = smartKeysOf(systems(lists.systems));
    for (const each of [sources, inboxes, audits, kinds]) each.replace(lists.systems);
    notices.replace(lists.inboxes);
  };
  replace({ systems: options.systems, inboxes: first });
  return {
    sources: sources.map,
    inboxes: inboxes.map,
    audits: audits.map,
    kinds: kinds.map,
    noticeInboxes: notices.map,
    smartKeys: () => keys,
    replace,
  };
}

interface KeptMap<Config, Made> {
  readonly map: ReadonlyMap<string, Made>;
  readonly replace: (configs: Readonly<Record<string, Config>>) => void;
}

/** What is made of each partner's entry, and made again only of an entry that is another. `always` goes before. */
function keptMap<Config, Made>(
  make: (one: Readonly<Record<string, Config>>) => ReadonlyMap<string, Made>,
  always: ReadonlyMap<string, Made> = new Map(),
): KeptMap<Config, Made> {
  const map = new Map<string, Made>();
  let known = new Map<string, { readonly print: string; readonly made: Made | undefined }>();
  return {
    map,
    replace: configs => {
      known = new Map(
        Object.entries(configs).map(([partner, config]) => {
          const print = JSON.stringify(config);
          const kept = known.get(partner);
          return [
            partner,
            kept?.print === print ? kept : { print, made: make({ [partner]: config }).get(partner) },
          ];
        }),
      );
      map.clear();
      for (const [partner, { made }] of known) if (made !== undefined) map.set(partner, made);
      for (const [partner, made] of always) map.set(partner, made);
    },
  };
}

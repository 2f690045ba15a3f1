import { repeat } from '../ledger/repeat.ts';
import type { PartnerLists } from '../live-partners.ts';
import type { ProcessLog } from '../process-log.ts';
import type { ReadLists } from './read-lists.ts';
import type { SettingFault } from './setting.ts';

/** The systems of partners, read again whenever their list or a file that it names changes. */
export interface KeptSystems {
  /** Reads them now. A list with a fault in it leaves what there was. */
  readonly renew: () => Promise<void>;
  /** What is in use. */
  readonly lists: () => PartnerLists;
  readonly stop: () => Promise<void>;
}

export interface SystemsKeeping {
  readonly read: () => Promise<ReadLists>;
  /** Writes in the log what is another than it knows. Rejects when the log cannot take it. */
  readonly record: (lists: PartnerLists) => Promise<unknown>;
  readonly use: (lists: PartnerLists) => void;
  /** Every fault at once, for whoever can mend them; each list of faults is told one time. */
  readonly tell: (faults: readonly SettingFault[]) => void;
  readonly log: ProcessLog;
}

const READ_EVERY_MS = 10_000;

/** Reads the lists again and again. What is another goes into the log first, and counts only then. */
export function keepSystems(first: PartnerLists, keeping: SystemsKeeping): KeptSystems {
  const { read, record, use, tell, log } = keeping;
  let inUse = first;
  let recorded: string | undefined;
  let told = '';
  const sayFaults = (faults: readonly SettingFault[]): void => {
    const all = JSON.stringify(faults);
    if (all === told) return;
    told = all;
    if (faults.length === 0) return;
    log.error({ event: 'systems-unusable', count: faults.length });
    tell(faults);
  };
  const look = async (): Promise<void> => {
    const { lists, faults } = await read();
    sayFaults(faults);
    if (lists === undefined) return;
    const print = JSON.stringify(lists);
    if (print === recorded) return;
    await record(lists);
    if (print !== JSON.stringify(inUse)) {
      use(lists);
      inUse = lists;
      log.info({ event: 'systems-reloaded', count: Object.keys(lists.systems).length });
    }
    recorded = print;
  };
  // One at a time: of two readings the older must not count last.
  let turn = Promise.resolve();
  const renew = async (): Promise<void> => {
    turn = turn.then(async () => await look().catch(() => log.error({ event: 'upkeep-failed' })));
    await turn;
  };
  return { renew, lists: () => inUse, stop: repeat(renew, READ_EVERY_MS).stop };
}

import type { Disclosed, Inbox, Source } from '../../adapters/source.ts';
import type { WordList } from '../../policies/free-text/word-list.ts';
import type { Database } from '../database.ts';
import type { SubjectKeys } from '../ledger/subject-keys.ts';
import type { LedgerWriter } from '../ledger/writer.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import type { Trace } from './request.ts';
import type { Decided } from './shadow.ts';
import type { RepeatableStore } from './repeatable-store.ts';
import type { WaitingDeliveries } from './waiting-delivery.ts';
import type { SourceMirror } from './source-mirror.ts';

/** What a disclosure needs from around it; time and randomness too, so that every run can be run again. */
export interface DisclosureContext {
  readonly database: Database;
  readonly ledger: LedgerWriter;
  readonly policies: PolicyInForce;
  /** What free text may not tell. */
  readonly wordList: WordList;
  readonly sources: ReadonlyMap<string, Source>;
  readonly inboxes: ReadonlyMap<string, Inbox>;
  /** What was brought and could not be delivered yet. */
  readonly deliveries: WaitingDeliveries;
  readonly mirror: SourceMirror;
  /** What callers may send again under a key of theirs. */
  readonly repeatables: RepeatableStore;
  /** Sources that want to hear what left them; telling them never fails and is never waited for. */
  readonly audits?: ReadonlyMap<string, (disclosed: Disclosed) => void>;
  /** Decides beside, under a proposal, for whom that is switched on; never waited for and never in an answer. */
  readonly shadow?: (decided: Decided) => void;
  /** Whether the ledger may be built on now: no alarm, and seen by a witness not too long ago where that is asked. */
  readonly mayRelease: (now: Date) => boolean;
  /** Told of every request at which the two keys did not turn alike: somebody has to look at once. */
  readonly onKeysDiffer: (trace: Trace) => void;
  readonly clock: () => Date;
  readonly randomBytes: (size: number) => Buffer;
  readonly newId: () => string;
  /** The keyed hash under which a resident's entries are found in the ledger. */
  readonly subjectTag: (resident: string) => Buffer;
  /** The keyed hash of a date of birth, as it is kept of who was introduced. */
  readonly birthTag: (birthDate: string) => Buffer;
  /** What the personal part of an entry is sealed with. */
  readonly subjectKeys: SubjectKeys;
}

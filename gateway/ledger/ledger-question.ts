/** What somebody wants to find; everything that is said must hold. */
export interface LedgerQuestion {
  /** The keyed hash of a resident. */
  readonly subject?: Buffer;
  /** The keyed hash of a person acting. */
  readonly actor?: Buffer;
  /** Sender or recipient, whichever. */
  readonly partner?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly event?: string;
  readonly policyVersion?: string;
  /** A field that was asked or brought; with `released`, one that left. */
  readonly field?: string;
  readonly released?: boolean;
  readonly from?: Date;
  /** This moment itself no more. */
  readonly until?: Date;
  /** Only what one of these sent or received: what its reader answers for. */
  readonly within?: readonly string[];
  /** Where the page before ended. */
  readonly after?: Place;
  /** At most this many; 200 when more is asked. */
  readonly limit?: number;
}

/** A place in the log, the newest first. */
export interface Place {
  readonly at: Date;
  readonly index: number;
}

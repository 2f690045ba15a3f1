/** What is wrong with the log, and at which entry it first shows. */
export type LedgerFault =
  | {
      readonly kind:
        | 'missing'
        | 'altered'
        | 'appended'
        | 'personal-part-altered'
        /** The entries are right, and the hash that was kept of this one is not. */
        | 'tile-altered'
        /** The tree of the entries is not the tree of the head; which entry does not show. */
        | 'head-differs'
        /** The log is not the log that was signed. */
        | 'checkpoint-differs';
      readonly index: number;
    }
  | { readonly kind: 'reordered'; readonly index: number; readonly belongsAt: number };

/** Tells what is wrong, by partner and key; never a value. */
export type Say = (fault: string) => void;

/** The same, of one key. */
export type SayOf = (name: string, fault: string) => void;

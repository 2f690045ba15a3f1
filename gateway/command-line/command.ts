import type { Readable, Writable } from 'node:stream';

/** What a command may touch: its words, its streams, and where the checkout or installation lives. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** People read this: sentences. Otherwise a program does: JSON, or JSON lines. */
  readonly forPeople: boolean;
}

/** The process exit codes that every command keeps to. */
export const EXIT = { yes: 0, no: 1, usedWrongly: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  /** The words that call it, for example `handreiking beslis`. */
  readonly name: string;
  /** One line, in Dutch, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints below the summary. */
  readonly usage: string;
  readonly run: (words: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** The command was used wrongly: the message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const print = (stream: Writable, text: string): void => void stream.write(`${text}\n`);

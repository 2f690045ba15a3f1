import { Readable, Writable } from 'node:stream';
import type { Command } from '../../gateway/command-line/command.ts';

/** What a command said, and how it ended. */
export interface Spoken {
  readonly exit: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command as a person at a terminal would, or as a program behind a pipe. */
export async function spoken(command: Command, words: readonly string[], forPeople = false): Promise<Spoken> {
  const [out, error]: [string[], string[]] = [[], []];
  const exit = await command.run(words, {
    stdin: Readable.from([]),
    stdout: into(out),
    stderr: into(error),
    forPeople,
  });
  return { exit, out: out.join(''), error: error.join('') };
}

const into = (lines: string[]): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });

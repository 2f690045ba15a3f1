import { close, openSync, write } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * A file that lines are added to, for its owner alone. A line that cannot be written, as on a full disk, is lost and not the
 * process: `onTrouble` hears the code of the first of a row of them. Throws when the file cannot be opened.
 */
export function logFile(path: string, onTrouble: (code: string) => void): Writable {
  const file = openSync(path, 'a', 0o600);
  let [isTroubled, isCut] = [false, false];
  const add = (bytes: Buffer, done: () => void): void =>
    write(file, isCut ? Buffer.concat([LINE_END, bytes]) : bytes, (error, written) => {
      if (error !== null && !isTroubled) onTrouble(error.code ?? 'unknown');
      isTroubled = error !== null;
      if (written > 0) isCut = written < bytes.length;
      done();
    });
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => add(chunk, done),
    writev: (chunks, done) => add(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
    final: done => close(file, () => done()),
  });
}

/** Half a line stands alone: what comes after it can be read. */
const LINE_END = Buffer.from('\n');

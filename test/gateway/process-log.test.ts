import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { createProcessLog, framesOf, type LogEvent } from '../../gateway/process-log.ts';

const SECRET = 'Anja Verzonnen 999995005';

function logged(write: (log: ReturnType<typeof createProcessLog>) => void): readonly string[] {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  write(createProcessLog(stream, () => new Date('2026-11-22T10:00:00Z')));
  return lines;
}

describe('the process log', () => {
  it('writes one line of JSON for one event, with the time it was given', () => {
    const lines = logged(log => {
      log.info({ event: 'request', requestId: 'r', traceId: 't', method: 'GET', status: 200, durationMs: 3 });
      log.error({ event: 'ledger-cannot-append', code: '53100' });
    });
    expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
      {
        time: '2026-11-22T10:00:00.000Z',
        level: 'info',
        message: 'request',
        requestId: 'r',
        traceId: 't',
        method: 'GET',
        status: 200,
        durationMs: 3,
      },
      { time: '2026-11-22T10:00:00.000Z', level: 'error', message: 'ledger-cannot-append', code: '53100' },
    ]);
    for (const line of lines) expect(line.split('\n')).toEqual([expect.any(String), '']);
  });

  it('has no room for anything else that is passed along', () => {
    const more = { event: 'request', bsn: SECRET, body: { naam: SECRET }, error: new Error(SECRET) };
    const [line = ''] = logged(log => log.info(more as LogEvent));
    expect(JSON.parse(line)).toEqual({ time: '2026-11-22T10:00:00.000Z', level: 'info', message: 'request' });
  });
});

describe('where an error happened', () => {
  it('is told by its frames', () => {
    const frames = framesOf(new Error(SECRET));
    expect(frames.length).toBeGreaterThan(2);
    expect(frames[0]).toMatch(/^at .*process-log\.test\.ts:\d+:\d+\)?$/);
  });

  it.each([
    ['one line', SECRET],
    ['lines that look like frames', `gaf\n    at ${SECRET}`],
    ['lines that look exactly like frames', `gaf\n    at ${SECRET} (file:///dossier.ts:1:2)`],
    ['a frame and no more', `    at ${SECRET}`],
  ])('never with its message, not when that is %s', (_what, message) => {
    expect(framesOf(new Error(message)).join('\n')).not.toContain('Verzonnen');
    const cause = new TypeError('x', { cause: new Error(message) });
    expect(framesOf(cause).join('\n')).not.toContain('Verzonnen');
  });

  it('is nowhere when something else than an error was thrown', () => {
    expect(framesOf(SECRET)).toEqual([]);
    expect(framesOf({ stack: `    at ${SECRET}` })).toEqual([]);
    expect(framesOf(undefined)).toEqual([]);
  });

  it('is nowhere when the message was changed after the fact into what looks like frames', () => {
    const error = new Error('x');
    error.stack = `Error: gaf\n    at ${SECRET}\n    at dossier van ${SECRET}`;
    expect(framesOf(error)).toEqual([]);
  });
});

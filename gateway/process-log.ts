import { createLogger, format, transports } from 'winston';
import type { Writable } from 'node:stream';
import type { LogEventName } from './log-events.ts';

/** What the process log may say. Closed, and without room for a value: nothing of a person fits in it. */
export interface LogEvent {
  readonly event: LogEventName;
  readonly requestId?: string;
  readonly traceId?: string;
  /** The partner's id in the registry. */
  readonly partner?: string;
  /** The name in the witness's key line. */
  readonly witness?: string;
  readonly method?: string;
  /** The route as declared, never the address as sent. */
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly count?: number;
  /** A problem code, SQLSTATE or error name. */
  readonly code?: string;
  /** Where in our code, without the error's own words. */
  readonly frames?: readonly string[];
}

export interface ProcessLog {
  readonly info: (event: LogEvent) => void;
  readonly error: (event: LogEvent) => void;
}

/** One JSON object a line, with the time and these fields alone. */
export function createProcessLog(stream: Writable, clock: () => Date): ProcessLog {
  const logger = createLogger({
    level: 'info',
    format: jsonLine,
    transports: [new transports.Stream({ stream })],
  });
  const write = (level: 'info' | 'error') => (event: LogEvent) => {
    logger.log({ time: clock().toISOString(), level, message: event.event, ...only(event) });
  };
  return { info: write('info'), error: write('error') };
}

/** Where winston looks for the line when it is finished. */
const MESSAGE = Symbol.for('message');

/** In one step: winston's own formats each copy the line. */
const jsonLine = format(info => {
  info[MESSAGE] = JSON.stringify(info);
  return info;
})();

/** Copies the known fields; whatever else was passed along at run time stays behind. */
const only = ({
  requestId,
  traceId,
  partner,
  witness,
  method,
  route,
  status,
  durationMs,
  count,
  code,
  frames,
}: LogEvent) => ({
  requestId,
  traceId,
  partner,
  witness,
  method,
  route,
  status,
  durationMs,
  count,
  code,
  frames,
});

/** A frame ends in a place: a file, a line and a column. */
const FRAME = /^at (?:.* \()?(?:file:\/\/|node:|[/\\]|[A-Z]:\\)[^()]*:\d+:\d+\)?$/;

/** The stack of an error without its message, which may repeat what was sent or stored, in lines that look like frames. */
export function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const start = stack.indexOf(message);
  return stack
    .slice(start === -1 ? 0 : start + message.length)
    .split('\n')
    .map(line => line.trim())
    .filter(line => FRAME.test(line));
}

/** What may be said of an error: its name, or the code that a database gave it, and where it came from. */
export function traceOf(error: unknown): Pick<LogEvent, 'code' | 'frames'> {
  const named = error instanceof Error ? error.name : typeof error;
  const { code } = Object(error) as { readonly code?: unknown };
  const safe = typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : named;
  return { code: safe, frames: framesOf(error) };
}

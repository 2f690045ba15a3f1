import { errors, Pool, type Dispatcher } from 'undici';
import { withDeadline } from './deadline.ts';
import { parseAnswer } from './parse-answer.ts';
import { textAt } from './read-json.ts';
import { SourceFailure, type SourceFailureCode } from './source.ts';

export interface PartnerConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Ceiling for one question, however many calls it takes. */
  readonly timeoutMs?: number;
  /** Ceiling for one answer. */
  readonly maxBytes?: number;
}

export interface PartnerRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One JSON call; resolves to the parsed answer, or `undefined` for a 204. Rejects with a `SourceFailure`. */
export type Call = (request: PartnerRequest) => Promise<unknown>;

/** Holds one conversation of one or more calls with a partner, all under one deadline. */
export type Partner = <T>(signal: AbortSignal, conversation: (call: Call) => Promise<T>) => Promise<T>;

const DEFAULT_TIMEOUT_MS = 2_000;
const DEFAULT_MAX_BYTES = 256 * 1024;
const MOST_CONNECTIONS = 8;
const JSON_TYPE = /^application\/(fhir\+)?json\s*(;|$)/i;

/** A pool of its own per partner: no redirects, no proxy variables, and one slow partner never holds up another. */
export function connectPartner(config: PartnerConfig): Partner {
  const base = new URL(config.baseUrl);
  const pool = new Pool(base.origin, { connections: MOST_CONNECTIONS, pipelining: 1 });
  const prefix = base.pathname.replace(/\/$/, '');
  const maxBytes = config.maxBytes ?? DEFAULT_MAX_BYTES;
  return async (signal, conversation) =>
    await withDeadline(config.timeoutMs ?? DEFAULT_TIMEOUT_MS, signal, async limited => {
      const call: Call = async request => {
        try {
          const answer = await pool.request(toDispatch(prefix, request, limited));
          return await readAnswer(answer, maxBytes);
        } catch (error) {
          throw asSourceFailure(error, limited);
        }
      };
      return await conversation(call);
    });
}

function toDispatch(prefix: string, request: PartnerRequest, signal: AbortSignal): Dispatcher.RequestOptions {
  return {
    method: request.method,
    path: prefix + request.path,
    headers: { 'accept-encoding': 'identity', ...request.headers },
    body: request.body ?? null,
    signal,
  };
}

async function readAnswer(answer: Dispatcher.ResponseData, maxBytes: number): Promise<unknown> {
  const { statusCode, headers, body } = answer;
  body.on('error', () => undefined);
  try {
    const failure = judge(statusCode);
    if (failure !== undefined) throw new SourceFailure(failure);
    if (statusCode === 204) return undefined;
    if (!JSON_TYPE.test(String(headers['content-type']))) throw new SourceFailure('nonsense');
    return await parseAnswer(body, maxBytes);
  } finally {
    body.destroy();
  }
}

/** 5xx and 429: may work later. Other 4xx: they will not give it. Anything else but 200, 201, 204 is not an answer. */
function judge(status: number): SourceFailureCode | undefined {
  if (status === 200 || status === 201 || status === 204) return undefined;
  if (status >= 500 || status === 429) return 'unreachable';
  return status >= 400 ? 'refused' : 'nonsense';
}

function asSourceFailure(error: unknown, limited: AbortSignal): SourceFailure {
  if (error instanceof SourceFailure) return error;
  if (limited.aborted) return new SourceFailure('too-slow');
  // Not the HTTP parser's error itself: it carries the raw bytes of the answer.
  if (error instanceof errors.HTTPParserError) return new SourceFailure('nonsense', { cause: 'not HTTP' });
  const code = systemCode(error);
  return new SourceFailure(code === HEADERS_TOO_LARGE ? 'too-large' : 'unreachable', { cause: code });
}

const HEADERS_TOO_LARGE = 'UND_ERR_HEADERS_OVERFLOW';

/** Of a network error only the code is kept. */
function systemCode(error: unknown): string | undefined {
  const code = textAt(error, 'code');
  return code !== undefined && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}

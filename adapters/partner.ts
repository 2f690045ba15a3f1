import { Pool, type Dispatcher } from 'undici';
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';
import { untilAborted, withDeadline } from './deadline.ts';
import { asSourceFailure, isBrokenConnection, readAnswer } from './partner-answer.ts';
import { SourceFailure } from './source.ts';
import { createTurnstile } from './turnstile.ts';

export interface PartnerConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Ceiling for one question, however many calls it takes. */
  readonly timeoutMs?: number;
  /** Ceiling for one answer. */
  readonly maxBytes?: number;
  /** How many questions may be under way at once, and how many may wait for a place. */
  readonly mostAtOnce?: number;
  readonly mostWaiting?: number;
  /** Whom we believe that it is them. Without it an https address is refused: the authorities of this machine do not count. */
  readonly trust?: PartnerTrust;
}

export interface PartnerTrust {
  /** The authority, or the certificate itself, that the partner's certificate must come from. */
  readonly authorityPem: string;
  /** What we show of ourselves, where the partner asks for that. */
  readonly certificatePem?: string;
  readonly privateKeyPem?: string;
}

export interface PartnerRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Changes nothing at the partner's, so it may be asked again over another connection when one breaks. GET always is. */
  readonly isRead?: boolean;
  /** JSON, unless the system speaks SOAP. */
  readonly answersIn?: 'xml';
}

/** One JSON call; resolves to the parsed answer, or `undefined` for a 204. Rejects with a `SourceFailure`. */
export type Call = (request: PartnerRequest) => Promise<unknown>;

/** Holds one conversation of one or more calls with a partner, all under one deadline. */
export type Partner = <T>(
  signal: AbortSignal,
  conversation: (call: Call, limited: AbortSignal) => Promise<T>,
) => Promise<T>;

const DEFAULT_TIMEOUT_MS = 2_000;
const DEFAULT_MAX_BYTES = 256 * 1024;
const MOST_AT_ONCE = 16;
const MOST_WAITING = 64;
const MOST_CONNECTIONS = 8;

/**
 * A pool, a turnstile and a circuit breaker of its own per partner, so that one that stalls never holds up another. No
 * redirects, no proxy variables.
 */
export function connectPartner(config: PartnerConfig, nowMs = () => performance.now()): Partner {
  const breaker = createCircuitBreaker(nowMs);
  const enter = createTurnstile(config.mostAtOnce ?? MOST_AT_ONCE, config.mostWaiting ?? MOST_WAITING);
  const callWith = caller(config);
  return async (signal, conversation) =>
    await withDeadline(config.timeoutMs ?? DEFAULT_TIMEOUT_MS, signal, async limited => {
      const result = await enter(
        limited,
        async () =>
          await guarded(
            breaker,
            signal,
            async onRest => await conversation(callWith(limited, onRest), limited),
          ),
      );
      if (signal.aborted) throw new SourceFailure('too-slow');
      return result;
    });
}

type OnRest = (restMs: number) => void;

function caller(config: PartnerConfig): (limited: AbortSignal, onRest: OnRest) => Call {
  const base = new URL(config.baseUrl);
  const pool = new Pool(base.origin, {
    connections: MOST_CONNECTIONS,
    pipelining: 1,
    connect: connectionFor(base, config),
  });
  const prefix = base.pathname.replace(/\/$/, '');
  const maxBytes = config.maxBytes ?? DEFAULT_MAX_BYTES;
  return (limited, onRest) => async request => {
    const once = async (): Promise<unknown> =>
      await readAnswer(
        await untilAborted(pool.request(toDispatch(prefix, request, limited)), limited),
        maxBytes,
        onRest,
        request.answersIn,
      );
    try {
      return await once().catch(async (error: unknown) => {
        const isRead = request.method === 'GET' || request.isRead === true;
        if (isRead && !limited.aborted && isBrokenConnection(error)) return await once();
        throw error;
      });
    } catch (error) {
      throw asSourceFailure(error, limited);
    }
  };
}

function connectionFor(
  { protocol }: URL,
  { trust, timeoutMs = DEFAULT_TIMEOUT_MS }: PartnerConfig,
): NonNullable<Pool.Options['connect']> {
  // A connection that takes longer than a question may is of no use to anyone.
  if (protocol !== 'https:') return { timeout: timeoutMs };
  if (trust === undefined) throw new RangeError('an https partner needs a trusted authority');
  const { authorityPem, certificatePem, privateKeyPem } = trust;
  const own =
    certificatePem === undefined || privateKeyPem === undefined
      ? {}
      : { cert: certificatePem, key: privateKeyPem };
  return { ca: authorityPem, minVersion: 'TLSv1.2', timeout: timeoutMs, ...own };
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

/** Asks only while the breaker lets it, and tells the breaker how it went. */
async function guarded<T>(
  breaker: CircuitBreaker,
  signal: AbortSignal,
  ask: (onRest: OnRest) => Promise<T>,
): Promise<T> {
  if (!breaker.mayTry()) throw new SourceFailure('unreachable', { cause: 'resting' });
  let restMs: number | undefined;
  try {
    const result = await ask(ms => void (restMs = ms));
    if (restMs === undefined) breaker.answered();
    else breaker.failed(restMs);
    return result;
  } catch (error) {
    if (signal.aborted) breaker.abandoned();
    else if (isTrouble(error)) breaker.failed(restMs);
    else breaker.answered();
    throw error;
  }
}

const isTrouble = (error: unknown): boolean =>
  error instanceof SourceFailure && (error.code === 'unreachable' || error.code === 'too-slow');

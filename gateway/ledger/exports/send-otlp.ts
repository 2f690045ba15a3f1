import type { Sql } from '../../database.ts';
import { exportedEntries } from './exported-entry.ts';
import type { Export } from './export-ledger.ts';
import { ldvLine, type LdvLine } from './ldv.ts';
import { otlpRequest } from './otlp.ts';

/** What a receiver said; none when it could not be reached. */
export interface OtlpAnswer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** Lines that it took in and threw away, as it says itself. */
  readonly rejected: number;
}

/** The other end, and time, handed in. */
export interface OtlpReceiver {
  readonly post: (body: string) => Promise<OtlpAnswer | undefined>;
  readonly wait: (durationMs: number) => Promise<void>;
}

/** How far it is: everything before `next` was confirmed. */
export interface SentSoFar {
  readonly lines: number;
  readonly rejected: number;
  readonly next: number;
}

/** The receiver did not confirm. What it confirmed before stays confirmed. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed';
  /** None when it was never reached. */
  readonly status: number | undefined;

  constructor(status: number | undefined) {
    super(status === undefined ? 'the receiver cannot be reached' : `the receiver answered ${status}`);
    this.status = status;
  }
}

const LINES_AT_ONCE = 500;
/** An hour of entries about nobody of this partner must not be read again after a stop. */
const ENTRIES_AT_MOST = 20_000;
const MOST_TRIES = 7;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** What OTLP/HTTP says may be tried again. */
const PASSING = new Set([429, 502, 503, 504]);

/** Sends one controller's lines from an entry on, batch by batch; tells after each how far it is. Rejects with `NotConfirmed`. */
export async function* sendLdv(sql: Sql, order: Export, receiver: OtlpReceiver): AsyncGenerator<SentSoFar> {
  const { partner = '', naming, fromIndex = 0 } = order;
  let batch: LdvLine[] = [];
  let next = fromIndex;
  let read = 0;
  const send = async (): Promise<SentSoFar> => {
    const lines = batch;
    [batch, read] = [[], 0];
    if (lines.length === 0) return { lines: 0, rejected: 0, next };
    const { rejected } = await confirmed(JSON.stringify(otlpRequest(lines, naming.service)), receiver);
    return { lines: lines.length, rejected, next };
  };
  for await (const entry of exportedEntries(sql, order)) {
    const line = ldvLine(entry, partner, naming);
    if (line !== undefined) batch.push(line);
    next = entry.index + 1;
    read += 1;
    if (batch.length >= LINES_AT_ONCE || read >= ENTRIES_AT_MOST) yield await send();
  }
  if (next > fromIndex) yield await send();
}

/** Sends until it is confirmed; a receiver that is busy or away is asked again, each time later. */
async function confirmed(body: string, { post, wait }: OtlpReceiver): Promise<OtlpAnswer> {
  for (let tries = 1; ; tries++) {
    const answer = await post(body);
    if (answer !== undefined && isConfirmed(answer)) return answer;
    if (!isPassing(answer) || tries === MOST_TRIES) throw new NotConfirmed(answer?.status);
    await wait(answer?.retryAfterMs ?? Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
  }
}

const isConfirmed = ({ status }: OtlpAnswer): boolean => status >= 200 && status < 300;
const isPassing = (answer: OtlpAnswer | undefined): boolean =>
  answer === undefined || PASSING.has(answer.status);

const LONGEST_ANSWER_MS = 20_000;

/** A receiver of OTLP/HTTP in JSON at this address. */
export const otlpReceiver =
  (url: string): OtlpReceiver['post'] =>
  async body => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
      });
      const text = await response.text();
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return {
        status: response.status,
        retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds * 1_000, LONGEST_WAIT_MS) : undefined,
        rejected: rejectedIn(text),
      };
    } catch {
      return undefined;
    }
  };

function rejectedIn(text: string): number {
  try {
    const { partialSuccess } = JSON.parse(text) as {
      readonly partialSuccess?: { readonly rejectedSpans?: unknown };
    };
    return Number(partialSuccess?.rejectedSpans ?? 0) || 0;
  } catch {
    return 0;
  }
}

import { errors, type Dispatcher } from 'undici';
import { parseAnswer, parseJson } from './parse-answer.ts';
import { readXml } from './read-xml.ts';
import { textAt } from './read-json.ts';
import { SourceFailure, type SourceFailureCode } from './source.ts';

const LANGUAGES = {
  json: { type: /^application\/(fhir\+)?json\s*(;|$)/i, parse: parseJson },
  xml: { type: /^(text|application)\/(soap\+)?xml\s*(;|$)/i, parse: readXml },
} as const;

/** Reads one answer to its end, as far as it may go on. Tells `onRest` when the partner asks to be left alone for a while. */
export async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
  onRest: (restMs: number) => void,
  answersIn: 'json' | 'xml' = 'json',
): Promise<unknown> {
  body.on('error', () => undefined);
  try {
    const failure = judge(statusCode);
    const restMs = restIn(statusCode, headers['retry-after']);
    if (restMs !== undefined) onRest(restMs);
    if (failure !== undefined) throw new SourceFailure(failure);
    if (statusCode === 204) return undefined;
    const { type, parse } = LANGUAGES[answersIn];
    if (!type.test(String(headers['content-type']))) throw new SourceFailure('nonsense');
    return await parseAnswer(body, maxBytes, parse);
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

/** RFC 9110 10.2.3, in seconds; a date would need their clock to be right. */
function restIn(status: number, retryAfter: string | string[] | undefined): number | undefined {
  const isBusy = status === 429 || status === 503;
  return isBusy && typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : undefined;
}

/** The connection ended before there was an answer, as one that stood open for long may do. */
export function isBrokenConnection(error: unknown): boolean {
  return BROKEN.has(systemCode(error) ?? '');
}

const BROKEN = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const HEADERS_TOO_LARGE = 'UND_ERR_HEADERS_OVERFLOW';

export function asSourceFailure(error: unknown, limited: AbortSignal): SourceFailure {
  if (error instanceof SourceFailure) return error;
  if (limited.aborted) return new SourceFailure('too-slow');
  // Not the HTTP parser's error itself: it carries the raw bytes of the answer.
  if (error instanceof errors.HTTPParserError) return new SourceFailure('nonsense', { cause: 'not HTTP' });
  const code = systemCode(error);
  return new SourceFailure(code === HEADERS_TOO_LARGE ? 'too-large' : 'unreachable', { cause: code });
}

/** Of a network error only the code is kept. */
function systemCode(error: unknown): string | undefined {
  const code = textAt(error, 'code');
  return code !== undefined && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}

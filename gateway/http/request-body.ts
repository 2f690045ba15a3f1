import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Request, type RequestHandler } from 'express';
import { saysOneThing } from './json-text.ts';
import { Problem } from './problems.ts';

const MOST_BYTES = 65_536;

/**
 * Reads a body of JSON in UTF-8, unpacked and at most 64 KiB, that can be read in one way only. What says plainly what it is and
 * how long is read by ourselves, which costs a fraction; everything else by Express, with the same outcome.
 */
export const readBody = (): RequestHandler => {
  const otherwise = express.json({
    limit: MOST_BYTES,
    strict: true,
    inflate: false,
    verify: requireOneReading,
  });
  return (request, response, next) =>
    isPlain(request) ? readPlain(request, next) : otherwise(request, response, next);
};

function requireOneReading(
  _request: IncomingMessage,
  _response: ServerResponse,
  body: Buffer,
  encoding: string,
): void {
  if (encoding !== 'utf-8') throw new Problem('inhoudstype-onbekend');
  textIn(body);
}

function textIn(body: Buffer): string {
  const text = isUtf8(body) ? body.toString('utf8') : undefined;
  if (text === undefined || !saysOneThing(text)) throw new Problem('ongeldige-json');
  return text;
}

function isPlain({ headers, body }: Request): boolean {
  const { 'content-type': type, 'content-length': length = '' } = headers;
  return (
    body === undefined &&
    type === 'application/json' &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    /^[1-9]\d{0,4}$/.test(length) &&
    Number(length) <= MOST_BYTES
  );
}

/** As many bytes come as the header says, or the request is broken off: the server's own parser sees to that. */
function readPlain(request: Request, next: (error?: unknown) => void): void {
  const chunks: Buffer[] = [];
  const done = (): void => {
    request.off('close', brokenOff);
    try {
      request.body = parsed(
        chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
      );
    } catch (error) {
      return next(error);
    }
    next();
  };
  const brokenOff = (): void => {
    request.off('end', done);
    next(new Problem('ongeldige-json'));
  };
  request
    .on('data', (chunk: Buffer) => void chunks.push(chunk))
    .once('end', done)
    .once('close', brokenOff);
}

/** An object or a list, as Express has it: nothing else is a body of ours. */
const BEGINS = /^[\t\n\r ]*[[{]/;

function parsed(body: Buffer): unknown {
  const text = textIn(body).replace(/^\uFEFF/, '');
  try {
    if (BEGINS.test(text)) return JSON.parse(text) as unknown;
  } catch {
    // Its own words would repeat what was sent.
  }
  throw new Problem('ongeldige-json');
}

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type RequestHandler } from 'express';
import { saysOneThing } from './json-text.ts';
import { Problem } from './problems.ts';

/** Reads a body of JSON in UTF-8, unpacked and at most 64 KiB, that can be read in one way only. */
export const readBody = (): RequestHandler =>
  express.json({ limit: '64kb', strict: true, inflate: false, verify: requireOneReading });

function requireOneReading(
  _request: IncomingMessage,
  _response: ServerResponse,
  body: Buffer,
  encoding: string,
): void {
  if (encoding !== 'utf-8') throw new Problem('inhoudstype-onbekend');
  if (!isUtf8(body) || !saysOneThing(body.toString('utf8'))) throw new Problem('ongeldige-json');
}

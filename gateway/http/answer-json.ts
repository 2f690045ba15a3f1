import type { Response } from 'express';

/** Answers 200 with JSON, without what Express does for answers that may be cached or are not JSON. */
export function answerJson(response: Response, body: object): void {
  const text = JSON.stringify(body);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  // As text it leaves in one piece with the headers.
  response.end(text, 'utf8');
}

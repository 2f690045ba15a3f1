import type { ErrorRequestHandler, Request, Response } from 'express';
import { SourceFailure, type SourceFailureCode } from '../../adapters/source.ts';
import { DatabaseFailure } from '../database.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import { LedgerNotTrusted } from '../disclosure/disclose.ts';
import { recordTurnedAway, type TurnedAway } from '../disclosure/record.ts';
import { ClockNotTrusted } from '../clock-not-trusted.ts';
import { framesOf, type ProcessLog } from '../process-log.ts';
import { callerIn, isAuthenticated, lookedUpAgain, traceIn } from './caller.ts';
import { Problem, problemDocument, PROBLEMS, type ProblemCode } from './problems.ts';

const SOURCE_PROBLEMS: Readonly<Record<SourceFailureCode, ProblemCode>> = {
  unreachable: 'bron-niet-bereikbaar',
  refused: 'bron-niet-bereikbaar',
  'too-slow': 'bron-te-traag',
  'too-large': 'bron-antwoordt-onjuist',
  nonsense: 'bron-antwoordt-onjuist',
  'other-person': 'bron-antwoordt-onjuist',
  contradicted: 'bron-antwoordt-onjuist',
};

/** What the body parser calls its errors. */
const BODY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.parse.failed': 'ongeldige-json',
  'request.aborted': 'ongeldige-json',
  'request.size.invalid': 'ongeldige-json',
  'entity.too.large': 'te-groot',
  'encoding.unsupported': 'inhoudstype-onbekend',
  'charset.unsupported': 'inhoudstype-onbekend',
};

/** Errors that are one problem, whatever they say. */
const KINDS: readonly (readonly [new (...words: never[]) => Error, ProblemCode])[] = [
  [ClockNotTrusted, 'klok-wijkt-af'],
  [LedgerNotTrusted, 'logboek-zonder-getuige'],
  [DatabaseFailure, 'logboek-schrijft-niet'],
  // An address that cannot be decoded.
  [URIError, 'niet-gevonden'],
];

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof SourceFailure) return new Problem(SOURCE_PROBLEMS[error.code]);
  const known = KINDS.find(([kind]) => error instanceof kind);
  if (known !== undefined) return new Problem(known[1]);
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  return new Problem(BODY_PROBLEMS[type] ?? 'onverwachte-fout');
}

/** Records that an authenticated partner was turned away at a door, then lets the problem be answered. */
export const recordingTurnedAway =
  (direction: TurnedAway['direction'], context: DisclosureContext): ErrorRequestHandler =>
  async (error: unknown, _request, response, next) => {
    const { code } = problemOf(error);
    if (isAuthenticated(response) && PROBLEMS[code].status < 500 && code !== 'te-veel-verzoeken') {
      const { partner, trace } = await lookedUpAgain(callerIn(response), context.database);
      await recordTurnedAway({ caller: partner, direction, reason: code, trace }, context);
    }
    next(error);
  };

/** Answers every error with a problem from the registry. What we did not expect is logged by its name and place only. */
export const answerWithProblem =
  (log: ProcessLog): ErrorRequestHandler =>
  (error: unknown, _request: Request, response: Response, _next) => {
    const { code, faults } = problemOf(error);
    const { requestId, traceId } = traceIn(response);
    if (code === 'onverwachte-fout') {
      const name = error instanceof Error ? error.name : typeof error;
      log.error({ event: 'unexpected-error', requestId, traceId, code: name, frames: framesOf(error) });
    }
    if (error instanceof DatabaseFailure) {
      log.error({ event: 'ledger-cannot-append', requestId, traceId, code: error.code });
    }
    if (response.headersSent) return void response.destroy();
    if (PROBLEMS[code].status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response
      .status(PROBLEMS[code].status)
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(code, requestId, faults)));
  };

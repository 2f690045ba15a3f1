import type { RequestHandler, Response } from 'express';
import type { Database } from '../database.ts';
import { readFscToken, type FscErrorCode, type FscSettings } from '../fsc/access-token.ts';
import { isTransactionId, recordTransaction } from '../fsc/transaction-log.ts';
import type { ClientCertificates } from '../identity/client-certificate.ts';
import { Problem, type ProblemCode } from './problems.ts';

export interface InwayOptions {
  readonly fsc: FscSettings;
  readonly certificates: ClientCertificates;
  readonly database: Database;
  readonly clock: () => Date;
}

const PROBLEM_OF: Readonly<Record<FscErrorCode, ProblemCode>> = {
  ERROR_CODE_ACCESS_TOKEN_MISSING: 'fsc-token-ongeldig',
  ERROR_CODE_ACCESS_TOKEN_INVALID: 'fsc-token-ongeldig',
  ERROR_CODE_ACCESS_TOKEN_EXPIRED: 'fsc-token-ongeldig',
  ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN: 'fsc-andere-groep',
  ERROR_CODE_SERVICE_NOT_FOUND: 'fsc-dienst-onbekend',
  MISSING_LOG_RECORD_ID: 'fsc-nummer-ongeldig',
  INVALID_LOG_RECORD_ID: 'fsc-nummer-ongeldig',
  TRANSACTION_LOG_WRITE_ERROR: 'fsc-logboek-schrijft-niet',
};

/**
 * A request that says it came through an Inway is let through only when its token holds and its transaction is on record; what
 * does not say so passes. Its partner still proves itself to us as ever: FSC says which organisation connects, not who asks.
 */
export const throughInway =
  ({ fsc, certificates, database, clock }: InwayOptions): RequestHandler =>
  async (request, response, next) => {
    const token = request.headers['fsc-authorization'];
    const id = request.headers['fsc-transaction-id'];
    if (token === undefined && id === undefined) return next();
    const now = clock();
    const connection = await readFscToken(String(token ?? ''), certificates.of(request, now), fsc, now);
    if (typeof connection === 'string') return refuse(response, connection);
    if (id === undefined) return refuse(response, 'MISSING_LOG_RECORD_ID');
    if (!isTransactionId(String(id))) return refuse(response, 'INVALID_LOG_RECORD_ID');
    const isRecorded = await recordTransaction(database, String(id), connection, fsc.peerId, now).catch(
      () => undefined,
    );
    if (isRecorded === undefined) return refuse(response, 'TRANSACTION_LOG_WRITE_ERROR');
    if (!isRecorded) return refuse(response, 'INVALID_LOG_RECORD_ID');
    response.setHeader('Fsc-Transaction-Id', String(id));
    next();
  };

function refuse(response: Response, code: FscErrorCode): never {
  response.setHeader('Fsc-Error-Code', code);
  throw new Problem(PROBLEM_OF[code]);
}

import type { Server } from 'node:http';
import { openapiDocument } from './openapi-document.ts';
import { PROBLEMS, problemDocument, type ProblemCode } from './problems.ts';

const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

const PROBLEM_OF: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'kopteksten-onleesbaar',
  ERR_HTTP_REQUEST_TIMEOUT: 'te-langzaam',
};

/** Answers what never became a request (headers too large, not HTTP, too slow) with a problem too, and hangs up. */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const code = PROBLEM_OF[error.code ?? ''] ?? 'ongeldig-verzoek';
    const body = JSON.stringify(problemDocument(code, NO_REQUEST));
    socket.end(
      [
        `HTTP/1.1 ${PROBLEMS[code].status} ${code}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `API-Version: ${openapiDocument.info.version}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

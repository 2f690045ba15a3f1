import { request, type RequestOptions } from 'node:https';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import type { WireAnswer } from './world.ts';

export interface TlsSending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the caller shows; without it, nothing. */
  readonly as?: KeyWithCertificate | undefined;
  readonly options?: RequestOptions;
}

/** One request on a connection of its own. Whose server it is is not what these tests are about. */
export async function sendOverTls(url: string, sending: TlsSending): Promise<WireAnswer> {
  const { method = 'GET', headers = {}, body, as, options = {} } = sending;
  const keys = as === undefined ? {} : { key: as.privateKeyPem, cert: as.certificatePem };
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, agent: false, rejectUnauthorized: false, ...keys, ...options },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const received = new Headers(response.headers as Record<string, string>);
          const isJson = /json/.test(received.get('content-type') ?? '');
          resolve({
            status: response.statusCode ?? 0,
            headers: received,
            text,
            json: isJson ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

import { request, type RequestOptions } from 'node:https';
import { randomUUID } from 'node:crypto';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
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

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export interface TokenAsking {
  readonly partner: string;
  /** What signs the assertion, and what the connection shows. */
  readonly signer: KeyWithCertificate;
  readonly as?: KeyWithCertificate | undefined;
  readonly scope?: string;
}

/** Asks for a token as a partner does; `issuer` is the name of the token server, `at` where it is reached. */
export async function askTokenOverTls(issuer: string, at: string, asking: TokenAsking): Promise<WireAnswer> {
  const { partner, signer, as, scope = 'verstrekken' } = asking;
  const assertion = await clientAssertion(partner, signer, issuer, randomUUID(), new Date());
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope,
  }).toString();
  return await sendOverTls(`${at}/token`, { method: 'POST', headers: FORM, body, as });
}

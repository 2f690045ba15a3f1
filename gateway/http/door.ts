import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { refuseUnreadable } from './unreadable.ts';

export interface TlsSettings {
  readonly keyPem: string;
  readonly certificatePem: string;
  /** Whose certificates we say that we accept, so that a client knows which of its own to show. */
  readonly authoritiesPem: readonly string[];
}

/** Forward secrecy and authenticated encryption, nothing else (NCSC: good). TLS 1.3 has only such. */
const CIPHERS = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** A caller has this long to say what it wants; who is slower is answered 408 and hung up on. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };
const LARGEST_HEADERS = 16_384;

const secureContext = ({ keyPem, certificatePem, authoritiesPem }: TlsSettings): SecureContextOptions => ({
  key: keyPem,
  cert: certificatePem,
  ca: [...authoritiesPem],
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS,
  honorCipherOrder: true,
});

/** From the next connection on the door shows this certificate; those that are open keep theirs. */
export function renewDoor(server: Server, tls: TlsSettings): void {
  if (server instanceof TlsServer) server.setSecureContext(secureContext(tls));
}

/**
 * The server, not listening yet. Over TLS a certificate is asked for and not yet judged: who shows none can still read what is
 * public, and one that does not count is refused where it matters, in our own words.
 */
export function createDoor(tls: TlsSettings | undefined, patience: typeof PATIENCE = PATIENCE): Server {
  const limits = { ...patience, maxHeaderSize: LARGEST_HEADERS };
  const server =
    tls === undefined
      ? createServer(limits)
      : createTlsServer({ ...limits, ...secureContext(tls), requestCert: true, rejectUnauthorized: false });
  refuseUnreadable(server);
  return server;
}

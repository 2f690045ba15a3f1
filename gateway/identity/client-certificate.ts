import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import {
  faultNow,
  knowCertificate,
  parseCertificate,
  type CertificateFault,
  type KnownCertificate,
  type OrganisationCertificate,
} from './certificates.ts';
import type { Trust } from './trust.ts';

/** How callers reach us, as far as their certificates go. */
export interface CertificateSettings {
  readonly trust: Trust;
  /** Addresses (`10.0.0.1`) and networks (`10.0.0.0/8`) of proxies that end TLS for us and say whose certificate they saw. */
  readonly proxies: readonly string[];
  /** Whether a caller must show a certificate: always, when it can. */
  readonly isRequired: boolean;
}

/** The certificate that a request came with, judged at this moment; none when it came without. */
export interface ClientCertificates {
  readonly isRequired: boolean;
  readonly of: (
    request: IncomingMessage,
    now: Date,
  ) => OrganisationCertificate | CertificateFault | undefined;
  /** Takes away what says that it came from a proxy and did not. */
  readonly strip: (request: IncomingMessage) => void;
}

type Judged = KnownCertificate | CertificateFault;

/** RFC 9440: one byte sequence, as structured fields write it. */
const CLIENT_CERT = /^:([A-Za-z0-9+/]{1,16384}={0,2}):$/;
const FROM_PROXY = ['client-cert', 'client-cert-chain'] as const;
const MOST_KEPT = 1_000;

/**
 * Who a certificate is of is found out once per connection, or once per certificate that a proxy passes on; whether it still
 * counts is asked at every request, from memory.
 */
export function createClientCertificates({
  trust,
  proxies,
  isRequired,
}: CertificateSettings): ClientCertificates {
  const isProxy = proxyCheck(proxies);
  const judge = (certificate: X509Certificate | undefined): Judged =>
    certificate === undefined ? 'unreadable' : knowCertificate(certificate, trust);
  const ofSocket = remembering((socket: TLSSocket) => {
    const certificate = socket.getPeerX509Certificate();
    return certificate === undefined ? undefined : judge(certificate);
  });
  const ofHeader = boundedMemory((text: string) => {
    const base64 = CLIENT_CERT.exec(text)?.[1];
    return judge(base64 === undefined ? undefined : parseCertificate(Buffer.from(base64, 'base64')));
  });
  const shownBy = ({ socket, headers }: IncomingMessage): Judged | undefined => {
    if (isProxy(socket)) {
      const header = headers['client-cert'];
      return header === undefined ? undefined : ofHeader(String(header));
    }
    return socket instanceof TLSSocket ? ofSocket(socket) : undefined;
  };
  return {
    isRequired,
    of: (request, now) => {
      const shown = shownBy(request);
      if (shown === undefined || typeof shown === 'string') return shown;
      return faultNow(shown, trust, now) ?? shown;
    },
    strip: request => {
      for (const name of FROM_PROXY)
        if (request.headers[name] !== undefined && !isProxy(request.socket)) delete request.headers[name];
    },
  };
}

function proxyCheck(proxies: readonly string[]): (socket: Socket) => boolean {
  if (proxies.length === 0) return () => false;
  const list = new BlockList();
  for (const each of proxies) {
    const [address = '', bits] = each.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return remembering(({ remoteAddress = '' }: Socket) => {
    const plain = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
    return plain !== '' && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  });
}

function remembering<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return key => {
    const found = known.get(key) ?? { value: find(key) };
    known.set(key, found);
    return found.value;
  };
}

function boundedMemory<Value>(find: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return text => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = find(text);
    const [oldest] = known.keys();
    if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
    known.set(text, value);
    return value;
  };
}

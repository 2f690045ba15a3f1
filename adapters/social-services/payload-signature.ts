import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { FlattenedSign } from 'jose';

/** What we sign with: our key, and the certificates from our own up to, but without, the root that the receiver trusts. */
export interface SigningIdentity {
  readonly privateKeyPem: string;
  readonly chainPem: readonly string[];
}

export interface SignedHeaders {
  readonly digest: string;
  readonly 'nlgov-adr-payload-sig': string;
}

/** JAdES (ETSI TS 119 182-1): the signature is over named headers of the request, here over its digest alone. */
export const OVER_HEADERS = 'http://uri.etsi.org/19182/HttpHeaders';

export const digestOf = (body: string): string =>
  `SHA-256=${createHash('sha256').update(body, 'utf8').digest('base64')}`;

/** What is signed under `OVER_HEADERS` with `pars: ['digest']`. */
export const signedLine = (digest: string): string => `digest: ${digest}`;

/** Signs bodies as the NL API Design Rules ask (payload signing): JAdES-B, a detached JWS, PS256, with the certificates along. */
export function createPayloadSigner(identity: SigningIdentity): (body: string) => Promise<SignedHeaders> {
  const key = createPrivateKey(identity.privateKeyPem);
  const chain = identity.chainPem.map(pem => new X509Certificate(pem).raw);
  const thumbprint = createHash('sha256')
    .update(chain[0] ?? Buffer.alloc(0))
    .digest('base64url');
  const header = {
    alg: 'PS256',
    typ: 'JOSE',
    kid: thumbprint,
    'x5t#S256': thumbprint,
    x5c: chain.map(der => der.toString('base64')),
    sigD: { mId: OVER_HEADERS, pars: ['digest'] },
    b64: false,
    crit: ['sigD', 'b64'],
  };
  return async body => {
    const digest = digestOf(body);
    const jws = await new FlattenedSign(Buffer.from(signedLine(digest)))
      .setProtectedHeader(header)
      .sign(key, { crit: { sigD: true } });
    return { digest, 'nlgov-adr-payload-sig': `${jws.protected}..${jws.signature}` };
  };
}

import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, flattenedVerify } from 'jose';
import forge from 'node-forge';
import { textAt, textsAt, valueAt } from '../read-json.ts';
import { digestOf, OVER_HEADERS, signedLine } from '../social-services/payload-signature.ts';

/** What arrived, as it arrived. */
export interface SignedRequest {
  readonly body: string;
  readonly digest: string | undefined;
  readonly signature: string | undefined;
}

/** Whether a body came, unchanged, from someone for whom this authority vouches. Throws nothing: what cannot be read is not signed. */
export async function isSignedPayload(
  { body, digest, signature }: SignedRequest,
  authorityPem: string,
  now: Date,
): Promise<boolean> {
  const { header = '', proof = '' } = DETACHED.exec(signature ?? '')?.groups ?? {};
  if (digest !== digestOf(body)) return false;
  try {
    const jws = { protected: header, signature: proof };
    const chain = certificatesIn(decodeProtectedHeader(jws));
    if (!isVouchedFor(chain, authorityPem, now)) return false;
    const { publicKey } = new X509Certificate(Buffer.from(chain[0] ?? '', 'base64'));
    const payload = Buffer.from(signedLine(digest));
    await flattenedVerify({ ...jws, payload }, publicKey, { algorithms: ['PS256'], crit: { sigD: true } });
    return true;
  } catch {
    return false;
  }
}

/** The payload between the dots is empty, for it is the body. */
const DETACHED = /^(?<header>[\w-]+)\.\.(?<proof>[\w-]+)$/;

/** The certificates of a signature that is over the digest and nothing else; of another, none. */
function certificatesIn(header: unknown): readonly string[] {
  const pars = textsAt(header, 'sigD', 'pars');
  const isDetached = valueAt(header, 'b64') === false && textAt(header, 'sigD', 'mId') === OVER_HEADERS;
  return isDetached && pars.length === 1 && pars[0] === 'digest' ? textsAt(header, 'x5c') : [];
}

function isVouchedFor(chain: readonly string[], authorityPem: string, now: Date): boolean {
  const certificates = chain.map(der =>
    forge.pki.certificateFromAsn1(forge.asn1.fromDer(forge.util.decode64(der))),
  );
  return forge.pki.verifyCertificateChain(forge.pki.createCaStore([authorityPem]), certificates, {
    validityCheckDate: now,
  });
}

import forge from 'node-forge';

export type RequestFault = 'unreadable' | 'not-signed-by-its-key' | 'weak-key';

const FEWEST_BITS = 2_048;

/**
 * The public key of a certificate request (PKCS #10), once the request proved that its sender has the private one. What else the
 * request says about its sender does not count: who a partner is, the registry says.
 */
export function publicKeyIn(requestPem: string): { readonly publicKeyPem: string } | RequestFault {
  try {
    const request = forge.pki.certificationRequestFromPem(requestPem);
    if (!request.verify()) return 'not-signed-by-its-key';
    const key = request.publicKey as forge.pki.rsa.PublicKey;
    if (key.n.bitLength() < FEWEST_BITS) return 'weak-key';
    return { publicKeyPem: forge.pki.publicKeyToPem(key) };
  } catch {
    return 'unreadable';
  }
}

import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A key and a request for a certificate (PKCS #10), as a partner makes them with openssl. */
export function newCertificateRequest(bits = 2_048): { readonly key: string; readonly request: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromPem(publicKey);
  request.setSubject([{ shortName: 'CN', value: 'partner' }]);
  request.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return { key: privateKey, request: forge.pki.certificationRequestToPem(request) };
}
